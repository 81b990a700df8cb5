import Lifecycle

/// The words of a report in both languages.
struct ReviewWords {
    private let language: Language

    init(_ language: Language) { self.language = language }

    func say(_ ko: String, _ en: String) -> String { language.say(ko, en) }

    func flag(_ flag: ItemFlag) -> String {
        switch flag {
        case .unexplained: say("신청 기록 없음", "no request explains it")
        case .beyondProfile: say("프로필 밖의 그룹", "groups beyond its profile")
        case .inherited: say("승인되지 않은 이전 그룹", "inherited groups")
        case .ownPolicies: say("직접 할당된 정책", "policies of its own")
        case .withoutMFA: say("MFA 없음", "without MFA")
        case .unused: say("90일간 미사용", "unused for 90 days")
        case .finding: say("취약점 있음", "a check fails")
        case .left: say("퇴직자", "the person has left")
        case .postponed: say("지난 점검에서 연기", "postponed last time")
        }
    }

    func sign(_ sign: ReviewerRecord.Sign) -> String {
        switch sign {
        case .keptAll(let count): say("\(count)건 모두 유지", "kept all \(count)")
        case .fast(let seconds): say("결정 간격 중앙값 \(seconds)초", "\(seconds) s between decisions at the median")
        case .batch(let count): say("같은 시각에 \(count)건 유지", "\(count) kept in one second")
        }
    }

    func exception(_ why: ReviewSummary.Exceptional) -> String {
        switch why {
        case .keptThoughFlagged: say("표시가 있는데도 유지", "kept though flagged")
        case .keptBySilence: say("결정이 없어 유지", "kept because nobody decided")
        case .postponed: say("다음 점검으로 연기", "postponed to the next review")
        case .changed: say("결정이 바뀜", "decided more than once")
        case .incomplete: say("완료되지 않음", "not complete")
        }
    }

    func outcome(_ item: ReviewItem) -> String {
        if item.gone != nil { return say("점검 중 사라짐", "gone meanwhile") }
        switch (item.decision?.verdict, item.silence) {
        case (.keep?, _): return say("유지", "keep")
        case (.keepUntil?, _): return say("기한부 유지", "keep until a day")
        case (.reduce?, _): return say("축소", "reduce")
        case (.revoke?, _): return say("회수", "revoke")
        case (.postpone?, _): return say("연기", "postpone")
        case (nil, .keep?): return say("무응답: 유지", "silent: keep")
        case (nil, .suspend?): return say("무응답: 정지", "silent: suspend")
        case (nil, .revoke?): return say("무응답: 회수", "silent: revoke")
        case (nil, nil): return say("미결정", "undecided")
        }
    }
}
