import Foundation

/// How one reviewer has worked, and what in it looks like rubber-stamping.
public struct ReviewerRecord: Hashable, Sendable {
    public let reviewer: PersonID
    public let decided: Int
    public let kept: Int
    /// The median time between one decision and the next, in seconds; nil for fewer than two.
    public let pace: Int?
    public let signs: [Sign]

    /// What looks as if nobody had looked. None of them proves it.
    public enum Sign: Hashable, Sendable {
        /// So many decisions, and every one keeps.
        case keptAll(Int)
        /// So many seconds between two decisions, at the median.
        case fast(Int)
        /// So many kept in the same second.
        case batch(Int)
    }

    /// From so many decisions on there is something to see.
    public static let least = 10
    /// Whoever reads an item takes longer than this, in seconds.
    public static let reading = 5

    /// The record of everybody who decided, by person.
    public static func all(of items: [ReviewItem]) -> [ReviewerRecord] {
        let decisions = Dictionary(grouping: items.compactMap(\.decision), by: \.by)
        return decisions.sorted { $0.key < $1.key }.map { ReviewerRecord($0.key, $0.value) }
    }

    private init(_ reviewer: PersonID, _ decisions: [ItemDecision]) {
        let kept = decisions.filter(\.verdict.keeps)
        let times = decisions.map(\.at).sorted()
        let gaps = zip(times.dropFirst(), times).map { Int($0.timeIntervalSince($1)) }.sorted()
        let pace = gaps.isEmpty ? nil : gaps[gaps.count / 2]
        let batch = Dictionary(grouping: kept, by: \.at).values.map(\.count).max() ?? 0
        let isMuch = decisions.count >= Self.least
        let signs: [Sign?] = [
            isMuch && kept.count == decisions.count ? .keptAll(kept.count) : nil,
            isMuch ? pace.flatMap { $0 < Self.reading ? .fast($0) : nil } : nil, batch >= Self.least ? .batch(batch) : nil,
        ]
        self.reviewer = reviewer
        self.decided = decisions.count
        self.kept = kept.count
        self.pace = pace
        self.signs = signs.compactMap(\.self)
    }
}
