import Foundation
import IAM

extension PlanRecord {
    /// Whether a plan may be carried out by that person now: nothing if it is approved, the approval if this person gives it, otherwise why not.
    ///
    /// Whoever has proposed a plan does not approve it; in a sandbox home it is in force at once, as changes of the rules are.
    public func decideApply(by person: PersonID, rules: Rules, isSandboxHome: Bool) throws(Refusal) -> [PlanEvent] {
        let name = "tenure fix apply \(id.text.prefix(12))"
        guard rules.has(.admin, person) else {
            throw Refusal(
                .notPermitted, "'\(person)' cannot apply repairs: that takes the role admin",
                hint: "ask an admin to type '\(name)'; see 'tenure person list --role admin'")
        }
        guard finished == nil else {
            throw Refusal(
                .notOpen, "plan \(id.text.prefix(12)) is finished: nothing of it is open",
                hint: "see what is left with 'tenure snapshot pull \(account)' and 'tenure fix plan'")
        }
        guard approvedBy == nil else { return [] }
        guard isSandboxHome || proposedBy != .person(person) else {
            throw Refusal(
                .ownRequest, "'\(person)' has made plan \(id.text.prefix(12)) and cannot approve it",
                hint: "have another admin read it and type '\(name)'; '\(name) --dry-run' shows what it would do")
        }
        return [.approved]
    }
}
