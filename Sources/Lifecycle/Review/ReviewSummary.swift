import Foundation
import IAM

/// What a review came to, for whoever has to answer for it: proofs, exceptions, latencies, and signs that nobody looked.
public struct ReviewSummary: Sendable {
    public let campaign: Campaign
    /// In their order.
    public let items: [ReviewItem]
    /// The items of the review before, by IAM's id.
    public let before: [UserID: ReviewItem]

    /// The summary of a review with all of its items, and those of the review before.
    public init(of campaign: Campaign, items: [ReviewItem], before: [ReviewItem]) {
        self.campaign = campaign
        self.items = items
        self.before = Dictionary(before.map { ($0.entry.user, $0) }) { first, _ in first }
    }

    /// How the population is accounted for so far.
    public var tally: Closing.Tally {
        Closing.Tally(
            decided: items.count { $0.decision != nil && $0.gone == nil }, silent: items.count { $0.decision == nil && $0.silence != nil },
            gone: items.count { $0.gone != nil })
    }

    /// Whether the items are those that were frozen: their digest is made again.
    public var isPopulationWhole: Bool {
        let population = campaign.opening.population
        return items.count == population.count
            && Population.digest(of: items.map { "\($0.entry.account) \($0.entry.user)" }) == population.digest
    }

    /// Everybody accounted for, and everything that was taken seen to be gone.
    public var isComplete: Bool {
        !campaign.isOpen && isPopulationWhole && tally.total == items.count && items.allSatisfy(\.isComplete)
    }

    /// Over every item as it stands: what a sign-off is about.
    public func facts() throws -> Digest {
        Digest.of(text: try items.map { "\($0.id) \(try Digest.of(value: $0))\n" }.joined())
    }

    /// How long something that was taken away took.
    public struct Latency: Hashable, Sendable {
        public let item: ItemID
        public let settled: Date
        public let carriedOut: Date?
        public let verified: Date?
    }

    /// Of every revocation, reduction and suspension, in the order of the items.
    public var latencies: [Latency] {
        items.filter(\.consequence.takesAccess).compactMap { item in
            guard let settled = item.decision?.at ?? campaign.closing?.at else { return nil }
            return Latency(item: item.id, settled: settled, carriedOut: item.carriedOut, verified: item.verified)
        }
    }

    /// Why an item deserves a second look by an auditor.
    public enum Exceptional: String, Hashable, Sendable, CaseIterable {
        case keptThoughFlagged = "kept-though-flagged"
        case keptBySilence = "kept-by-silence"
        case postponed
        /// A revocation was reversed, or a decision changed.
        case changed
        case incomplete
    }

    /// The exceptions, in the order of the items.
    public var exceptions: [(item: ReviewItem, why: Exceptional)] {
        items.flatMap { item in Exceptional.allCases.filter { applies($0, to: item) }.map { (item, $0) } }
    }

    private func applies(_ exception: Exceptional, to item: ReviewItem) -> Bool {
        switch exception {
        case .keptThoughFlagged: item.decision?.verdict.keeps == true && !item.entry.flags.isEmpty
        case .keptBySilence: item.silence == .keep
        case .postponed: item.decision?.verdict == .postpone
        case .changed: item.decisions > 1
        case .incomplete: !campaign.isOpen && !item.isComplete
        }
    }

    /// How users differ from the review before.
    public struct Differences: Hashable, Sendable {
        public var appeared = 0
        public var vanished = 0
        public var changedGroups = 0
        public var changedOutcome = 0

        /// Counts.
        public init(appeared: Int = 0, vanished: Int = 0, changedGroups: Int = 0, changedOutcome: Int = 0) {
            self.appeared = appeared
            self.vanished = vanished
            self.changedGroups = changedGroups
            self.changedOutcome = changedOutcome
        }
    }

    /// What changed since the review before; nil if there was none.
    public var differences: Differences? {
        guard campaign.opening.previous != nil else { return nil }
        var differences = Differences()
        let now = Set(items.map(\.entry.user))
        differences.vanished = before.keys.count { !now.contains($0) }
        for item in items {
            guard let old = before[item.entry.user] else {
                differences.appeared += 1
                continue
            }
            if old.entry.groups != item.entry.groups { differences.changedGroups += 1 }
            if old.decision?.verdict.word != item.decision?.verdict.word { differences.changedOutcome += 1 }
        }
        return differences
    }
}

extension ReviewItem.Consequence {
    /// Whether access is taken at the closing.
    var takesAccess: Bool {
        switch self {
        case .reduce, .suspend, .revoke: true
        case .none, .end: false
        }
    }
}

extension ItemVerdict {
    /// Whether access stays, for now at least.
    public var keeps: Bool {
        switch self {
        case .keep, .keepUntil: true
        case .reduce, .revoke, .postpone: false
        }
    }
}
