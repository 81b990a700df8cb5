import Foundation
import IAM
import Ledger
import Lifecycle

/// Finds people and users by what a person would type. Ambiguity lists the candidates instead of guessing.
public struct Directory: Sendable {
    let ledger: Ledger

    /// The directory of that ledger.
    public init(of ledger: Ledger) { self.ledger = ledger }

    /// The person of an id, mail address, name, Latin name, operating-system user or employee number.
    public func person(_ text: String) throws -> Person {
        let asked = text.trimmingCharacters(in: .whitespaces)
        if let id = PersonID(text: asked), let found = try ledger.person(id) { return found.state }
        let kinds: [PersonText] = [.mail, .osUser, .employeeNumber, .name, .latinName]
        var found: Set<PersonID> = []
        for kind in kinds { found.formUnion(try ledger.people(with: kind, asked)) }
        return try person(only(found.sorted(), asked: asked))
    }

    /// The person of an id that stands in the ledger.
    public func person(_ id: PersonID) throws -> Person {
        guard let person = try ledger.person(id)?.state else { throw Self.unknown(id.description) }
        return person
    }

    private func only(_ found: [PersonID], asked: String) throws -> PersonID {
        guard let first = found.first else { throw Self.unknown(asked) }
        guard found.count == 1 else {
            let candidates = try found.map { id in "\(id) (\(try person(id).label))" }.joined(separator: ", ")
            throw Refusal(.ambiguous, "'\(asked)' fits several people: \(candidates)", hint: "use the id, as in '\(first)'")
        }
        return first
    }

    private static func unknown(_ text: String) -> Refusal {
        Refusal(.unknownPerson, "nobody known fits '\(text)'", hint: "see 'tenure person list', or add them with 'tenure person add'")
    }

    /// The user of an id, `NAME`, `ACCOUNT/NAME`, or of a person's name or mail.
    public func user(_ text: String) throws -> Versioned<UserRecord> {
        let asked = text.trimmingCharacters(in: .whitespaces)
        if let id = RecordID(text: asked), let found = try ledger.user(id) { return found }
        var found = try records(named: asked)
        if found.isEmpty { found = try records(ofPerson: asked) }
        let records = try found.compactMap { try ledger.user($0) }
        let living = records.filter { $0.state.stage != .revoked }
        let candidates = living.isEmpty ? Array(records.prefix(1)) : living
        guard let first = candidates.first else {
            throw Refusal(
                .unknownUser, "no user fits '\(asked)'",
                hint: "see 'tenure user list'; users without a request: 'tenure user adopt --all --dry-run'")
        }
        guard candidates.count == 1 else {
            let list = candidates.map { "\($0.state.id) (\($0.state.account)/\($0.state.name))" }.joined(separator: ", ")
            throw Refusal(.ambiguous, "'\(asked)' fits several users: \(list)", hint: "use the id, as in '\(first.state.id)'")
        }
        return first
    }

    private func records(named text: String) throws -> [RecordID] {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        if parts.count == 2, let account = try? AccountAlias(parts[0]) { return try ledger.users(named: parts[1], in: account) }
        return try ledger.users(named: text)
    }

    private func records(ofPerson text: String) throws -> [RecordID] {
        guard let person = try? person(text) else { return [] }
        return try ledger.userRows(UserFilter(people: [person.id])).map(\.id)
    }

    /// The request of an id.
    public func request(_ text: String) throws -> Versioned<Request> {
        guard let id = RequestID(text: text.trimmingCharacters(in: .whitespaces).uppercased()), let request = try ledger.request(id) else {
            throw Refusal(.notOpen, "there is no request '\(text)'", hint: "see 'tenure request list'")
        }
        return request
    }

    /// The names that are spoken for in an account: users with a record, open requests, and users that no record explains.
    public func takenNames(in account: AccountAlias) throws -> [String] {
        let records = try ledger.userRows(UserFilter(accounts: [account], isRevoked: false)).compactMap(\.name)
        let strangers = try ledger.account(account)?.state.strangers.values.map(\.name.description) ?? []
        let open = RequestFilter(statuses: [.submitted, .returned], accounts: [account])
        let asked = try everyPage { try ledger.requests(open, after: $0?.state.id, limit: 500) }.compactMap { $0.state.askedName }
        return records + strangers + asked
    }
}

extension Request {
    var askedName: String? {
        guard case .access(let access) = form.ask else { return nil }
        return access.name.text
    }
}

extension Person {
    /// The person's name for lists and messages; the id once the name was erased.
    public var label: String { attributes.name.text ?? id.description }
}
