import Foundation
import GRDB
import IAM
import Lifecycle

extension Ledger {
    /// Forgets every text that was sealed about the person, and what was noted of their users at IAM; returns how many there were.
    ///
    /// Events, their hashes and all states stay as they are, with the commitments alone; the texts and their salts are gone from the file, its
    /// unused pages included. It takes as long as writing the whole file anew. Who erased what is for the caller to record.
    @discardableResult
    public func erase(_ person: PersonID) throws(LedgerError) -> Int {
        let count = try write { database in
            let texts = try texts(of: person, in: database)
            let statement = try database.cachedStatement(sql: "DELETE FROM personal WHERE commitment = ?")
            for commitment in texts { try statement.execute(arguments: [commitment]) }
            try listAnew(usersOf: person, in: database)
            return texts.count
        }
        recent.withLock { $0.removeAll() }
        // secure_delete overwrites what is deleted, but rows that SQLite moved between pages before may have left copies behind.
        try guarded { try rebuilding { try queue.vacuum() } }
        return count
    }

    private func listAnew(usersOf person: PersonID, in database: Database) throws {
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT user_list.id, state.body FROM user_list JOIN state ON stream = 'U-' || user_list.id WHERE person = ?",
            arguments: [person.number])
        for row in rows {
            let id: Int = row[0]
            let user = try reading("U-\(id)") { try Canonical.value(UserRecord.self, from: row[1]) }
            try List.update(from: nil, to: .user(user), in: database)
        }
    }
}
