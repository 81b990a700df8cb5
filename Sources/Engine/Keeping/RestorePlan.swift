import Foundation
import Ledger
import Lifecycle

/// What bringing a backup back would come to: found out before anything is touched.
public struct RestorePlan: Sendable {
    public let manifest: BackupManifest
    /// The settings that the home will have: its own if they are still there.
    public let settings: Settings
    /// The newest checkpoint that is known outside the backup; nil if there is none.
    public let newest: Outside?
    public let standing: Standing
    /// Whether a ledger stands in the place, which will be set aside.
    public let replaces: Bool

    /// A checkpoint that was signed of this history, and is not in the backup's keeping.
    public struct Outside: Hashable, Sendable {
        /// The file that it stands in.
        public let path: String
        public let note: SignedNote
        public let checkpoint: Checkpoint
    }

    /// What is known of the time after the backup.
    public enum Standing: Hashable, Sendable {
        /// The outside copy holds nothing that the backup does not.
        case agrees
        /// More was signed than the backup holds: that is lost if history goes on from here.
        case behind
        /// There is no outside copy, so nobody can tell.
        case unknown
        /// Nothing was ever signed, so nobody can tell, and there is nothing to contradict.
        case unsigned
    }

    /// Why it takes two people to go on from this backup; nil if it does not.
    public var objection: String? {
        switch standing {
        case .agrees, .unsigned: nil
        case .behind:
            newest.map {
                "'\($0.path)' knows \($0.checkpoint.size) events of '\($0.checkpoint.origin)', and the backup holds \(manifest.size)"
            }
        case .unknown: "there is no copy of the last checkpoint that would tell whether anything was recorded after the backup"
        }
    }

    /// The rollback that an admin would ask for.
    public func rollback(because reason: Sealed) throws -> Rollback {
        Rollback(
            origin: manifest.origin ?? "", size: manifest.size, root: try Digest(manifest.root.description), newest: newest?.note.whole,
            reason: reason)
    }
}

/// Looks at a backup and at the place where a home is to be.
struct RestoreStudy {
    let backup: Backup
    let directory: URL
    /// Files that hold further checkpoints, such as those of exports.
    let others: [URL]

    func plan(progress: (Int) -> Void) throws -> RestorePlan {
        let (manifest, found) = try backup.check(progress: progress)
        let replaces = try demandPlace(manifest)
        let settings = try Settings.read(settingsText())
        let copy = Home.url(named: settings.audit.copy, in: directory)
        let ledger = try backup.openLedger()
        defer { ledger.close() }
        let known = try ([copy] + others).compactMap { try outside($0, isCopy: $0 == copy, found, ledger) }
        let newest = known.max {
            ($0.checkpoint.origin != manifest.origin ? 1 : 0, $0.checkpoint.size) < (
                $1.checkpoint.origin != manifest.origin ? 1 : 0, $1.checkpoint.size
            )
        }
        return RestorePlan(
            manifest: manifest, settings: settings, newest: newest,
            standing: standing(manifest, newest, hasCopy: known.contains { $0.path == copy.path }), replaces: replaces)
    }

    /// The home's own settings if they are still there, otherwise the backup's.
    func settingsText() throws -> String {
        let own = Home.url(.settings, in: directory)
        let file = FileManager.default.fileExists(atPath: own.path) ? own : backup.file(Backup.settings)
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw BackupError("'\(file.path)' cannot be read", hint: "check its owner and mode")
        }
        return text
    }

    private func standing(_ manifest: BackupManifest, _ newest: RestorePlan.Outside?, hasCopy: Bool) -> RestorePlan.Standing {
        guard let origin = manifest.origin else { return .unsigned }
        if let newest, newest.checkpoint.origin != origin || newest.checkpoint.size > manifest.size { return .behind }
        return hasCopy ? .agrees : .unknown
    }

    /// Throws if the place holds a ledger that can be read and is not older than the backup; whether one stands there.
    private func demandPlace(_ manifest: BackupManifest) throws -> Bool {
        let file = Home.url(.ledger, in: directory)
        if FileManager.default.fileExists(atPath: directory.path) { try Ledger.demandPlace(directory.path) }
        guard FileManager.default.fileExists(atPath: file.path) else { return false }
        guard let ledger = try? Ledger.open(file.path, for: .read) else { return true }
        defer { ledger.close() }
        guard let size = try? ledger.size(), let damage = try? ledger.damage(), damage.isEmpty else { return true }
        guard size < manifest.size else {
            throw Refusal(
                .wrongState,
                "the ledger in '\(directory.path)' can be read and holds \(size) events, the backup \(manifest.size): nothing is to be brought back",
                hint: "go on with it: 'tenure audit verify'; name another folder with --home to look at the backup")
        }
        guard size == 0 || (try? ledger.root(of: size)) == (try? backupRoot(of: size)) else {
            throw Refusal(
                .wrongState,
                "the ledger in '\(directory.path)' is of another history than the backup",
                hint: "show both to the auditors; name another folder with --home to look at the backup")
        }
        return true
    }

    private func backupRoot(of size: Int) throws -> TreeHash? {
        let ledger = try backup.openLedger()
        defer { ledger.close() }
        return try ledger.root(of: size)
    }

    /// The checkpoint in a file outside the backup; nil if there is no such file. Throws if it is none, or one that contradicts the backup.
    private func outside(_ file: URL, isCopy: Bool, _ found: Verification, _ ledger: Ledger) throws -> RestorePlan.Outside? {
        guard FileManager.default.fileExists(atPath: file.path) || !isCopy else { return nil }
        guard let bytes = try? Data(contentsOf: file), let note = try? SignedNote(bytes), let checkpoint = try? Checkpoint(note) else {
            throw BackupError("'\(file.path)' is no checkpoint", hint: "put the right file there, or move it away if it is lost")
        }
        let names = Set(found.keys.map(\.key.name))
        guard names.contains(checkpoint.origin), checkpoint.size <= found.size else {
            return RestorePlan.Outside(path: file.path, note: note, checkpoint: checkpoint)
        }
        guard (try? note.signers(among: found.keys.map(\.key)).isEmpty) == false, try ledger.root(of: checkpoint.size) == checkpoint.root
        else {
            throw BackupError(
                "'\(file.path)' was signed of other events than the first \(checkpoint.size) of the backup, or by nobody who is known",
                hint: "show both to the auditors: one of the two was altered", isFinding: true)
        }
        return RestorePlan.Outside(path: file.path, note: note, checkpoint: checkpoint)
    }
}
