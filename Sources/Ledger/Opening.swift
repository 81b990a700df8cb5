import CSQLiteDefence
import Foundation
import GRDB

extension Ledger {
    /// Throws if no ledger may stand in a directory that is there: others may enter it, or it is on a network file system.
    public static func demandPlace(_ directory: String) throws(LedgerError) {
        try LedgerFile(path: directory + "/ledger.db").checkDirectory()
    }
}

/// The way from a path to a ledger that is known to be ours, sound in its head, and written durably.
struct Opening {
    let path: String
    let patience: Duration

    func open(for access: Ledger.Access) throws(LedgerError) -> DatabaseQueue {
        let file = LedgerFile(path: path)
        if access == .create { try file.make() }
        try file.check(for: access)
        do {
            return try connect(for: access)
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK {
            return try recover(for: access)
        } catch {
            throw LedgerError(error, at: path)
        }
    }

    /// A writer died in the middle: whoever may write undoes what it left, then opens as it was asked.
    private func recover(for access: Ledger.Access) throws(LedgerError) -> DatabaseQueue {
        do {
            try connect(for: .write).close()
            return try connect(for: access)
        } catch {
            throw LedgerError(error, at: path)
        }
    }

    private func connect(for access: Ledger.Access) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: path, configuration: configuration(for: access))
        let format = try queue.writeWithoutTransaction(identify)
        switch access {
        case .create:
            guard format == 0 else { throw LedgerError.exists(path: path) }
        case .write, .read, .readCopy:
            guard format > 0 else { throw LedgerError.missing(path: path) }
        }
        guard !access.isReading else { return queue }
        try queue.writeWithoutTransaction { database in
            try demandDurability(database)
            try migrate(database, for: access)
        }
        return queue
    }

    private func configuration(for access: Ledger.Access) -> Configuration {
        var configuration = Configuration()
        configuration.label = "tenure.ledger"
        configuration.readonly = access.isReading
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(patience / .seconds(1))
        configuration.prepareDatabase { database in
            // All of these concern the connection alone and change nothing in the file.
            for setting in [
                "trusted_schema = OFF", "cell_size_check = ON", "recursive_triggers = ON", "mmap_size = 0", "cache_size = -16384",
            ] {
                try database.execute(sql: "PRAGMA \(setting)")
            }
            guard tenure_defend(database.sqliteConnection) != 0 else {
                throw DatabaseError(message: "SQLite does not defend its schema")
            }
            tenure_limit_attached(database.sqliteConnection, 0)
        }
        return configuration
    }

    /// The format of the file, 0 if it is empty; throws if it is not ours or later than we know.
    private func identify(_ database: Database) throws -> Int {
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        if application == 0, version == 0, try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0 { return 0 }
        guard application == Schema.applicationID else { throw LedgerError.foreign(path: path) }
        guard version <= Schema.version else { throw LedgerError.newer(path: path, version: version) }
        guard version > 0 else { throw LedgerError.corrupt(path: path, detail: "its format is \(version)") }
        return version
    }

    /// Sets what makes a commit survive a power cut, and reads back that it holds: SQLite answers a refused setting with the old one.
    private func demandDurability(_ database: Database) throws {
        let settings = [("journal_mode", "TRUNCATE", "truncate"), ("synchronous", "FULL", "2"), ("secure_delete", "ON", "1")]
        for (name, wanted, _) in settings { _ = try Row.fetchAll(database, sql: "PRAGMA \(name) = \(wanted)") }
        for (name, wanted, expected) in settings + [("foreign_keys", "ON", "1"), ("recursive_triggers", "ON", "1")] {
            let found = try Row.fetchOne(database, sql: "PRAGMA \(name)").map { "\($0[0] as DatabaseValue)" } ?? "nothing"
            guard found.trimmingCharacters(in: ["\""]) == expected else {
                throw LedgerError.failed(path: path, detail: "\(name) is \(found) where \(wanted) was asked for")
            }
        }
    }

    private func migrate(_ database: Database, for access: Ledger.Access) throws {
        guard try access == .create || identify(database) < Schema.version else { return }
        try database.inTransaction(.immediate) {
            // Somebody else may have been here first.
            let found = try identify(database)
            if access == .create, found > 0 { throw LedgerError.exists(path: path) }
            for migration in Schema.migrations[found...] { try database.execute(sql: migration) }
            try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
            try database.execute(sql: "PRAGMA user_version = \(Schema.version)")
            return .commit
        }
    }
}
