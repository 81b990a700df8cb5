import Checks
import Foundation
import Ledger

/// Compares the last checkpoint with the tree, its signature with the key of its time, and the copy outside with both. Only reads.
struct HistoryReading {
    let home: Home

    /// How the history stands now.
    func history() throws -> HistoryOnRecord {
        let size = try home.ledger.size()
        guard let last = try home.ledger.lastCheckpoint() else {
            return HistoryOnRecord(size: size, checkpoint: nil, uncoveredSince: nil, problem: nil)
        }
        let uncovered = try home.ledger.events(after: last.size, limit: 1).first?.recorded.at
        return HistoryOnRecord(
            size: size, checkpoint: .init(size: last.size, at: last.at), uncoveredSince: uncovered, problem: problem(with: last))
    }

    private func problem(with last: KeptCheckpoint) -> String? {
        do {
            let (note, checkpoint) = try last.read()
            guard let key = try home.ledger.logKeys().last(where: { $0.seq <= last.size })?.key else { return "no key was in force then" }
            try note.demand(key)
            let head = try home.ledger.head(after: last.size, rootsAt: [last.size])
            guard checkpoint.size == last.size, head.earlier[last.size] == checkpoint.root else { return "the events come to another root" }
            guard let outside = try Notary(home: home).outsideCopy() else { return "the copy outside the ledger is missing" }
            return outside.checkpoint.size > last.size ? "the copy outside the ledger knows more events than the ledger" : nil
        } catch {
            return "\(error)"
        }
    }
}
