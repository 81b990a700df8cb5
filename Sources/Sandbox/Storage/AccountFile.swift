import Foundation
import IAM

/// Why an account's file could not be used. It is no `IAMError`: the program is to be stopped.
public struct SandboxStorageError: Error, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Problem: Hashable, Sendable {
        /// The system call of this name failed with this `errno`.
        case system(String, Int32)
        /// A line that was completely written cannot be read.
        case damaged(line: Int)
        /// The file is another account's, or of another version.
        case foreign
    }

    /// The file's path.
    public let path: String
    /// What is wrong with it.
    public let problem: Problem

    public var description: String {
        switch problem {
        case .system(let call, let code): "'\(path)' cannot be used: \(call): \(String(cString: strerror(code)))"
        case .damaged(let line): "'\(path)' is damaged at line \(line)"
        case .foreign: "'\(path)' is not the file of this simulated account"
        }
    }
}

/// One account's file: a header and then one JSON line for each change, appended with one write under an advisory lock.
///
/// Several processes may use it at once, and each may be killed at any moment: a last line without its end is a change that was never made.
struct AccountFile: Sendable {
    /// A line of the file: what one call changed, and when.
    struct Line: Codable, Sendable {
        let at: Date
        let changes: Changes
    }

    private struct Header: Codable, Equatable, Sendable {
        var format = 1
        let account: AccountID
        let partition: Partition
    }

    private let path: String
    private let header: Header
    private let lock: FileDescriptor
    private var file: FileDescriptor
    private var inode: UInt64 = 0
    private var offset = 0
    private(set) var lines = 0
    private let encoder = JSONEncoder()
    private let decoder = JSONDecoder()

    init(path: String, account: AccountID, partition: Partition) throws(SandboxStorageError) {
        self.path = path
        header = Header(account: account, partition: partition)
        lock = try FileDescriptor(opening: path + ".lock", of: path)
        file = try FileDescriptor(opening: path, of: path)
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    /// Waits until no other process uses the file, and keeps the others waiting until `release`.
    func acquire() throws(SandboxStorageError) { try lock.lock() }

    /// Lets the others go on.
    func release() { lock.unlock() }

    /// The lines that others have written since the last time. The lock must be held. `isNew` tells that the file was replaced: what
    /// comes then is the whole content.
    mutating func newLines() throws -> (lines: [Line], isNew: Bool) {
        let isNew = try reopenIfReplaced()
        let bytes = try file.read(from: offset)
        guard let end = bytes.lastIndex(of: newline) else {
            try dropTail(bytes.count)
            return ([], isNew)
        }
        try dropTail(bytes.count - end - 1)
        let found = try bytes[...end].split(separator: newline).compactMap { try line($0) }
        offset += end + 1
        return (found, isNew)
    }

    /// Appends a change, all of it or nothing. The lock must be held and the file read to its end.
    mutating func append(_ line: Line) throws {
        if offset == 0 { try write(encoder.encode(header)) }
        try write(encoder.encode(line))
    }

    /// Replaces the file by one that holds only these changes. The lock must be held.
    mutating func compact(to line: Line) throws {
        let temporary = path + ".new"
        unlink(temporary)
        let replacement = try FileDescriptor(opening: temporary, of: path)
        var bytes = try encoder.encode(header) + [newline]
        bytes += try encoder.encode(line) + [newline]
        try replacement.write(bytes)
        try replacement.sync()
        guard rename(temporary, path) == 0 else { throw SandboxStorageError(path: path, problem: .system("rename", errno)) }
        file = replacement
        inode = try file.status().inode
        offset = bytes.count
        lines = 2
    }

    private mutating func write(_ json: Data) throws {
        let bytes = json + [newline]
        do {
            try file.write(bytes)
        } catch {
            // What was written of the line is taken back: half a line followed by another would be damage.
            try file.truncate(to: offset)
            throw error
        }
        offset += bytes.count
        lines += 1
    }

    private func dropTail(_ count: Int) throws {
        guard count > 0 else { return }
        try file.truncate(to: try file.status().size - count)
    }

    private mutating func line(_ bytes: Data) throws -> Line? {
        lines += 1
        guard lines > 1 else {
            guard let found = try? decoder.decode(Header.self, from: bytes), found == header else {
                throw SandboxStorageError(path: path, problem: .foreign)
            }
            return nil
        }
        guard let line = try? decoder.decode(Line.self, from: bytes) else {
            throw SandboxStorageError(path: path, problem: .damaged(line: lines))
        }
        return line
    }

    private mutating func reopenIfReplaced() throws -> Bool {
        var current = stat()
        let exists = stat(path, &current) == 0
        if exists, UInt64(current.st_ino) == inode { return false }
        let isFirst = inode == 0
        file = try FileDescriptor(opening: path, of: path)
        inode = try file.status().inode
        offset = 0
        lines = 0
        return !isFirst
    }
}

private let newline = UInt8(ascii: "\n")
