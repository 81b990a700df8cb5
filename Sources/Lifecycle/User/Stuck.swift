import Foundation
import IAM

/// A user that is longer in a state than its deadline allows, or that nobody knows enough about to say so.
public struct Stuck: Hashable, Sendable {
    public let verdict: Verdict
    /// When the present state was entered.
    public let since: Date
    public let deadline: Date?
    public let waitsFor: Party
    /// What is in the way, most telling first.
    public let blockers: [Blocker]
    /// The transition that the deadline brings, if it brings one.
    public let consequence: TransitionName?

    /// What is said of a user that does not move on.
    public init(verdict: Verdict, since: Date, deadline: Date?, waitsFor: Party, blockers: [Blocker], consequence: TransitionName?) {
        self.verdict = verdict
        self.since = since
        self.deadline = deadline
        self.waitsFor = waitsFor
        self.blockers = blockers
        self.consequence = consequence
    }

    /// What is said of the user.
    public enum Verdict: String, Hashable, Sendable, Codable {
        /// The deadline has passed.
        case overdue
        /// A step fails and is tried again, or a transition came to nothing.
        case failing
        /// The account was not looked at lately, so whether the user has moved on is unknown.
        case unknown
        /// The user is gone from IAM, and not by us.
        case gone
    }
}

extension UserRecord {
    /// Whether the user is stuck now; worked out on every read, from the record and the time alone.
    public func stuck(in context: UserContext) -> Stuck? {
        guard let here = context.workflow.state(state), !here.isTerminal, let verdict = verdict(in: context) else { return nil }
        let ways = context.workflow.transitions(from: state).filter { isDue($0, from: here, in: context) }
        let blockers = ways.flatMap { self.blockers(of: $0, in: context) }.filter { $0.waitsFor != .nobody }
        let party = transit != nil ? .tenure : setback != nil ? .admin : here.waitsFor
        return Stuck(
            verdict: verdict, since: since, deadline: deadline, waitsFor: party, blockers: blockers,
            consequence: revocation == nil ? here.atDeadline : nil)
    }

    private func verdict(in context: UserContext) -> Stuck.Verdict? {
        if setback != nil || (transit?.failures ?? 0) > 0 { return .failing }
        if let deadline, context.now >= deadline { return .overdue }
        if missingSince != nil, revocation?.deleted == nil { return .gone }
        if userID != nil, deadline != nil, !context.lookIsFresh || (sighting == nil && stage != .creation) {
            return context.lookedAt.map { $0 + .days(1) < context.now } ?? true ? .unknown : nil
        }
        return nil
    }
}
