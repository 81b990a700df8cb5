import Foundation
import IAM
import Lifecycle

/// A directory of a snapshot's files, as the AWS CLI writes them.
public struct SnapshotFolder: Sendable {
    /// What was read, and what the files were.
    public struct Content: Sendable {
        public let snapshot: AccountSnapshot
        public let files: Files

        /// What the ledger is to know of it.
        func kept(as origin: KeptSnapshot.Origin) -> KeptSnapshot {
            KeptSnapshot(
                digest: files.digest, origin: origin, taken: snapshot.taken, reported: snapshot.reported,
                counts: .init(
                    users: snapshot.users.count, groups: snapshot.groups.count, roles: snapshot.roles.count,
                    policies: snapshot.policies.count, lastAccessed: files.lastAccessedCount),
                byteCount: files.byteCount, missing: SortedSet(files.missing))
        }
    }

    /// The files that were there, by their paths below the directory.
    public struct Files: Sendable, Hashable {
        public internal(set) var digests: [String: Digest] = [:]
        public internal(set) var sizes: [String: Int] = [:]

        /// Over paths and digests: it changes with every byte of every file.
        public var digest: Digest {
            Digest.of(text: digests.sorted { $0.key < $1.key }.map { "\($0.value)  \($0.key)\n" }.joined())
        }
        public var byteCount: Int { sizes.values.reduce(0, +) }
        /// The files of the account that are not there, but for tenure's own label.
        public var missing: [String] {
            SnapshotFile.ofAccount.filter { $0 != .label }.map(\.path).filter { digests[$0] == nil }
        }
        public var lastAccessedCount: Int { digests.keys.count { $0.hasPrefix(SnapshotFile.lastAccessedFolder) } }
    }

    public let directory: URL

    /// The snapshot in that directory.
    public init(_ directory: URL) { self.directory = directory }

    /// Reads it, a piece of a file at a time, or throws `SnapshotError`. It is as of `taken`, unless it has a label; otherwise as of the
    /// time at which the details were written.
    public func read(taken: Date? = nil) throws -> Content {
        let reader = FolderReader(directory)
        let users = try lastAccessed()
        let snapshot = try AccountSnapshot(taken: try taken ?? written(), lastAccessedOf: users) { try reader.open($0) }
        return Content(snapshot: snapshot, files: reader.files)
    }

    /// The files that are there and known.
    func paths() throws -> [String] {
        (SnapshotFile.ofAccount + (try lastAccessed()).map(SnapshotFile.lastAccessed)).map(\.path).filter {
            FileManager.default.fileExists(atPath: directory.appending(path: $0).path)
        }
    }

    /// When the details were written, which is about when the account was read.
    func written() throws -> Date {
        let file = directory.appending(path: SnapshotFile.details.path)
        guard let date = try? FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date else {
            throw SnapshotError(.missing, in: .details)
        }
        return Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
    }

    // Names that are no user's are none of ours: editors and archivers leave things behind.
    private func lastAccessed() throws -> [UserName] {
        let folder = directory.appending(path: SnapshotFile.lastAccessedFolder)
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
            .compactMap { try? UserName(String($0.dropLast(5))) }.sorted()
    }
}

/// Opens files and notes what they were while they are read.
private final class FolderReader {
    private static let piece = 1 << 18
    private let directory: URL
    private(set) var files = SnapshotFolder.Files()

    init(_ directory: URL) { self.directory = directory }

    func open(_ file: SnapshotFile) throws -> SnapshotBytes? {
        let url = directory.appending(path: file.path)
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        guard let handle = try? FileHandle(forReadingFrom: url) else { throw SnapshotError(.unreadable, in: file) }
        var digest = RunningDigest()
        var size = 0
        note(file, digest, size)
        return SnapshotBytes { [self] buffer in
            let data = try Self.read(handle, file)
            guard !data.isEmpty else {
                note(file, digest, size)
                return false
            }
            digest.add(data)
            size += data.count
            buffer += data
            return true
        }
    }

    // A folder in a file's place, a disk that fails.
    private static func read(_ handle: FileHandle, _ file: SnapshotFile) throws -> Data {
        do {
            return try handle.read(upToCount: piece) ?? Data()
        } catch {
            throw SnapshotError(.unreadable, in: file)
        }
    }

    private func note(_ file: SnapshotFile, _ digest: RunningDigest, _ size: Int) {
        files.digests[file.path] = digest.digest
        files.sizes[file.path] = size
    }
}
