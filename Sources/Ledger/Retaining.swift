import Foundation
import GRDB
import IAM
import Lifecycle

extension Ledger {
    /// When something was last recorded about each person, or by them; of one person alone if one is named.
    public func lastMoments(of person: PersonID? = nil) throws(LedgerError) -> [PersonID: Date] {
        let condition = person == nil ? "IS NOT NULL" : "= ?1"
        let sql = """
            SELECT person, max(at) FROM (SELECT actor AS person, at FROM event WHERE actor \(condition)
                UNION ALL SELECT about, at FROM event WHERE about \(condition)) GROUP BY person
            """
        return try read { database in
            let arguments: StatementArguments = person.map { [$0.number] } ?? []
            let rows = try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments)
            return Dictionary(uniqueKeysWithValues: rows.map { (PersonID($0[0]), Date(seconds: $0[1])) })
        }
    }

    /// How many texts `erase` would forget.
    public func textCount(of person: PersonID) throws(LedgerError) -> Int { try read { try texts(of: person, in: $0).count } }

    /// In how many texts about others, by whom these are about, one of those names stands.
    public func mentions(of names: [String], besides person: PersonID) throws(LedgerError) -> [PersonID: Int] {
        try read { database in
            var found: [PersonID: Int] = [:]
            let sql = "SELECT person, fold FROM personal WHERE person IS NOT NULL AND person <> ?"
            let rows = try Row.fetchCursor(database.cachedStatement(sql: sql), arguments: [person.number])
            let folds = names.map(Sealed.fold)
            while let row = try rows.next() {
                let fold: String = row[1]
                if folds.contains(where: { Self.names($0, in: fold) }) { found[PersonID(row[0]), default: 0] += 1 }
            }
            return found
        }
    }

    /// The commitments of everything that tells who a person is and is theirs: what was sealed about them, and what tenure itself noted of
    /// their users at IAM in looks and plans, which are about nobody.
    func texts(of person: PersonID, in database: Database) throws -> Set<String> {
        let own = try String.fetchAll(database, sql: "SELECT commitment FROM personal WHERE person = ?", arguments: [person.number])
        return try Set(own).union(sightings(of: person, in: database)).union(notes(of: person, in: database))
    }

    private func sightings(of person: PersonID, in database: Database) throws -> [String] {
        let sql = "SELECT iam_user_id FROM user_list WHERE person = ? AND iam_user_id IS NOT NULL"
        let users = try String.fetchAll(database, sql: sql, arguments: [person.number])
        return try users.flatMap { user in
            let id = try UserID(user)
            let looks = "SELECT body FROM event WHERE kind = 'account.looked' AND instr(body, ?)"
            let bodies = try Data.fetchAll(database, sql: looks, arguments: [Data(user.utf8)])
            let commitments = bodies.flatMap { body -> [String] in
                guard let recorded = try? Canonical.value(Recorded.self, from: body), case .account(.looked(let look)) = recorded.event
                else {
                    return []
                }
                let seen = [look.appeared[id], look.changed[id]].compactMap(\.self)
                return seen.flatMap { [$0.name.commitment] + $0.devices.map(\.commitment) }
            }
            return try commitments.filter { commitment in
                try Bool.fetchOne(
                    database, sql: "SELECT EXISTS (SELECT 1 FROM personal WHERE commitment = ? AND person IS NULL)", arguments: [commitment]
                )
                    ?? false
            }
        }
    }

    /// Texts about nobody in which a user name stands that was theirs and nobody else's.
    private func notes(of person: PersonID, in database: Database) throws -> [String] {
        let own = """
            SELECT DISTINCT name_fold FROM user_list AS own WHERE person = ?1 AND name_fold IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM user_list WHERE name_fold = own.name_fold AND person <> ?1)
            """
        return try String.fetchAll(database, sql: own, arguments: [person.number]).flatMap { name in
            let sql = "SELECT commitment, fold FROM personal WHERE person IS NULL AND instr(fold, ?)"
            let rows = try Row.fetchAll(database, sql: sql, arguments: [name])
            return rows.compactMap { row -> String? in Self.names(name, in: row[1]) ? row[0] : nil }
        }
    }

    /// Whether a name stands in a text as a word of its own: `jane.doe` in `user/jane.doe`, and not in `mary-jane.doe`.
    static func names(_ name: String, in text: String) -> Bool {
        text.ranges(of: name).contains { range in
            let (before, after) = (text[..<range.lowerBound].last, text[range.upperBound...].first)
            return ![before, after].contains { $0.map { $0.isLetter || $0.isNumber || "+=,.@_-".contains($0) } ?? false }
        }
    }
}
