import Checks
import IAM
import Lifecycle

/// A user's excess on one line, as the newest kept snapshot of the account has it.
struct ExcessLine {
    let text: String

    /// Nil where there is no snapshot, where it does not have the user, and for people who may not see snapshots.
    init?(of record: UserRecord, in workplace: Workplace) throws {
        guard (try? workplace.require([.admin, .auditor], to: "see excess permissions")) != nil,
            let account = try workplace.rules().accounts[record.account],
            let name = record.name.text.flatMap({ try? UserName($0) }), let looked = try LookedAt.latest(of: account, in: workplace)
        else { return nil }
        var survey = try looked.survey(in: workplace)
        guard let excess = survey.excess(of: name) else { return nil }
        text = "\(excess.summary.text(.english)) (as of \(workplace.text(looked.snapshot.taken)))"
    }
}
