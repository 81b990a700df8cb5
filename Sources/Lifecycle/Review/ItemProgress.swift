import Foundation
import IAM

/// What the next move of an item rests on, once its review is closed.
public struct ItemContext: Sendable {
    public let campaign: Campaign
    /// The user's record; an adoption after the freeze counts.
    public let record: UserRecord?
    /// The workflow that the record is pinned to.
    public let workflow: Workflow?
    /// The groups that would be left, as their policies were last read; nil if they were not.
    public let leaving: Grant?
    /// When the account was last looked at completely, and whether that look found the user.
    public let look: (at: Date, found: Bool)?
    public let now: Date

    /// A context.
    public init(
        campaign: Campaign, record: UserRecord?, workflow: Workflow?, leaving: Grant?, look: (at: Date, found: Bool)?, now: Date
    ) {
        self.campaign = campaign
        self.record = record
        self.workflow = workflow
        self.leaving = leaving
        self.look = look
        self.now = now
    }

    /// Whether a look did not find the user; it counts only if it is later than the freeze.
    public func isGone(_ entry: ItemEntry) -> Bool {
        guard let look, let frozen = campaign.opening.population.sources.first(where: { $0.account == entry.account })?.taken else {
            return false
        }
        return look.at > frozen && !look.found
    }
}

/// The one thing to do next for an item of a closed review.
public enum ItemMove: Hashable, Sendable {
    /// Put it to the user's record, and note here that it was.
    case order(UserEvent, [ItemEvent])
    /// Note what was seen.
    case note([ItemEvent])
    /// Nothing now: why, and what to type.
    case wait(reason: String, hint: String)
    case done
}

extension ReviewItem {
    /// What to do next: a pure function of item, record and time, so that a crash anywhere changes nothing about it.
    ///
    /// `reason` is what the record is to say; it names the review, the item and who decided.
    public func next(in context: ItemContext, reason: Sealed) -> ItemMove {
        guard !context.campaign.isOpen, !isComplete else { return .done }
        guard let record = context.record else { return unexplained(in: context) }
        switch consequence {
        case .none: return .done
        case .revoke: return revoking(record, reason)
        case .suspend: return suspending(record, context, reason)
        case .reduce(let groups): return reducing(record, by: groups, context, reason)
        case .end(let until):
            guard record.revocation == nil else { return .note([.ordered, .carriedOut(done: context.now)]) }
            return .order(.endAdvanced(end: until, reason: reason), [.ordered, .carriedOut(done: context.now)])
        }
    }

    // tenure changes nothing about a user that no request explains; somebody has to claim it first.
    private func unexplained(in context: ItemContext) -> ItemMove {
        if context.isGone(entry), let look = context.look { return .note([.carriedOut(done: look.at), .verified(seen: look.at)]) }
        return .wait(
            reason: "no request explains the user, and nothing is done to it before somebody claims it",
            hint:
                "tenure user adopt \(entry.name) --account \(entry.account) --for PERSON --reason …; the revocation then follows by itself")
    }

    private func revoking(_ record: UserRecord, _ reason: Sealed) -> ItemMove {
        guard let revocation = record.revocation else { return .order(.revocationDecided(reason: reason, ticket: nil), [.ordered]) }
        var events: [ItemEvent] = ordered == nil ? [.ordered] : []
        if carriedOut == nil, let deleted = revocation.deleted ?? revocation.verified { events.append(.carriedOut(done: deleted)) }
        if let verified = revocation.verified { events.append(.verified(seen: verified)) }
        return events.isEmpty ? .wait(reason: "\(record.id) is \(record.state)", hint: "tenure run") : .note(events)
    }

    private func suspending(_ record: UserRecord, _ context: ItemContext, _ reason: Sealed) -> ItemMove {
        if record.stage == .suspended || record.revocation != nil {
            return .note(
                (ordered == nil ? [.ordered] : []) + [.carriedOut(done: max(record.since, context.campaign.closing?.at ?? record.since))])
        }
        guard record.suspension == nil else { return .wait(reason: "\(record.id) is \(record.state)", hint: "tenure run") }
        guard let workflow = context.workflow, record.canSuspend(in: workflow) else {
            return .wait(
                reason: "\(record.id) cannot be suspended in state '\(record.state)'",
                hint: "tenure explain \(record.id), or tenure user revoke \(record.id)")
        }
        return .order(.suspensionDecided(reason: reason), ordered == nil ? [.ordered] : [])
    }

    private func reducing(_ record: UserRecord, by groups: SortedSet<GroupName>, _ context: ItemContext, _ reason: Sealed) -> ItemMove {
        if let ended = record.revocation?.verified {
            return .note((ordered == nil ? [.ordered] : []) + [.carriedOut(done: ended), .verified(seen: ended)])
        }
        guard let closed = context.campaign.closing?.at, let reduction = record.reduction, reduction.decided >= closed,
            groups.allSatisfy(reduction.groups.contains)
        else {
            guard record.revocation == nil else { return .wait(reason: "\(record.id) is \(record.state)", hint: "tenure run") }
            return .order(
                .reductionDecided(groups: groups, leaving: record.grantLeft(after: groups, now: context.leaving), reason: reason),
                ordered == nil ? [.ordered] : [])
        }
        guard let done = reduction.done else { return .wait(reason: "\(record.id) has not left the groups", hint: "tenure run") }
        var events: [ItemEvent] = carriedOut == nil ? [.carriedOut(done: done)] : []
        // A user that is gone is in no group; its last sighting still says so.
        let held = context.look?.found == false ? [] : record.sighting?.groups.unordered ?? []
        if let look = context.look, look.at > done, held.isDisjoint(with: groups.unordered) { events.append(.verified(seen: look.at)) }
        guard events.isEmpty else { return .note(events) }
        let left = held.intersection(groups.unordered).sorted().map(\.text).joined(separator: ", ")
        guard !left.isEmpty, context.look.map({ $0.at > done }) ?? false else {
            return .wait(reason: "no later look has shown yet that \(record.id) has left the groups", hint: "tenure sync")
        }
        return .wait(reason: "\(record.id) is in \(left) again", hint: "tenure user show \(record.id)")
    }
}

extension UserRecord {
    /// Whether an admin can suspend it where it is.
    func canSuspend(in workflow: Workflow) -> Bool {
        workflow.transitions(from: state).contains { $0.by == .admin && $0.suspends(in: workflow) }
    }

    /// What is granted once it has left those groups. The digest is worked out anew only where what is granted now is still what was
    /// approved: otherwise the old one stays, which fits nothing, so that nothing unapproved is ever granted by it.
    func grantLeft(after groups: SortedSet<GroupName>, now: Grant?) -> Grant {
        let left = grant.groups.filter { !groups.contains($0) }
        guard left != grant.groups else { return grant }
        if left.isEmpty { return Grant(groups: [], policies: Digest.of(text: "")) }
        guard let now, now.groups == left else { return Grant(groups: left, policies: grant.policies) }
        return now
    }
}
