import Foundation
import GRDB
import IAM
import Lifecycle

extension Ledger {
    /// Records all of the events or none, with the states and listings that follow from them; returns the ledger's size afterwards.
    ///
    /// Throws `conflict` if a stream that is written, or one of those required, is not at its version any more. Texts that were sealed
    /// afresh are kept in the side table. The time is kept in whole seconds.
    @discardableResult
    public func append(
        _ writes: [StreamWrite], requiring: [Lifecycle.Stream: Int] = [:], at time: Date, by actor: Actor
    ) throws(LedgerError) -> Int {
        let drafts = try drafts(of: writes, at: time.wholeSeconds, by: actor)
        let (size, states) = try write { database in
            for (stream, version) in requiring.sorted(by: { $0.key.description < $1.key.description }) {
                try expect(stream, at: version, in: database)
            }
            var size = try Int.fetchOne(database.cachedStatement(sql: "SELECT coalesce(max(seq), 0) FROM event")) ?? 0
            guard size < Self.mostEvents else { throw LedgerError.corrupt(path: path, detail: "its last event is numbered \(size)") }
            let states = try drafts.map { draft in
                let state = try record(draft, after: &size, in: database)
                return (draft.name, StoredState(version: draft.version, projection: state))
            }
            return (size, states)
        }
        remember(states)
        return size
    }

    private func drafts(of writes: [StreamWrite], at time: Date, by actor: Actor) throws(LedgerError) -> [Draft] {
        do {
            return try writes.filter { !$0.events.isEmpty }.map { try Draft($0, at: time, by: actor) }
        } catch {
            throw .failed(path: path, detail: "an event could not be written as bytes")
        }
    }

    /// Throws `conflict` unless the stream is at that version.
    private func expect(_ stream: Lifecycle.Stream, at version: Int, in database: Database) throws {
        let statement = try database.cachedStatement(sql: "SELECT version FROM state WHERE stream = ?")
        guard try Int.fetchOne(statement, arguments: [stream.description]) ?? 0 != version else { return }
        throw LedgerError.conflict(stream: stream, since: try events(of: stream, after: version, in: database).map(\.recorded))
    }

    private func record(_ draft: Draft, after size: inout Int, in database: Database) throws -> Projection {
        try expect(draft.stream, at: draft.expecting, in: database)
        let before = try state(before: draft, in: database)
        var state = before
        try keep(draft.texts, about: draft.about, in: database)
        for line in draft.lines {
            size += 1
            try insert(line, as: size, of: draft, in: database)
            state = Projection.evolve(state, in: draft.stream, line.recorded)
            guard state != nil else { throw LedgerError.misfit(stream: draft.stream, kind: line.recorded.event.code) }
        }
        guard let state else { throw LedgerError.misfit(stream: draft.stream, kind: "nothing") }
        try store(state, of: draft, in: database)
        // A text that is sealed afresh may be what a line shows: then the line is written whatever the state was.
        try List.update(from: draft.texts.isEmpty ? before : nil, to: state, in: database)
        return state
    }

    private func state(before draft: Draft, in database: Database) throws -> Projection? {
        guard draft.expecting > 0 else { return nil }
        if let known = recent.withLock({ $0[draft.name] }), known.version == draft.expecting { return known.projection }
        let statement = try database.cachedStatement(sql: "SELECT body FROM state WHERE stream = ?")
        guard let body = try Data.fetchOne(statement, arguments: [draft.name]) else { return nil }
        return try reading(draft.name) { try Projection(body, of: draft.stream) }
    }

    private func keep(_ texts: [Sealing.Row], about person: PersonID?, in database: Database) throws {
        guard !texts.isEmpty else { return }
        let statement = try database.cachedStatement(
            sql: "INSERT INTO personal (commitment, person, salt, text, fold) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
        for row in texts {
            try statement.execute(arguments: [row.commitment, person?.number, Data(row.salt), row.text, Sealed.fold(row.text)])
        }
    }

    private func insert(_ line: Draft.Line, as seq: Int, of draft: Draft, in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT INTO event (seq, stream, version, at, actor, about, kind, leaf, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        let recorded = line.recorded
        try statement.execute(arguments: [
            seq, draft.name, recorded.version, recorded.at.seconds, recorded.by.person?.number, draft.about?.number, recorded.event.code,
            line.leaf, line.body,
        ])
    }

    private func store(_ state: Projection, of draft: Draft, in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO state (stream, version, body) VALUES (?, ?, ?)
                ON CONFLICT (stream) DO UPDATE SET version = excluded.version, body = excluded.body
                """)
        try statement.execute(arguments: [draft.name, draft.version, try state.bytes()])
    }

    private func remember(_ states: [(String, StoredState)]) {
        recent.withLock { recent in
            // Forgetting all now and then bounds the memory; what is forgotten is read again.
            if recent.count > 4_096 { recent.removeAll() }
            for (name, state) in states { recent[name] = state }
        }
    }

    /// Says of what stream it was, if its bytes do not read as what they should be.
    func reading<Value>(_ stream: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DecodingError {
            throw LedgerError.unreadable(stream: stream, detail: error.place)
        }
    }
}

extension DecodingError {
    /// Where the decoder stopped; never the value that it stopped at.
    var place: String {
        let path: [any CodingKey] =
            switch self {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context), .dataCorrupted(let context):
                context.codingPath
            @unknown default: []
            }
        return "at '\(path.map(\.stringValue).joined(separator: "."))'"
    }
}
