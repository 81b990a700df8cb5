import Foundation
import IAM

/// What a person can say to an item.
public enum ItemCommand: Hashable, Sendable {
    case decide(ItemVerdict, reason: Sealed?, manner: ItemDecision.Manner)
    /// Somebody else reviews it from now on.
    case reassign(to: Person, reason: Sealed)

    public static func == (left: ItemCommand, right: ItemCommand) -> Bool {
        switch (left, right) {
        case (.decide(let one, let why, let how), .decide(let other, let because, let manner)):
            one == other && why == because && how == manner
        case (.reassign(let one, let why), .reassign(let other, let because)): one == other && why == because
        case (.decide, _), (.reassign, _): false
        }
    }
}

extension ReviewItem {
    /// What follows from a person's command, or why nothing does. Total: every command has an answer for every item from everyone.
    ///
    /// A signature in the context must be that of this decision, and then stands in its event.
    public func decide(_ command: ItemCommand, in context: ReviewContext, at now: Date) throws(Refusal) -> [ItemEvent] {
        let events = try decideUnsigned(command, in: context, at: now)
        guard let signature = context.signature else { return events }
        return [try sign(events, with: signature, in: context, at: now)]
    }

    /// What follows from a command, its signature aside.
    func decideUnsigned(_ command: ItemCommand, in context: ReviewContext, at now: Date) throws(Refusal) -> [ItemEvent] {
        guard let actor = context.actor, actor.left == nil else { throw .personOnly }
        // Before anything else: whoever it is about has no say in it, in any part.
        guard !isOwn(of: actor, in: context) else { throw .ownItem(self, actor) }
        guard context.campaign.isOpen else { throw .reviewClosed(context.campaign) }
        guard gone == nil else {
            throw Refusal(.notOpen, "the user of \(id) is gone", hint: "see 'tenure review show \(context.campaign.opening.name)'")
        }
        switch command {
        case .decide(let verdict, let reason, let manner):
            try mayDecide(verdict, reason, actor, in: context, at: now)
            try check(verdict, reason, manner, in: context, at: now)
            return [.decided(verdict: verdict, reason: reason, manner: manner)]
        case .reassign(let other, let reason):
            try mayReassign(to: other, by: actor, in: context)
            return [.reassigned(reviewer: other.id, reason: reason)]
        }
    }

    /// Whether the item is about that person, under whatever name.
    func isOwn(of person: Person, in context: ReviewContext) -> Bool {
        entry.person == person.id || (context.subject.map(person.isSame) ?? false) || (entry.name.text.map(person.answers) ?? false)
    }

    /// Whoever reverses a revocation is somebody else than who decided it: an admin can be.
    private func mayDecide(
        _ verdict: ItemVerdict, _ reason: Sealed?, _ actor: Person, in context: ReviewContext, at now: Date
    ) throws(Refusal) {
        let isReviewer = actor.id == reviewer || context.campaign.delegates(of: reviewer, at: now).contains(actor.id)
        guard let decision, decision.verdict == .revoke, verdict != .revoke else {
            guard isReviewer else { throw .notReviewer(self) }
            // Whoever comes second learns what was decided, and says why it is to be otherwise.
            if let decision, decision.by != actor.id, reason == nil {
                throw Refusal(
                    .reasonMissing, "'\(decision.by)' has decided \(id): \(decision.verdict.word); changing that takes a reason",
                    hint: "leave it, or say why with '--reason \"…\"'")
            }
            return
        }
        guard isReviewer || context.rules.has(.admin, actor.id) else { throw .notReviewer(self) }
        guard decision.by != actor.id else {
            throw Refusal(
                .secondPerson, "'\(actor.id)' decided to revoke \(id): reversing that takes a second person",
                hint: "an admin decides it anew: tenure review decide \(id) \(verdict.word) --reason …")
        }
        guard reason != nil else {
            throw Refusal(.reasonMissing, "reversing the revocation of \(id) takes a reason", hint: "say why with '--reason \"…\"'")
        }
    }

