import Foundation
import IAM
import Ledger
import Lifecycle

/// Takes closed reviews on: puts what was decided to the users' records, and notes what was carried out and what a later look has shown.
///
/// It writes to the ledger alone; IAM is changed by the run. Each item is a pure function's next move, so that a crash anywhere changes
/// nothing about where it ends.
public struct ReviewWorks: Sendable {
    private let home: Home

    /// The works of a home's reviews.
    public init(home: Home) { self.home = home }

    /// What an advance came to.
    public struct Progress: Hashable, Sendable {
        public var ordered = 0
        public var verified = 0
    }

    /// An item that stands still, and what would move it.
    public struct Open: Hashable, Sendable {
        public let item: ReviewItem
        public let reason: String
        public let hint: String
    }

    // So many items are recorded in one transaction.
    private static let batch = 200

    /// Takes every closed review on as far as it goes now.
    @discardableResult
    public func advance() throws -> Progress {
        var progress = Progress()
        for row in try home.ledger.reviewRows() where row.closed != nil {
            let one = try advance(row.id)
            progress.ordered += one.ordered
            progress.verified += one.verified
        }
        return progress
    }

    /// Takes one review on as far as it goes now.
    @discardableResult
    public func advance(_ id: ReviewID) throws -> Progress {
        guard let campaign = try home.ledger.review(id)?.state, !campaign.isOpen else { return Progress() }
        var progress = Progress()
        let gatherer = ItemContexts(home: home, campaign: campaign)
        try eachPage(
            of: { try home.ledger.items(ItemFilter(review: id, isComplete: false), after: $0?.state.id, limit: Self.batch) },
            do: { page in
                let plans = try page.compactMap { try plan(for: $0, gatherer) }
                guard !plans.isEmpty else { return }
                // Whoever is in the way of one is not in the way of the others.
                if try !home.recordIfUnmoved(plans.flatMap(\.writes), at: home.world.now()) {
                    for found in page { try retry(found.state.id, gatherer) }
                }
                progress.ordered += plans.count { $0.isOrder }
                progress.verified += plans.count { $0.isVerified }
            })
        return progress
    }

    private func retry(_ id: ItemID, _ contexts: ItemContexts) throws {
        for _ in 0..<20 {
            guard let found = try home.ledger.item(id), let plan = try plan(for: found, contexts) else { return }
            if try home.recordIfUnmoved(plan.writes, at: home.world.now()) { return }
        }
    }

    private struct Plan {
        let writes: [StreamWrite]
        let isOrder: Bool
        let isVerified: Bool
    }

    private func plan(for found: Versioned<ReviewItem>, _ contexts: ItemContexts) throws -> Plan? {
        let item = found.state
        let (context, record) = try contexts.context(of: item)
        switch item.next(in: context, reason: try reason(for: item, in: context.campaign)) {
        case .wait, .done: return nil
        case .note(let events):
            return Plan(writes: [write(events, to: found)], isOrder: false, isVerified: events.contains(where: \.isVerified))
        case .order(let event, let events):
            guard let record else { return nil }
            let order = StreamWrite(.user(record.state.id), expecting: record.version, [.user(event)], about: record.state.person)
            return Plan(writes: [order] + (events.isEmpty ? [] : [write(events, to: found)]), isOrder: true, isVerified: false)
        }
    }

    private func write(_ events: [ItemEvent], to found: Versioned<ReviewItem>) -> StreamWrite {
        StreamWrite(.item(found.state.id), expecting: found.version, events.map(Event.item), about: found.state.entry.person)
    }

    /// What the user's record is to say: the review, the item, and who decided why.
    private func reason(for item: ReviewItem, in campaign: Campaign) throws -> Sealed {
        let place = "review \(campaign.opening.name), \(item.id)"
        guard let decision = item.decision else { return home.world.seal("\(place): nobody decided") }
        return home.world.seal("\(place), decided by \(decision.by)\(decision.reason.map { ": \($0)" } ?? "")")
    }

    /// The first items of a closed review that stand still, and what would move each.
    public func open(in campaign: Campaign, limit: Int) throws -> [Open] {
        let contexts = ItemContexts(home: home, campaign: campaign)
        let items = try home.ledger.items(ItemFilter(review: campaign.id, isComplete: false), limit: limit)
        return try items.map { found in
            let (context, _) = try contexts.context(of: found.state)
            switch found.state.next(in: context, reason: home.world.seal("")) {
            case .wait(let reason, let hint): return Open(item: found.state, reason: reason, hint: hint)
            case .order, .note, .done: return Open(item: found.state, reason: "it waits for a run", hint: "tenure run")
            }
        }
    }

    /// The writes that settle what nobody has decided, and what the whole review then comes to.
    func silences(in campaign: Campaign) throws -> (writes: [StreamWrite], tally: Closing.Tally) {
        let contexts = ItemContexts(home: home, campaign: campaign)
        let open = ItemFilter(review: campaign.id, isUndecided: true)
        let items = try everyPage { try home.ledger.items(open, after: $0?.state.id, limit: 1_000) }
        var tally = Closing.Tally(decided: campaign.opening.population.count - items.count)
        let writes = try items.map { found in
            let isGone = try contexts.isGone(found.state.entry)
            if isGone { tally.gone += 1 } else { tally.silent += 1 }
            return write([isGone ? .vanished : .fellSilent(outcome: found.state.entry.silence)], to: found)
        }
        return (writes, tally)
    }
}

extension ItemEvent {
    fileprivate var isVerified: Bool {
        switch self {
        case .verified: true
        case .listed, .decided, .reassigned, .fellSilent, .vanished, .ordered, .carriedOut: false
        }
    }
}
