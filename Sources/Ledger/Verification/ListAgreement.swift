import Foundation
import GRDB
import IAM
import Lifecycle

/// Compares the rows of the listings with the states that they follow from, within one transaction.
struct ListAgreement {
    let database: Database
    private let person: Statement
    private let texts: Statement
    private let request: Statement
    private let user: Statement
    private var names = KnownNames()

    /// Made ready for many rows.
    init(_ database: Database) throws {
        self.database = database
        person = try database.cachedStatement(sql: "SELECT name, left_at FROM person_list WHERE id = ?")
        texts = try database.cachedStatement(sql: "SELECT kind, commitment FROM person_text WHERE person = ?")
        request = try database.cachedStatement(sql: "SELECT \(RequestRow.columns) FROM request_list WHERE id = ?")
        // What folding a name gives is compared where the text itself is.
        user = try database.cachedStatement(
            sql: """
                SELECT \(UserRow.columns), name_fold, is_revoked, (SELECT text FROM personal WHERE commitment = ?2) AS name_now,
                    (SELECT fold FROM personal WHERE commitment = ?2) AS fold_now,
                    (SELECT text FROM personal JOIN person_list ON person_list.name = commitment WHERE person_list.id = ?3) AS person_now
                FROM user_list WHERE id = ?1
                """)
    }

    /// Whether the listings say what the state says.
    mutating func agree(with state: Projection) throws -> Bool {
        switch state {
        case .home, .rules, .workflow, .account, .plan, .register: true
        case .person(let person): try agree(with: person)
        case .request(let request): try agree(with: request)
        case .user(let user): try agree(with: user)
        case .review(let campaign): try ReviewList.agrees(with: campaign, in: database)
        case .item(let item): try ReviewList.agrees(with: item, in: database)
        }
    }

    private func agree(with person: Person) throws -> Bool {
        let rows = try Row.fetchCursor(self.person, arguments: [person.id.number])
        guard let row = try rows.next(), row[0] == person.attributes.name.commitment, row[1] as Int? == person.left?.seconds else {
            return false
        }
        let kept = try Row.fetchCursor(texts, arguments: [person.id.number])
        var missing = Set(person.attributes.texts.map { KeptText(kind: $0.0.rawValue, commitment: $0.1.commitment) })
        while let row = try kept.next() {
            guard missing.remove(KeptText(kind: row[0], commitment: row[1])) != nil else { return false }
        }
        return missing.isEmpty
    }

    private struct KeptText: Hashable {
        let kind: String
        let commitment: String
    }

    private mutating func agree(with request: Request) throws -> Bool {
        let rows = try Row.fetchCursor(self.request, arguments: [request.id.number])
        guard let row = try rows.next() else { return false }
        return (try? RequestRow(row, &names)) == RequestRow(request)
    }

    private mutating func agree(with user: UserRecord) throws -> Bool {
        let arguments: StatementArguments = [user.id.number, user.name.commitment, user.person.number]
        let rows = try Row.fetchCursor(self.user, arguments: arguments)
        guard let row = try rows.next() else { return false }
        let place = UserRow.columnCount
        let (fold, isRevoked, name, foldNow, personName): (String?, Bool, String?, String?, String?) =
            (row[place], row[place + 1], row[place + 2], row[place + 3], row[place + 4])
        return (try? UserRow(row, &names)) == UserRow(user, name: name, personName: personName) && fold == foldNow
            && isRevoked == (user.stage == .revoked)
    }
}