    private func check(
        _ verdict: ItemVerdict, _ reason: Sealed?, _ manner: ItemDecision.Manner, in context: ReviewContext, at now: Date
    ) throws(Refusal) {
        guard decision?.verdict != verdict else {
            throw Refusal(.noChange, "\(id) is decided so already", hint: "see 'tenure review show \(context.campaign.opening.name) \(id)'")
        }
        switch verdict {
        case .keep: try checkKeeping(reason, manner)
        case .keepUntil(let until):
            try checkKeeping(reason, manner)
            guard until > now else {
                throw Refusal(.endInPast, "the last day of \(id) has passed", hint: "give a later one, or revoke it")
            }
            guard entry.record != nil else { throw .adoptionNeeded(self, to: "end on a day") }
        case .reduce(let groups): try checkReduction(to: groups, in: context)
        case .revoke: return
        case .postpone:
            guard !entry.flags.contains(.postponed) else {
                throw Refusal(
                    .alreadyPostponed, "the review before postponed the user of \(id): now it is decided",
                    hint: "tenure review decide \(id) keep|reduce|revoke --reason …")
            }
            guard reason != nil else {
                throw Refusal(.reasonMissing, "postponing \(id) takes a reason", hint: "say why with '--reason \"…\"'")
            }
        }
    }

    private func checkKeeping(_ reason: Sealed?, _ manner: ItemDecision.Manner) throws(Refusal) {
        if manner == .bulk, entry.risk >= .high {
            throw Refusal(
                .bulkKeep, "\(id) is of \(entry.risk.rawValue) risk: it is not kept together with others",
                hint: "decide it by itself: tenure review decide \(id) keep --reason …")
        }
        guard reason == nil else { return }
        guard entry.flags.isEmpty else {
            throw Refusal(
                .reasonMissing, "keeping \(id) takes a reason: \(entry.flags.map(\.rawValue).joined(separator: ", "))",
                hint: "say why with '--reason \"…\"'")
        }
        guard manner != .file || entry.risk < .high else {
            throw Refusal(
                .reasonMissing, "keeping \(id) by a file takes a reason: it is of \(entry.risk.rawValue) risk",
                hint: "write it into the line's column 'reason'")
        }
    }

    private func checkReduction(to groups: SortedSet<GroupName>, in context: ReviewContext) throws(Refusal) {
        guard entry.record != nil else { throw .adoptionNeeded(self, to: "leave a group") }
        let held = entry.groups.map(\.text).joined(separator: ", ")
        guard !groups.isEmpty else {
            throw Refusal(.groupNotHeld, "no group is named that \(id) is to leave", hint: "it is in \(held)")
        }
        if let other = groups.first(where: { !entry.groups.contains($0) }) {
            throw Refusal(.groupNotHeld, "the user of \(id) is not in group '\(other)'", hint: "it is in \(held)")
        }
        if let duty = context.rules.accounts[entry.account]?.dutyGroup, groups.contains(duty) {
            throw Refusal(
                .groupNotHeld, "group '\(duty)' carries the duty policy and gives no access", hint: "name another one of \(held)")
        }
    }

    private func mayReassign(to other: Person, by actor: Person, in context: ReviewContext) throws(Refusal) {
        guard actor.id == reviewer || context.rules.has(.admin, actor.id) else { throw .notReviewer(self) }
        guard other.id != reviewer else {
            throw Refusal(
                .noChange, "'\(other.id)' reviews \(id) already", hint: "see 'tenure review show \(context.campaign.opening.name) \(id)'")
        }
        guard other.left == nil, !context.rules.left.contains(other.id) else {
            throw Refusal(.personLeft, "'\(other.id)' has left", hint: "name somebody who is here: 'tenure person list'")
        }
        guard !isOwn(of: other, in: context) else { throw .ownItem(self, other) }
    }
}
