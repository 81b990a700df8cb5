import Foundation
import GRDB
import Synchronization

/// The append-only store of events, and all that follows from them, in one SQLite file.
///
/// Calls block until they are done, one after the other. What `append` has returned from is on the disk.
public final class Ledger: Sendable {
    /// Where the ledger is kept.
    public let path: String
    let queue: DatabaseQueue
    /// States as they stood when this process last wrote them; used only while their version is still the stored one.
    let recent = Mutex<[String: StoredState]>([:])
    private let isClosed = Mutex(false)

    /// What a ledger is opened for.
    public enum Access: Hashable, Sendable {
        /// A new ledger: its directory (mode 0700) and file (0600) are made.
        case create
        case write
        /// SQLite itself refuses every write.
        case read
        /// As `read`, of a copy that nobody writes, such as a backup: it may lie on any file system.
        case readCopy

        var isReading: Bool { self == .read || self == .readCopy }
    }

    /// Opens a ledger after its place, its format and how it is written were checked.
    ///
    /// `patience` is how long SQLite waits for another process, three times over.
    public static func open(_ path: String, for access: Access, patience: Duration = .seconds(10)) throws(LedgerError) -> Ledger {
        let opening = Opening(path: path, patience: patience)
        return Ledger(path: path, queue: try opening.open(for: access))
    }

    init(path: String, queue: DatabaseQueue) {
        self.path = path
        self.queue = queue
    }

    /// Closes the file; every later call throws `closed`.
    public func close() {
        isClosed.withLock { $0 = true }
        try? queue.close()
    }

    /// Runs reads that all see the ledger at one moment.
    func read<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        try guarded { try queue.read(body) }
    }

    /// Runs writes that happen all or not at all, and that no other writer comes between.
    func write<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        try guarded {
            try queue.writeWithoutTransaction { database in
                var value: Value?
                try database.inTransaction(.immediate) {
                    value = try body(database)
                    return .commit
                }
                guard let value else { throw LedgerError.closed(path: path) }
                return value
            }
        }
    }

    /// Tries a few times while somebody else holds the lock: SQLite's lock is not fair. A transaction that found it held was rolled back.
    func guarded<Value>(_ access: () throws -> Value) throws(LedgerError) -> Value {
        for attempt in 1... {
            guard !isClosed.withLock({ $0 }) else { throw .closed(path: path) }
            do {
                return try access()
            } catch {
                let failure = LedgerError(error, at: path)
                if case .busy = failure, attempt < 3 { continue }
                // After a failed fsync the kernel may have dropped what it could not write: only a fresh opening knows what is there.
                if case .failed = failure { close() }
                throw failure
            }
        }
        throw .busy(path: path)
    }
}

extension LedgerError {
    /// What an error of SQLite's means here. Values never stand in it: GRDB is not asked for statement arguments.
    init(_ error: any Error, at path: String) {
        if let error = error as? LedgerError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self = .failed(path: path, detail: "\(type(of: error))")
            return
        }
        let detail = "\(error.message ?? "no message") (SQLite \(error.extendedResultCode.rawValue))"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
        case .SQLITE_FULL: self = .full(path: path)
        case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path: path)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(path: path, detail: detail)
        default: self = .failed(path: path, detail: detail)
        }
    }
}
