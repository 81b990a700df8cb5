import Foundation
import Ledger

#if canImport(Glibc)
    import Glibc
#endif

/// The last checkpoint in a file of its own, outside the ledger: what tells a ledger that was brought back from the one that went on.
struct CheckpointCopy {
    let url: URL

    init(_ home: Home) { url = Home.url(named: home.settings.audit.copy, in: home.directory) }

    /// The bytes of the file; nil if there is none.
    func read() throws -> Data? {
        do {
            return try Data(contentsOf: url)
        } catch {
            guard !FileManager.default.fileExists(atPath: url.path) else {
                throw SigningRefusal.unreadable("the copy of the last checkpoint, '\(url.path)',", "it cannot be read")
            }
            return nil
        }
    }

    /// Puts a checkpoint in the file's place.
    func write(_ note: String) throws { try PrivateFile.write(Data(note.utf8), to: url) }

    /// Does something while no other process, of this home or of another copy of it, compares and replaces the same file.
    func locked<Value>(_ body: () throws -> Value) throws -> Value {
        try PrivateFile.makeFolder(url.deletingLastPathComponent())
        let lock = url.path + ".lock"
        let descriptor = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw SigningRefusal.unreadable("the lock '\(lock)'", String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw SigningRefusal.unreadable("the lock '\(lock)'", String(cString: strerror(errno))) }
        }
        return try body()
    }
}
