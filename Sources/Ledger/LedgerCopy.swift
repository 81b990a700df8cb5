import CSQLiteDefence
import Foundation
import GRDB

extension Ledger {
    /// Writes the ledger as it is at one moment into a new file of mode 0600, which is on the disk before the call returns.
    ///
    /// Others go on writing; whoever is about to commit waits until the copy is made. It holds what is there and nothing that was erased.
    /// After a failure there is no file. Whether it is sound is for the caller to examine.
    public func copy(to target: String) throws(LedgerError) {
        let descriptor = Foundation.open(target, O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(at: target) }
        defer { Foundation.close(descriptor) }
        do throws(LedgerError) {
            // SQLite fills an empty file as it would a new one; copying the file's bytes would catch a writer in the middle.
            try filling(target)
            guard fsync(descriptor) == 0 else { throw Self.failure(at: target) }
        } catch {
            unlink(target)
            throw error
        }
    }

    private func filling(_ target: String) throws(LedgerError) {
        for attempt in 1... {
            do {
                return try rebuilding { try queue.vacuum(into: target) }
            } catch {
                // Whether it was the ledger or the copy that failed, SQLite does not say; a full disk is the copy's.
                let failure = LedgerError(error, at: target)
                guard case .busy = failure else { throw failure }
                if attempt == 3 { throw LedgerError(error, at: path) }
            }
        }
    }

    /// Lets SQLite open the one other file that it rebuilds a ledger in.
    func rebuilding(_ rebuild: () throws -> Void) throws {
        queue.inDatabase { tenure_limit_attached($0.sqliteConnection, 1) }
        defer { queue.inDatabase { tenure_limit_attached($0.sqliteConnection, 0) } }
        try rebuild()
    }

    private static func failure(at target: String) -> LedgerError {
        switch errno {
        case EEXIST: .exists(path: target)
        case ENOSPC, EDQUOT: .full(path: target)
        case EROFS, EACCES, EPERM: .readOnly(path: target)
        case ENOENT, ENOTDIR: .missing(path: (target as NSString).deletingLastPathComponent)
        default: .failed(path: target, detail: String(cString: strerror(errno)))
        }
    }
}
