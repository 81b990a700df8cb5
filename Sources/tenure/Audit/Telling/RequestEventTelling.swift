import Lifecycle

extension EventTelling {
    func request(_ event: RequestEvent) -> String {
        switch event {
        case .submitted(let form, let signed):
            say("\(asked(form)) 신청\(mark(signed)): \(form.reason)", "asks for \(asked(form))\(mark(signed)): \(form.reason)")
        case .amended(let form):
            say("보완하여 다시 신청, \(asked(form)): \(form.reason)", "asks again, for \(asked(form)): \(form.reason)")
        case .returned(let remark, let signed): say("보완을 요청함\(mark(signed)): \(remark)", "sent it back\(mark(signed)): \(remark)")
        case .endorsed(let stage, _, let signed): say("단계 '\(stage)'에 동의함\(mark(signed))", "said yes in stage '\(stage)'\(mark(signed))")
        case .approved: say("승인 완료", "approved")
        case .rejected(let remark, let signed): say("반려함\(mark(signed)): \(remark)", "said no\(mark(signed)): \(remark)")
        case .withdrawn(let remark): say("철회함", "withdrew it") + (remark.map { ": \($0)" } ?? "")
        case .expired: say("기한이 지나 만료됨", "it expired")
        case .voided: say("부여될 내용이 달라져 승인이 무효가 됨", "what it would grant changed: approvals are void")
        case .assigned(let record): say("\(record)에서 처리함", "\(record) carries it out")
        case .fulfilled: say("처리 완료", "fulfilled")
        }
    }

    /// That a decision is signed, if it is.
    func mark(_ statement: SignedStatement?) -> String { statement == nil ? "" : say(", 전자서명", ", signed") }

    private func asked(_ form: RequestForm) -> String {
        switch form.ask {
        case .access(let access):
            say(
                "\(place.name(of: access.person))의 \(access.account) 권한 \(access.profile)",
                "profile \(access.profile) in \(access.account) for \(place.name(of: access.person))")
        case .change(let change): say("\(change.record)의 권한 \(change.profile)", "profile \(change.profile) for \(change.record)")
        case .breakGlass(let glass): say("비상용 사용자 \(glass.record)의 사용", "the broken glass of \(glass.record)")
        case .resume(let record): say("\(record)의 정지 해제", "access back for \(record)")
        case .revoke(let record): say("\(record)의 말소", "the end of \(record)")
        case .rules(let change): RuleChangeTelling(place: place, language: language).sentence(change)
        }
    }
}
