import Foundation
import IAM
import Ledger
import Lifecycle

/// What a review is to be, before the population is frozen.
public struct ReviewPlan: Sendable {
    public var name: ReviewName
    public var scope: ReviewScope
    /// Until when reviewers decide; nil for what the workflows in the scope say.
    public var due: Date?
    /// Why it is opened out of turn; nil for one that the calendar brings.
    public var because: Sealed?

    /// A plan.
    public init(name: ReviewName, scope: ReviewScope, due: Date? = nil, because: Sealed? = nil) {
        self.name = name
        self.scope = scope
        self.due = due
        self.because = because
    }
}

/// A review that could be opened as it stands here: who would review what, and what silence would do.
public struct ReviewDraft: Sendable {
    public let opening: CampaignOpening
    public let entries: [ItemEntry]
}

/// Freezes populations.
public struct ReviewOpening: Sendable {
    private let home: Home

    /// Openings of reviews in that home.
    public init(home: Home) { self.home = home }

    /// A draft from snapshots that were read, one for each account. Throws if the name is taken, nobody is in the scope, or somebody's user
    /// could be reviewed by nobody.
    public func draft(_ plan: ReviewPlan, from snapshots: [SnapshotStore.Kept]) throws -> ReviewDraft {
        let now = home.world.now()
        if let other = try home.ledger.review(named: plan.name)?.state {
            throw Refusal(
                .nameTaken, "there is a review '\(other.opening.name)' already: \(other.id)",
                hint: "see it with 'tenure review show \(other.opening.name)', or choose another name")
        }
        if let due = plan.due, due <= now {
            throw Refusal(.endInPast, "the due date has passed", hint: "give a later one with '--due YYYY-MM-DD'")
        }
        let previous = try previous(to: plan)
        let rules = try home.rules()
        let freeze = try PopulationFreeze(home: home, rules: rules, scope: plan.scope, previous: previous)
        let entries = try freeze.entries(of: snapshots)
        guard !entries.isEmpty else {
            throw Refusal(.unknownUser, "nobody is in the scope '\(plan.scope.text)'", hint: "see 'tenure user list'")
        }
        let rule = try strictest(of: entries)
        let due = plan.due ?? now + rule.within
        let opening = CampaignOpening(
            name: plan.name, scope: plan.scope, due: due, remindAt: rule.remind.map { now + $0 }.filter { $0 < due },
            escalateAt: rule.escalate.map { now + $0 }.flatMap { $0 < due ? $0 : nil },
            population: Population(of: entries.map { ($0.account, $0.user) }, sources: snapshots.map(Self.source)), previous: previous,
            because: plan.because)
        return ReviewDraft(opening: opening, entries: entries)
    }

    private static func source(_ kept: SnapshotStore.Kept) -> PopulationSource {
        PopulationSource(
            account: kept.entry.account, snapshot: kept.entry.snapshot.digest, taken: kept.entry.snapshot.taken,
            users: kept.entry.snapshot.counts.users)
    }

    // The last one of the same scope, or else the last that the calendar brought.
    private func previous(to plan: ReviewPlan) throws -> ReviewID? {
        let rows = try home.ledger.reviewRows()
        if let same = rows.last(where: { $0.scope == plan.scope.text }) { return same.id }
        return try rows.reversed().first { try home.ledger.review($0.id)?.state.opening.because == nil }?.id
    }

    /// Of several workflows the one that gives reviewers the least time.
    private func strictest(of entries: [ItemEntry]) throws -> ReviewRule {
        let records = Set(entries.compactMap(\.record))
        let used = Set(try home.ledger.userRows(UserFilter(isRevoked: false)).filter { records.contains($0.id) }.map(\.workflow))
        let rules = try used.compactMap { try home.workflow($0).review }
        return rules.min { ($0.within, $0.every) < ($1.within, $1.every) } ?? ReviewRule(every: .days(90))
    }

    /// Records a review with all of its items in one transaction; false if another one took the number.
    func record(_ draft: ReviewDraft, as id: ReviewID, by actor: Actor) throws -> Bool {
        let opened = StreamWrite(.review(id), expecting: 0, [.review(.opened(opening: draft.opening))])
        let items = draft.entries.enumerated().map { place, entry in
            StreamWrite(.item(ItemID(id, place + 1)), expecting: 0, [.item(.listed(entry: entry))], about: entry.person)
        }
        return try home.appendIfUnmoved([opened] + items, at: home.world.now(), by: actor)
    }

    /// Opens a drafted review.
    public func open(_ draft: ReviewDraft, by actor: Actor) throws -> Campaign {
        for _ in 0..<100 {
            let id = try home.ledger.nextReview()
            guard try record(draft, as: id, by: actor) else { continue }
            guard let campaign = try home.ledger.review(id)?.state else { break }
            return campaign
        }
        throw DeliveryError("no review number could be had: others open without end")
    }
}
