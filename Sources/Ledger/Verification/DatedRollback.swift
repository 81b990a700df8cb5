import Foundation
import Lifecycle

/// A place in the history at which it went back to a backup.
public struct DatedRollback: Hashable, Sendable {
    /// The event that asks for it.
    public let seq: Int
    public let at: Date
    public let askedBy: Actor
    /// The admin who accepted it; nil while it waits.
    public internal(set) var acceptedBy: Actor?
    public let rollback: Rollback

    /// What is known to have been lost: the number of the last event that was signed and is not in this history; nil if nobody can tell.
    public var lostUpTo: Int? {
        guard let newest = rollback.newest, let note = try? SignedNote(Data(newest.utf8)), let checkpoint = try? Checkpoint(note),
            checkpoint.size > rollback.size
        else { return nil }
        return checkpoint.size
    }
}

extension DatedRollback {
    /// The codes of the events that tell of one.
    static let kinds = ["home.rollbackAsked", "home.rollbackAccepted"]
}

extension [DatedRollback] {
    /// Takes in an event that asks for a rollback or accepts one; any other leaves them as they are.
    mutating func take(_ seq: Int, _ recorded: Recorded) {
        guard case .home(let event) = recorded.event else { return }
        switch event {
        case .rollbackAsked(let rollback):
            append(DatedRollback(seq: seq, at: recorded.at, askedBy: recorded.by, rollback: rollback))
        case .rollbackAccepted:
            if let place = indices.last { self[place].acceptedBy = recorded.by }
        case .founded, .advanced, .exported, .signingKeySet, .copyRenewed, .backupTaken, .restored: break
        }
    }
}

extension Ledger {
    /// All places at which this history went back to a backup, in their order.
    public func rollbacks() throws(LedgerError) -> [DatedRollback] {
        var found: [LoggedEvent] = []
        for kind in DatedRollback.kinds { found += try events(EventFilter(streams: [.home], kind: kind), limit: 10_000) }
        var rollbacks: [DatedRollback] = []
        for event in found.sorted(by: { $0.seq < $1.seq }) { rollbacks.take(event.seq, event.recorded) }
        return rollbacks
    }
}
