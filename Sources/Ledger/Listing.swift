import Foundation
import GRDB
import IAM
import Lifecycle

extension Ledger {
    /// The users that pass the filter, as lines; no state is decoded.
    public func userRows(
        _ filter: UserFilter = UserFilter(), by order: UserOrder = .id, limit: Int? = nil, offset: Int = 0
    ) throws(LedgerError) -> [UserRow] {
        let condition = filter.condition
        let key =
            switch order {
            case .id: "list.id"
            case .name: "list.name_fold, list.id"
            }
        return try read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT \(UserRow.columns) FROM user_list AS list \(condition.sql) ORDER BY \(key) LIMIT ? OFFSET ?")
            let rows = try Row.fetchCursor(statement, arguments: condition.arguments + [limit ?? -1, offset])
            var names = KnownNames()
            var users: [UserRow] = []
            while let row = try rows.next() { users.append(try reading("user_list") { try UserRow(row, &names) }) }
            return users
        }
    }

    /// How many users pass the filter.
    public func userCount(_ filter: UserFilter = UserFilter()) throws(LedgerError) -> Int { try count("user_list", filter.condition) }

    /// The requests that pass the filter, as lines in the order of their ids; no state is decoded.
    public func requestRows(_ filter: RequestFilter = RequestFilter(), limit: Int? = nil, offset: Int = 0) throws(LedgerError)
        -> [RequestRow]
    {
        let condition = filter.condition
        return try read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT \(RequestRow.columns) FROM request_list AS list \(condition.sql) ORDER BY list.id LIMIT ? OFFSET ?")
            let rows = try Row.fetchCursor(statement, arguments: condition.arguments + [limit ?? -1, offset])
            var names = KnownNames()
            var requests: [RequestRow] = []
            while let row = try rows.next() { requests.append(try reading("request_list") { try RequestRow(row, &names) }) }
            return requests
        }
    }

    /// How many requests pass the filter.
    public func requestCount(_ filter: RequestFilter = RequestFilter()) throws(LedgerError) -> Int {
        try count("request_list", filter.condition)
    }

    private func count(_ list: String, _ condition: Condition) throws(LedgerError) -> Int {
        try read { database in
            let statement = try database.cachedStatement(sql: "SELECT count(*) FROM \(list) AS list \(condition.sql)")
            return try Int.fetchOne(statement, arguments: condition.arguments) ?? 0
        }
    }
}

extension Ledger {
    /// The records, not revoked, whose deadline or end is at that time or was before it.
    public func usersDue(by time: Date) throws(LedgerError) -> [RecordID] {
        try ids(
            """
            SELECT id FROM user_list WHERE deadline IS NOT NULL AND is_revoked = 0 AND deadline <= ?1
            UNION SELECT id FROM user_list WHERE end_at IS NOT NULL AND is_revoked = 0 AND end_at <= ?1 ORDER BY id
            """, [time.seconds])
    }

    /// The people of whom that text is known at present, those who have left included.
    ///
    /// Names and mail addresses match whatever the case; operating-system users and employee numbers only as they are spelled.
    public func people(with kind: PersonText, _ text: String) throws(LedgerError) -> [PersonID] {
        let normal = text.precomposedStringWithCanonicalMapping
        return try ids(
            """
            SELECT DISTINCT person_text.person FROM personal JOIN person_text USING (commitment)
            WHERE fold = ? AND kind = ? AND (text = ? OR NOT ?) ORDER BY person_text.person
            """, [Sealed.fold(text), kind.rawValue, normal, kind.isExact])
    }

    /// The records of that name at IAM, whatever the case, revoked ones included; the newest first.
    public func users(named name: String, in account: AccountAlias? = nil) throws(LedgerError) -> [RecordID] {
        try ids(
            "SELECT id FROM user_list WHERE name_fold = ?1 AND (?2 IS NULL OR account = ?2) ORDER BY id DESC",
            [Sealed.fold(name), account?.text])
    }

    /// The records of that id at IAM; the newest first.
    public func users(identified id: UserID) throws(LedgerError) -> [RecordID] {
        try ids("SELECT id FROM user_list WHERE iam_user_id = ? ORDER BY id DESC", [id.text])
    }

    private func ids<Kind: NumberKind>(_ sql: String, _ arguments: StatementArguments) throws(LedgerError) -> [Numbered<Kind>] {
        try read { try Int.fetchAll($0.cachedStatement(sql: sql), arguments: arguments).map(Numbered<Kind>.init) }
    }
}
