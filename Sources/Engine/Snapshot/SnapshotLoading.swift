import Foundation
import IAM
import Lifecycle

extension SnapshotStore {
    /// Keeps files that somebody hands in, for that account or for the one that has their number. What is stored is what was read: they are
    /// copied first.
    public func load(_ source: URL, of account: Account?, taken: Date?, by actor: Actor) async throws -> Kept {
        let folder = SnapshotFolder(source)
        let written = taken == nil ? try folder.written() : taken
        return try await keep(as: .loaded, of: account, by: actor, taken: written) { draft in
            for path in try folder.paths() {
                let data = try Data(contentsOf: source.appending(path: path), options: .mappedIfSafe)
                try PrivateFile.write(data, to: draft.appending(path: path))
            }
        }
    }

    /// Reads an account and keeps what it was. Throws `WrongAccount` before anything else is asked of another one.
    public func pull(
        _ account: Account, in world: World, lastAccessed: Bool, by actor: Actor, progress: @escaping @Sendable (String) -> Void
    ) async throws -> Kept {
        let session = try await AccountSession.open(account, in: world)
        let puller = SnapshotPuller(session: session, world: world, progress: progress)
        return try await keep(as: .pulled, of: account, by: actor, taken: nil) { draft in
            try await puller.pull(into: draft, lastAccessed: lastAccessed)
        }
    }

    /// Reads an account as it is now and keeps nothing of it: no file, no event. Throws `WrongAccount` before anything else is asked of
    /// another one.
    public func look(
        at account: Account, in world: World, progress: @escaping @Sendable (String) -> Void
    ) async throws -> AccountSnapshot {
        let session = try await AccountSession.open(account, in: world)
        let puller = SnapshotPuller(session: session, world: world, progress: progress)
        let folder = FileManager.default.temporaryDirectory.appending(path: "tenure-look-\(world.randomBytes(8).hexadecimal)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try PrivateFile.makeFolder(folder)
        try await puller.pull(into: folder, lastAccessed: false)
        return try SnapshotFolder(folder).read().snapshot
    }
}
