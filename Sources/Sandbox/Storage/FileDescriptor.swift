import Foundation

/// An open file, closed with its last reference.
final class FileDescriptor: Sendable {
    private let descriptor: Int32
    private let path: String

    /// Opens a file for reading and appending, and makes it with mode 0600. Errors name the other path.
    init(opening file: String, of path: String) throws(SandboxStorageError) {
        self.path = path
        descriptor = open(file, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw SandboxStorageError(path: path, problem: .system("open", errno)) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Waits until no other process holds the lock.
    func lock() throws(SandboxStorageError) {
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw failure("flock") }
        }
    }

    func unlock() { flock(descriptor, LOCK_UN) }

    func status() throws(SandboxStorageError) -> (inode: UInt64, size: Int) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("fstat") }
        return (UInt64(status.st_ino), Int(status.st_size))
    }

    /// All bytes from there to the end.
    func read(from offset: Int) throws(SandboxStorageError) -> Data {
        var remaining = try status().size - offset
        guard remaining > 0 else { return Data() }
        var bytes = Data(count: remaining)
        var done = 0
        while remaining > 0 {
            let count = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress?.advanced(by: done), remaining, off_t(offset + done))
            }
            guard count >= 0 || errno == EINTR else { throw failure("pread") }
            if count == 0 { break }
            done += max(0, count)
            remaining -= max(0, count)
        }
        return bytes.prefix(done)
    }

    /// Appends the bytes with one system call; a short write is an error.
    func write(_ bytes: Data) throws(SandboxStorageError) {
        var count = -1
        repeat {
            count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        } while count < 0 && errno == EINTR
        guard count >= 0 else { throw failure("write") }
        guard count == bytes.count else { throw SandboxStorageError(path: path, problem: .system("write", ENOSPC)) }
    }

    func truncate(to size: Int) throws(SandboxStorageError) {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw failure("ftruncate") }
    }

    func sync() throws(SandboxStorageError) {
        guard fsync(descriptor) == 0 else { throw failure("fsync") }
    }

    private func failure(_ call: String) -> SandboxStorageError {
        SandboxStorageError(path: path, problem: .system(call, errno))
    }
}
