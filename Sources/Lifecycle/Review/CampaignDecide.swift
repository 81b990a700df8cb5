import Foundation
import IAM

/// What a person can say to a review.
public enum CampaignCommand: Hashable, Sendable {
    /// One reviewer's items are decided by another person for a time.
    case delegate(Delegation)
    /// Deciding ends. `undecided` items are left.
    case close(Closing.Tally, undecided: Int)
    /// `isComplete`: nothing is open any more.
    case sign(facts: Digest, remark: Sealed?, isComplete: Bool)
}

extension Campaign {
    /// What follows from a person's command, or why nothing does.
    public func decide(_ command: CampaignCommand, rules: Rules, by actor: Person, at now: Date) throws(Refusal) -> [ReviewEvent] {
        guard actor.left == nil else { throw .personOnly }
        switch command {
        case .delegate(let delegation): return try delegate(delegation, rules, by: actor, at: now)
        case .close(let tally, let undecided): return try close(tally, undecided, rules, by: actor, at: now)
        case .sign(let facts, let remark, let isComplete):
            guard rules.has(.admin, actor.id) || rules.has(.auditor, actor.id) else {
                throw .notPermitted(actor.id, needs: .auditor, to: "sign a review")
            }
            guard !isOpen, isComplete else {
                throw Refusal(
                    .notOpen, "\(opening.name) is not complete: nobody can answer for it yet",
                    hint: "see what is open with 'tenure review show \(opening.name)'")
            }
            guard !signOffs.contains(where: { $0.by == actor.id && $0.facts == facts }) else {
                throw Refusal(
                    .noChange, "you have signed \(opening.name) already", hint: "read it with 'tenure review report \(opening.name)'")
            }
            return [.signed(facts: facts, remark: remark)]
        }
    }

    private func delegate(_ delegation: Delegation, _ rules: Rules, by actor: Person, at now: Date) throws(Refusal) -> [ReviewEvent] {
        guard isOpen else { throw .reviewClosed(self) }
        guard actor.id == delegation.from || rules.has(.admin, actor.id) else {
            throw .notPermitted(actor.id, needs: .admin, to: "delegate somebody else's items")
        }
        guard delegation.from != delegation.to else {
            throw Refusal(.noChange, "'\(delegation.to)' would stand in for themselves", hint: "name somebody else with '--to PERSON'")
        }
        guard !rules.left.contains(delegation.to) else {
            throw Refusal(.personLeft, "'\(delegation.to)' has left", hint: "name somebody who is here: 'tenure person list'")
        }
        guard delegation.until > now else {
            throw Refusal(.endInPast, "the last day of the delegation has passed", hint: "give a later one with '--until YYYY-MM-DD'")
        }
        return [.delegated(delegation: delegation)]
    }

    // Whoever could close early could let silence keep what nobody looked at, their own access included.
    private func close(_ tally: Closing.Tally, _ undecided: Int, _ rules: Rules, by actor: Person, at now: Date) throws(Refusal)
        -> [ReviewEvent]
    {
        guard rules.has(.admin, actor.id) else { throw .notPermitted(actor.id, needs: .admin, to: "close a review") }
        guard isOpen else { throw .reviewClosed(self) }
        guard undecided == 0 || now >= opening.due else {
            throw Refusal(
                .notOpen, "\(undecided) of \(opening.population.count) are undecided, and reviewers have time until the due date",
                hint: "see who is late with 'tenure review show \(opening.name)'")
        }
        return [.closed(tally: tally)]
    }
}
