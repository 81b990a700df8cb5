import Foundation
import GRDB
import IAM
import Lifecycle

/// One stream folded anew from its events, and what that says about what is stored.
struct Replay {
    private(set) var problems: [Problem] = []
    private var projection: Projection?
    private var version = 0

    init(of name: String, in database: Database) throws {
        guard let stream = Lifecycle.Stream(text: name) else {
            problems = [.orphan(stream: name)]
            return
        }
        try fold(stream, name, in: database)
        if version == 0 { problems.append(.orphan(stream: name)) }
        // A history that does not read has no state to compare with.
        guard problems.isEmpty, let projection else { return }
        try compare(projection, name, in: database)
    }

    private mutating func fold(_ stream: Lifecycle.Stream, _ name: String, in database: Database) throws {
        let sql = "SELECT seq, version, at, actor, kind, body FROM event WHERE stream = ? ORDER BY version"
        let rows = try Row.fetchCursor(database.cachedStatement(sql: sql), arguments: [name])
        while let row = try rows.next() {
            let seq: Int = row[0]
            if row[1] as Int != version + 1 { problems.append(.version(stream: name, found: row[1])) }
            version = row[1]
            do {
                let recorded = try Canonical.value(Recorded.self, from: row[5])
                if !Self.agrees(row, with: recorded, in: name) { problems.append(.columns(seq: seq)) }
                projection = Projection.evolve(projection, in: stream, recorded)
                if projection == nil { problems.append(.misfit(stream: name, seq: seq)) }
            } catch let error as DecodingError {
                problems.append(.unreadable(seq: seq, detail: error.place))
            }
        }
    }

    private static func agrees(_ row: Row, with recorded: Recorded, in stream: String) -> Bool {
        recorded.stream == stream && recorded.version == row[1] as Int && recorded.at.seconds == row[2] as Int
            && recorded.by.person?.number == row[3] as Int? && recorded.event.code == row[4] as String
    }

    private mutating func compare(_ projection: Projection, _ name: String, in database: Database) throws {
        let statement = try database.cachedStatement(sql: "SELECT version, body FROM state WHERE stream = ?")
        let stored = try Row.fetchOne(statement, arguments: [name])
        let isSame = try stored?[0] as Int? == version && stored?[1] as Data? == projection.bytes()
        if !isSame { problems.append(.state(stream: name)) }
        if try !List.agrees(with: projection, in: database) { problems.append(.list(stream: name)) }
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
        let statement = try database.cachedStatement(sql: "SELECT \(UserRow.columns), name_fold, is_revoked FROM user_list WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [user.id.number]) else { return false }
        let text = try database.cachedStatement(sql: "SELECT text FROM personal WHERE commitment = ?")
        let name = try String.fetchOne(text, arguments: [user.name.commitment])
        let person = try database.cachedStatement(
            sql: "SELECT text FROM personal JOIN person_list ON person_list.name = commitment WHERE person_list.id = ?")
        let personName = try String.fetchOne(person, arguments: [user.person.number])
        var names = KnownNames()
        return (try? UserRow(row, &names)) == UserRow(user, name: name, personName: personName)
            && row["name_fold"] == name.map(Sealed.fold) && row["is_revoked"] == (user.stage == .revoked)
    }
}
