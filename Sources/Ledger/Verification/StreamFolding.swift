import Foundation
import GRDB
import Lifecycle
import Synchronization

/// The names of all streams but those of requests in ranges of a few hundred, each handed out once to whoever folds streams.
final class StreamRanges: Sendable {
    // Requests are folded in the order of the history (`RequestFolding`).
    private let rest = Mutex([Range(from: "", below: RequestFolding.names.from), Range(from: RequestFolding.names.below, below: Range.end)])

    /// The next range; nil after the last.
    func take(in database: Database) throws -> Range? {
        try rest.withLock { rest in
            guard let first = rest.first else { return nil }
            let statement = try database.cachedStatement(
                sql: "SELECT stream FROM state WHERE stream >= ? AND stream < ? ORDER BY stream LIMIT 1 OFFSET 500")
            guard let next = try DatabaseValue.fetchOne(statement, arguments: [first.from, first.below]) else { return rest.removeFirst() }
            rest[0] = Range(from: next, below: first.below)
            return Range(from: first.from, below: next)
        }
    }

    struct Range {
        let from: DatabaseValue
        let below: DatabaseValue
        /// Behind every text: SQLite sorts bytes after texts.
        static let end = Data([0]).databaseValue

        init(from: some DatabaseValueConvertible, below: some DatabaseValueConvertible) {
            (self.from, self.below) = (from.databaseValue, below.databaseValue)
        }
    }
}

/// Folds streams one after the other, by their index.
struct StreamFolding {
    private var reader = EventReader()

    /// Folds all streams of a range: one pass over their events and one over their states.
    mutating func problems(of range: StreamRanges.Range, in database: Database) throws -> [Problem] {
        let bounds = "stream >= ? AND stream < ?"
        let states = try Row.fetchCursor(
            database.cachedStatement(sql: "SELECT stream, version, body FROM state WHERE \(bounds) ORDER BY stream"),
            arguments: [range.from, range.below])
        let events = try Row.fetchCursor(
            database.cachedStatement(sql: "SELECT \(EventColumns.all) FROM event WHERE \(bounds) ORDER BY stream, version"),
            arguments: [range.from, range.below])
        var lists = try ListAgreement(database)
        var (state, event) = (try states.next(), try events.next())
        var problems: [Problem] = []
        while let name = [state?[0] as String?, event.map { EventColumns($0).stream }].compactMap(\.self).min() {
            var replay = Replay(name)
            while let columns = event.map(EventColumns.init), columns.stream == name {
                replay.take(columns, &reader)
                event = try events.next()
            }
            let stored = state.flatMap { $0[0] as String == name ? $0 : nil }
            problems += try replay.finish(stored, &lists)
            if stored != nil { state = try states.next() }
        }
        return problems
    }
}

extension Ledger {
    /// Folds streams anew for as long as there are ranges, and compares with what is stored, in one moment for each range.
    func streamProblems(_ ranges: StreamRanges) throws(LedgerError) -> [Problem] {
        var folding = StreamFolding()
        var problems: [Problem] = []
        while let found = try read({ database in try ranges.take(in: database).map { try folding.problems(of: $0, in: database) } }) {
            problems += found
        }
        return problems
    }
}
