import Foundation
import Ledger
import Lifecycle

/// Makes a backup while others go on working: whole, checked and on the disk, or not at all.
public struct BackupMaking: Sendable {
    let home: Home

    /// Backups of a home.
    public init(home: Home) { self.home = home }

    /// Makes the backup in a folder that does not exist yet. That it is taken, and by whom, is recorded first and signed if it can be, so that
    /// the newest backup is as new as the home: nothing has to be lost in bringing it back.
    public func make(in folder: URL, by actor: Actor, progress: (Int) -> Void = { _ in }) throws -> (BackupManifest, Verification) {
        try demandPlace(folder)
        let draft = folder.deletingLastPathComponent().appending(path: ".\(folder.lastPathComponent).\(getpid())")
        do {
            try PrivateFile.makeFolder(draft)
            try record(actor)
            // A home that cannot sign is worth a backup too; the command says at its end why nothing was signed.
            _ = try? Notary(home: home).seal()
            let made = try fill(Backup(draft), progress)
            try PrivateFile.moveFolder(draft, to: folder)
            return made
        } catch {
            try? FileManager.default.removeItem(at: draft)
            guard let delivery = error as? DeliveryError else { throw error }
            throw BackupError(
                "no backup could be made in '\(folder.deletingLastPathComponent().path)': \(delivery)",
                hint: "free space there, or name another folder that the home's owner can write; the home is as it was")
        }
    }

    private func demandPlace(_ folder: URL) throws {
        guard !FileManager.default.fileExists(atPath: folder.path) else {
            throw Refusal(.wrongState, "'\(folder.path)' is there already", hint: "name a folder that does not exist yet, or one above it")
        }
        let (home, out) = (home.directory.path + "/", Home.url(.out, in: home.directory).path + "/")
        guard !folder.path.hasPrefix(home) || folder.path.hasPrefix(out) else {
            throw Refusal(
                .wrongState, "'\(folder.path)' is in the home itself", hint: "name a folder outside it, best on another disk")
        }
    }

    private func record(_ actor: Actor) throws {
        for _ in 0..<1_000 {
            let version = try home.ledger.home()?.version ?? 0
            let event = HomeEvent.backupTaken(size: try home.ledger.size())
            let write = StreamWrite(.home, expecting: version, [.home(event)])
            if try home.appendIfUnmoved([write], at: home.world.now(), by: actor) { return }
        }
        throw DeliveryError("that a backup is taken could not be recorded: others write without end")
    }

    private func fill(_ backup: Backup, _ progress: (Int) -> Void) throws -> (BackupManifest, Verification) {
        try copyLedger(to: backup)
        // After the ledger, so that every file that it knows by its digest is there.
        var files = try copyFiles(to: backup)
        files[Backup.ledger] = try Backup.digest(of: backup.file(Backup.ledger))
        let found = try backup.examine(progress)
        let manifest = BackupManifest(
            taken: home.world.now(), origin: found.keys.last?.key.name, size: found.size, root: found.root,
            signed: found.covered?.size ?? 0,
            files: files)
        try PrivateFile.write(Data(manifest.text.utf8), to: backup.file(Backup.manifest))
        for folder in Set(files.keys.map { backup.file($0).deletingLastPathComponent() }) { try PrivateFile.settle(folder) }
        return (manifest, found)
    }

    private func copyLedger(to backup: Backup) throws {
        do {
            try home.ledger.copy(to: backup.file(Backup.ledger).path)
        } catch LedgerError.full {
            throw BackupError(
                "there is no space left for the backup in '\(backup.folder.deletingLastPathComponent().path)'",
                hint: "free space there, or name another folder; the home is as it was")
        } catch LedgerError.readOnly {
            throw BackupError(
                "'\(backup.folder.deletingLastPathComponent().path)' cannot be written",
                hint: "name a folder that the home's owner can write")
        }
    }

    /// The operators' files as they are now, with their digests.
    private func copyFiles(to backup: Backup) throws -> [String: Digest] {
        var files: [String: Digest] = [:]
        let settings = Home.url(.settings, in: home.directory)
        files[Backup.settings] = try copy(settings, to: backup.file(Backup.settings))
        for folder in Backup.folders {
            let source = Home.url(folder, in: home.directory)
            let paths = (try? FileManager.default.subpathsOfDirectory(atPath: source.path)) ?? []
            for path in paths.map({ "\(folder.rawValue)/\($0)" }) where BackupManifest.isPlace(path) {
                let file = home.directory.appending(path: path)
                // A key that the settings put there stays apart all the same.
                guard isRegular(file), file.path != KeyKeeping(home: home).file?.standardizedFileURL.path else { continue }
                files[path] = try copy(file, to: backup.file(path))
            }
        }
        return files
    }

    private func isRegular(_ file: URL) -> Bool {
        let type = (try? FileManager.default.attributesOfItem(atPath: file.path))?[.type] as? FileAttributeType
        return type == .typeRegular
    }

    private func copy(_ file: URL, to target: URL) throws -> Digest {
        let data = try Data(contentsOf: file)
        try PrivateFile.write(data, to: target)
        return Digest.of(data)
    }
}
