import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Files that nobody else may read: whole or not at all.
public enum PrivateFile {
    /// Writes a file of mode 0600, replacing one of that name; folders on the way are made with mode 0700. It is on the disk before
    /// the call returns, unless it can be made again (`isReplaceable`) and need not outlive a power cut.
    public static func write(_ data: Data, to file: URL, isReplaceable: Bool = false) throws {
        try write(to: file, isReplaceable: isReplaceable) { descriptor in
            try data.withUnsafeBytes { try put($0, into: descriptor, file) }
        }
    }

    /// The same, of pieces as they come.
    public static func write(to file: URL, _ pieces: (_ take: ([UInt8]) throws -> Void) throws -> Void) throws {
        try write(to: file, isReplaceable: false) { descriptor in
            try pieces { piece in try piece.withUnsafeBytes { try put($0, into: descriptor, file) } }
        }
    }

    private static func write(to file: URL, isReplaceable: Bool, _ fill: (Int32) throws -> Void) throws {
        try makeFolder(file.deletingLastPathComponent())
        let draft = file.deletingLastPathComponent().appending(path: ".\(file.lastPathComponent).\(getpid())")
        let descriptor = open(draft.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("be made", file) }
        defer { close(descriptor) }
        do {
            try fill(descriptor)
            guard isReplaceable || fsync(descriptor) == 0, rename(draft.path, file.path) == 0 else { throw failure("be written", file) }
        } catch {
            unlink(draft.path)
            throw error
        }
    }

    /// Makes a folder of mode 0700, and those above it that are missing.
    public static func makeFolder(_ folder: URL) throws {
        guard !FileManager.default.fileExists(atPath: folder.path) else { return }
        try makeFolder(folder.deletingLastPathComponent())
        guard mkdir(folder.path, 0o700) == 0 || errno == EEXIST else { throw failure("be made", folder) }
    }

    /// Gives a folder its final name, which nothing has yet; it is on the disk before the call returns.
    public static func moveFolder(_ draft: URL, to folder: URL) throws {
        guard rename(draft.path, folder.path) == 0 else { throw failure("be written", folder) }
        try settle(folder.deletingLastPathComponent())
    }

    /// The names in a folder are on the disk once the call has returned.
    public static func settle(_ folder: URL) throws {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("be written", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("be written", folder) }
    }

    private static func put(_ bytes: UnsafeRawBufferPointer, into descriptor: Int32, _ file: URL) throws {
        var done = 0
        while done < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
            guard count > 0 || errno == EINTR else { throw failure("be written", file) }
            done += max(0, count)
        }
    }

    private static func failure(_ what: String, _ file: URL) -> DeliveryError {
        DeliveryError("'\(file.lastPathComponent)' cannot \(what): \(String(cString: strerror(errno)))")
    }
}
