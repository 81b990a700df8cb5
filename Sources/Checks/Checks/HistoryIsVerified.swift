import Foundation
import IAM
import Lifecycle

/// `history-unverified`: the history is signed, and what is signed holds.
struct HistoryIsVerified: Check {
    let id = CheckID.historyUnverified
    let severity = Severity.high
    let references = References(ismsP: [.logReviews, .logs], law: [.safety8])
    let title = Bilingual(ko: "이력이 서명되고 검증된다", en: "The history is signed, and holds")
    let explanation = Bilingual(
        ko: """
            서명된 체크포인트가 없으면 이력이 바뀌지 않았음을 아무도 확인할 수 없다. 체크포인트가 없거나, 기간보다 오래된 기록을 덮지 않거나, 서명이나 트리의 루트나 밖에 둔 사본이 맞지 않으면 취약이다. \
            이 점검은 마지막 체크포인트를 비교한다. 모든 기록을 다시 계산하는 것은 'tenure audit verify'이다. 계정마다 같은 결과이다.
            """,
        en: """
            Without a signed checkpoint nobody can tell whether the history was changed. It fails if there is none, if events older than the \
            threshold are not covered by one, or if its signature, the tree's root or the copy kept outside does not agree. It compares the \
            last checkpoint; 'tenure audit verify' works all of it out again. It is the same for every account.
            """)
    let reads: [SnapshotFile] = []
    let thresholds = [Threshold.checkpointAgeHours]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.comparing { [Outcome(.account, verdict(on: $0.history, at: $0.asOf, limits))] }
    }

    private func verdict(on history: HistoryOnRecord, at now: Date, _ limits: Limits) -> Verdict {
        func fail(_ message: Bilingual, _ command: String, _ evidence: [Evidence]) -> Verdict {
            let size = Evidence("events", String(history.size), onRecord: "home")
            return .fail(Defect(message, [size] + evidence, Remedy(tenure: command)))
        }
        guard let checkpoint = history.checkpoint else {
            return fail(
                Bilingual(ko: "서명된 체크포인트가 없음", en: "there is no signed checkpoint"), "tenure audit key make",
                [Evidence("last checkpoint", "none", onRecord: "home")])
        }
        let last = Evidence(
            "last checkpoint", "\(checkpoint.size) events, signed \(ReportTime.text(checkpoint.at))", onRecord: "home")
        if let problem = history.problem {
            return fail(
                Bilingual(ko: "체크포인트가 맞지 않음: \(problem)", en: "the last checkpoint does not hold: \(problem)"), "tenure audit verify",
                [last])
        }
        if let since = history.uncoveredSince, now.timeIntervalSince(since) > Double(limits[.checkpointAgeHours]) * 3_600 {
            let uncovered = Evidence("first event without a checkpoint", ReportTime.text(since), onRecord: "home")
            return fail(
                Bilingual(ko: "체크포인트가 덮지 않는 기록이 있음", en: "events are not covered by any checkpoint"), "tenure audit checkpoint",
                [last, uncovered])
        }
        return .pass
    }
}
