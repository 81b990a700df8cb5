import Foundation
import GRDB
import IAM
import Lifecycle

/// The streams of requests, folded in the order of the history and not one after the other: whoever judges a decision wants the request
/// as it stood then. One that nothing will happen to any more is compared with what is stored and forgotten.
struct RequestFolding {
    /// The names of the streams that are folded here, and no others.
    static let names = (from: "\(RequestNumber.letter)-", below: "\(RequestNumber.letter).")

    private(set) var problems: [Problem] = []
    private var open: [String: Replay] = [:]
    private var reader = EventReader()

    /// Whether a stream is one of these: byte by byte, as SQLite compares names, whatever somebody has put behind the letter.
    static func folds(_ stream: String) -> Bool { stream.utf8.starts(with: names.from.utf8) }

    /// The request as it stood before an event, and the event.
    struct Step {
        let before: Request?
        let recorded: Recorded
    }

    /// Takes the next event of the history, which is one of a request; nil if it does not read.
    mutating func take(_ event: EventColumns, of name: String, _ lists: inout ListAgreement) throws -> Step? {
        var replay = open.removeValue(forKey: name) ?? Replay(name)
        let before = replay.projection?.request
        let recorded = replay.take(event, &reader)
        if replay.projection?.request?.status.isFinal == true, let stored = try Self.stored(name, in: lists.database),
            stored[1] as Int == replay.version
        {
            problems += try replay.finish(stored, &lists)
        } else {
            open[name] = replay
        }
        return recorded.map { Step(before: before, recorded: $0) }
    }

    /// Compares the requests that are still open with what is stored, with what was recorded of them since; and looks for stored ones
    /// that have no events.
    mutating func finish(in database: Database) throws {
        var lists = try ListAgreement(database)
        let events = try database.cachedStatement(
            sql: "SELECT \(EventColumns.all) FROM event WHERE stream = ? AND version > ? ORDER BY version")
        for (name, unfinished) in open.sorted(by: { $0.key < $1.key }) {
            var replay = unfinished
            let since = try Row.fetchCursor(events, arguments: [name, replay.version])
            while let row = try since.next() { replay.take(EventColumns(row), &reader) }
            problems += try replay.finish(Self.stored(name, in: database), &lists)
        }
        open = [:]
        let orphans = try String.fetchAll(
            database,
            sql: """
                SELECT stream FROM state WHERE stream >= ? AND stream < ?
                    AND NOT EXISTS (SELECT 1 FROM event WHERE event.stream = state.stream) ORDER BY stream
                """, arguments: [Self.names.from, Self.names.below])
        problems += orphans.map { .orphan(stream: $0) }
    }

    private static func stored(_ name: String, in database: Database) throws -> Row? {
        try Row.fetchOne(
            database.cachedStatement(sql: "SELECT stream, version, body FROM state WHERE stream = ?"), arguments: [name])
    }
}
