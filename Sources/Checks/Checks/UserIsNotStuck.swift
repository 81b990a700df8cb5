import IAM
import Lifecycle

/// `stuck`: nobody is longer in a state than its deadline allows.
struct UserIsNotStuck: Check {
    let id = CheckID.stuck
    let severity = Severity.high
    let references = References(ismsP: [.authentication])
    let title = Bilingual(ko: "기한을 넘긴 사용자가 없다", en: "No user is past a deadline of its workflow")
    let explanation = Bilingual(
        ko: """
            MFA 등록을 비롯해 워크플로의 모든 상태에는 기한이 있다. 기한이 지났거나, 단계가 되풀이해 실패하거나, tenure가 지우지 않았는데 사라진 사용자는 취약이다. \
            'tenure stuck'과 같은 계산이며, 계정을 최근에 보지 않았으면 알 수 없음이다. 스냅샷이 아니라 지금을 기준으로 한다.
            """,
        en: """
            Every state of a workflow has a deadline, that of enrolling MFA first of all. It fails for users that are past theirs, whose step \
            fails again and again, or that are gone and not by us. It is what 'tenure stuck' works out, as of now and not as of the snapshot; \
            where the account was not looked at lately it is unknown.
            """)
    let reads: [SnapshotFile] = []

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.eachLivingRecord { user, _ in
            guard let stuck = user.stuck else { return .pass }
            let remedy = Remedy(tenure: account.alias.map { _ in "tenure explain \(user.record.id)" })
            let fail = { (message: Bilingual) in Verdict.fail(Defect(message, evidence(user, stuck), remedy)) }
            let state = user.record.state
            switch stuck.verdict {
            case .overdue: return fail(Bilingual(ko: "'\(state)' 상태의 기한이 지남", en: "past the deadline of state '\(state)'"))
            case .failing: return fail(Bilingual(ko: "'\(state)' 상태에서 나아가지 못함", en: "a step out of state '\(state)' fails"))
            case .gone: return fail(Bilingual(ko: "tenure가 지우지 않았는데 사라짐", en: "gone from IAM, and not by tenure"))
            case .unknown:
                return .unknown(Bilingual(ko: "계정을 최근에 보지 않음: 'tenure sync'", en: "the account was not looked at lately: 'tenure sync'"))
            }
        }
    }

    private func evidence(_ user: UserOnRecord, _ stuck: Stuck) -> [Evidence] {
        [
            .record(user, "in state '\(user.record.state)' since", stuck.since), .record(user, "deadline", stuck.deadline),
            .record(user, "waits for", stuck.waitsFor.rawValue),
        ] + stuck.blockers.prefix(3).map { .record(user, "in the way of '\($0.transition)'", $0.reason) }
    }
}
