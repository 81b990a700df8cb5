import Foundation
import IAM

/// How far a plan of repairs is.
public struct PlanRecord: Hashable, Sendable, Codable {
    /// Over the plan's content.
    public let id: Digest
    public let account: AccountAlias
    public let snapshot: Digest
    public let proposedBy: Actor
    public let proposed: Date
    public var approvedBy: Actor?
    /// In the order of the changes.
    public var progress: [Progress]
    /// From when on a change may be made of which people had to be told.
    public var told: [Int: Date] = [:]
    public var finished: Date?

    /// How far one change is.
    public enum Progress: Hashable, Sendable, Codable {
        case open
        /// About to be made; after an interruption nobody knows whether it was.
        case announced(at: Date)
        case done(at: Date)
        case failed(at: Date)
        case overtaken(at: Date)

        /// Whether nothing comes after it.
        public var isFinal: Bool {
            switch self {
            case .done, .overtaken: true
            case .open, .announced, .failed: false
            }
        }

        /// Whether it may have been made or not.
        public var isAnnounced: Bool { if case .announced = self { true } else { false } }
        /// Whether it was made.
        public var isDone: Bool { if case .done = self { true } else { false } }
    }

    /// Where the change of that number is; nil if the plan has no such number.
    public func progress(of change: Int) -> Progress? { progress.indices.contains(change - 1) ? progress[change - 1] : nil }

    /// The record after an event; nil if the event cannot stand there.
    public static func evolve(_ record: PlanRecord?, id: Digest, _ event: PlanEvent, at time: Date, by actor: Actor) -> PlanRecord? {
        guard var record else {
            guard case .proposed(let proposal) = event else { return nil }
            return PlanRecord(
                id: id, account: proposal.account, snapshot: proposal.snapshot, proposedBy: actor, proposed: time, approvedBy: nil,
                progress: proposal.changes.map { _ in .open }, finished: nil)
        }
        switch event {
        case .proposed: return nil
        case .approved: record.approvedBy = actor
        case .announced(let change): return record.setting(change, to: .announced(at: time))
        case .told(let change, let until):
            guard record.progress.indices.contains(change - 1) else { return nil }
            record.told[change] = until
        case .done(let change): return record.setting(change, to: .done(at: time))
        case .failed(let change, _): return record.setting(change, to: .failed(at: time))
        case .overtaken(let change, _): return record.setting(change, to: .overtaken(at: time))
        case .finished: record.finished = time
        }
        return record
    }

    private func setting(_ change: Int, to progress: Progress) -> PlanRecord? {
        guard self.progress.indices.contains(change - 1) else { return nil }
        var record = self
        record.progress[change - 1] = progress
        return record
    }
}
