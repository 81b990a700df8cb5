import Foundation
import GRDB
import IAM
import Lifecycle
import Synchronization

/// Streams folded anew from their events, and what that says about what is stored of them.
struct Replay {
    private(set) var problems: [Problem] = []
    private let database: Database
    private let name: String
    private let stream: Lifecycle.Stream?
    private var projection: Projection?
    private var version = 0
    /// Whether the stream's events read as a history, whose state can be compared.
    private var isSound = true

    /// Folds all streams of a range: one pass over their events and one over their states.
    static func problems(of range: StreamRanges.Range, in database: Database) throws -> [Problem] {
        let bounds = "stream > ? AND stream <= ?"
        let states = try Row.fetchCursor(
            database.cachedStatement(sql: "SELECT stream, version, body FROM state WHERE \(bounds) ORDER BY stream"),
            arguments: [range.after, range.upTo])
        let events = try Row.fetchCursor(
            database.cachedStatement(
                sql: "SELECT stream, seq, version, at, actor, kind, body FROM event WHERE \(bounds) ORDER BY stream, version"),
            arguments: [range.after, range.upTo])
        var (state, event) = (try states.next(), try events.next())
        var problems: [Problem] = []
        while let name = [state?[0] as String?, event?[0] as String?].compactMap(\.self).min() {
            var replay = Replay(name, in: database)
            while let row = event, row[0] as String == name {
                try replay.take(row)
                event = try events.next()
            }
            let stored = state.flatMap { $0[0] as String == name ? $0 : nil }
            try replay.finish(stored)
            if stored != nil { state = try states.next() }
            problems += replay.problems
        }
        return problems
    }

    private init(_ name: String, in database: Database) {
        (self.name, self.database) = (name, database)
        stream = Lifecycle.Stream(text: name)
    }

    private mutating func take(_ row: Row) throws {
        guard let stream else { return }
        let seq: Int = row[1]
        if row[2] as Int != version + 1 { note(.version(stream: name, found: row[2])) }
        version = row[2]
        do {
            let (recorded, code) = try Canonical.event(from: row[6])
            if !agrees(row, with: recorded, code) { note(.columns(seq: seq)) }
            projection = Projection.evolve(projection, in: stream, recorded)
            if projection == nil { note(.misfit(stream: name, seq: seq)) }
        } catch let error as DecodingError {
            note(.unreadable(seq: seq, detail: error.place))
        }
    }

    private mutating func note(_ problem: Problem) {
        problems.append(problem)
        isSound = false
    }

    private func agrees(_ row: Row, with recorded: Recorded, _ code: String) -> Bool {
        recorded.stream == name && recorded.version == version && recorded.at.seconds == row[3] as Int
            && recorded.by.person?.number == row[4] as Int? && code == row[5] as String
    }

    /// Compares what the events come to with the state that is stored, and with the listings.
    private mutating func finish(_ stored: Row?) throws {
        guard version > 0 else { return note(.orphan(stream: name)) }
        // A history that does not read has no state to compare with.
        guard isSound, let projection else { return }
        let isSame = try stored?[1] as Int? == version && stored?[2] as Data? == projection.bytes()
        if !isSame { note(.state(stream: name)) }
        if try !List.agrees(with: projection, in: database) { note(.list(stream: name)) }
    }
}

/// The names of all streams in ranges of a few hundred, each handed out once to whoever folds streams.
final class StreamRanges: Sendable {
    private let next = Mutex<String?>("")

    /// The next range; nil after the last.
    func take(in database: Database) throws -> Range? {
        try next.withLock { next in
            guard let after = next else { return nil }
            let statement = try database.cachedStatement(
                sql: "SELECT stream FROM state WHERE stream > ? ORDER BY stream LIMIT 1 OFFSET 499")
            next = try String.fetchOne(statement, arguments: [after])
            return Range(after: after, upTo: next?.databaseValue ?? Range.end)
        }
    }

    struct Range {
        let after: String
        let upTo: DatabaseValue
        /// Behind every text: SQLite sorts bytes after texts.
        static let end = Data([0]).databaseValue
    }
}

extension Ledger {
    /// Folds streams anew for as long as there are ranges, and compares with what is stored, in one moment for each range.
    func streamProblems(_ ranges: StreamRanges) throws(LedgerError) -> [Problem] {
        var problems: [Problem] = []
        while let found = try read({ database in try ranges.take(in: database).map { try Replay.problems(of: $0, in: database) } }) {
            problems += found
        }
        return problems
    }
}

extension List {
    /// Whether the listings say what the state says.
    static func agrees(with state: Projection, in database: Database) throws -> Bool {
        switch state {
        case .home, .rules, .workflow, .account, .plan, .register: true
        case .person(let person): try agrees(with: person, in: database)
        case .request(let request): try agrees(with: request, in: database)
        case .user(let user): try agrees(with: user, in: database)
        case .review(let campaign): try ReviewList.agrees(with: campaign, in: database)
        case .item(let item): try ReviewList.agrees(with: item, in: database)
        }
    }

    private static func agrees(with person: Person, in database: Database) throws -> Bool {
        let row = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT name, left_at FROM person_list WHERE id = ?"), arguments: [person.id.number])
        let texts = try Row.fetchAll(
            database.cachedStatement(sql: "SELECT kind, commitment FROM person_text WHERE person = ?"), arguments: [person.id.number])
        return row?[0] == person.attributes.name.commitment && row?[1] as Int? == person.left?.seconds
            && Set(texts.map { "\($0[0] as String) \($0[1] as String)" })
                == Set(person.attributes.texts.map { "\($0.0.rawValue) \($0.1.commitment)" })
    }

    private static func agrees(with request: Request, in database: Database) throws -> Bool {
        let statement = try database.cachedStatement(sql: "SELECT \(RequestRow.columns) FROM request_list WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [request.id.number]) else { return false }
        var names = KnownNames()
        return (try? RequestRow(row, &names)) == RequestRow(request)
    }

    private static func agrees(with user: UserRecord, in database: Database) throws -> Bool {
        let statement = try database.cachedStatement(
            sql: """
                SELECT \(UserRow.columns), name_fold, is_revoked, (SELECT text FROM personal WHERE commitment = ?2) AS name_now,
                    (SELECT text FROM personal JOIN person_list ON person_list.name = commitment WHERE person_list.id = ?3) AS person_now
                FROM user_list WHERE id = ?1
                """)
        let arguments: StatementArguments = [user.id.number, user.name.commitment, user.person.number]
        guard let row = try Row.fetchOne(statement, arguments: arguments) else { return false }
        let (name, personName): (String?, String?) = (row["name_now"], row["person_now"])
        var names = KnownNames()
        return (try? UserRow(row, &names)) == UserRow(user, name: name, personName: personName)
            && row["name_fold"] == name.map(Sealed.fold) && row["is_revoked"] == (user.stage == .revoked)
    }
}
