import Foundation
import Ledger
import Lifecycle

/// A copy of a home that can be carried away and brought back: a folder of mode 0700 with the ledger, the settings and the files that its
/// operators own. It is no home itself, so that nobody goes on in it by mistake.
///
/// The signing key and the outside copy of the last checkpoint are never in it: whoever has a backup must not be able to sign, and a
/// restore must not bring back what tells that the ledger went back. Letters and passwords, in `out`, are not in it either.
public struct Backup: Sendable {
    public let folder: URL

    static let ledger = "ledger.db"
    // Not by the name that makes a folder a home.
    static let settings = "settings.yaml"
    static let manifest = "manifest"
    /// What belongs to it beside the ledger and the settings.
    static let folders: [Home.File] = [.workflows, .templates, .snapshots, .proofs, .plans, .sandbox]

    /// The backup in that folder.
    public init(_ folder: URL) { self.folder = folder }

    /// Whether a folder holds one.
    public static func isIn(_ folder: URL) -> Bool {
        (try? String(contentsOf: folder.appending(path: manifest), encoding: .utf8))?.hasPrefix(BackupManifest.heading + "\n") ?? false
    }

    /// Where one of its files is.
    func file(_ path: String) -> URL { folder.appending(path: path) }

    /// The ledger in it, to be read.
    public func openLedger() throws(LedgerError) -> Ledger { try Ledger.open(file(Self.ledger).path, for: .readCopy) }

    /// Checks that every byte of every file is what was written, and does everything again that `tenure audit verify` does. Throws
    /// `BackupError`, or returns what the ledger comes to.
    @discardableResult
    public func check(progress: (Int) -> Void = { _ in }) throws -> (manifest: BackupManifest, found: Verification) {
        guard let text = try? String(contentsOf: file(Self.manifest), encoding: .utf8), let manifest = BackupManifest(text: text) else {
            throw BackupError("'\(folder.path)' is not a backup", hint: "name a folder that 'tenure backup' has made")
        }
        for (path, digest) in manifest.files.sorted(by: { $0.key < $1.key }) {
            guard try Self.digest(of: file(path)) == digest else {
                throw BackupError("'\(path)' of the backup '\(folder.path)' was altered", hint: "take another backup")
            }
        }
        let found = try examine(progress)
        guard (found.size, found.root, found.covered?.size ?? 0) == (manifest.size, manifest.root, manifest.signed),
            found.keys.last?.key.name == manifest.origin
        else {
            throw BackupError("the ledger of the backup '\(folder.path)' is not the one of its manifest", hint: "take another backup")
        }
        return (manifest, found)
    }

    /// Examines the ledger in it; throws if anything is found.
    func examine(_ progress: (Int) -> Void) throws -> Verification {
        let ledger = try openLedger()
        defer { ledger.close() }
        let found = try ledger.examine(progress: progress)
        guard found.problems.isEmpty else { throw BackupError.unsound(found.problems) }
        return found
    }

    static func digest(of file: URL) throws -> Digest {
        guard let handle = try? FileHandle(forReadingFrom: file) else {
            throw BackupError("'\(file.path)' cannot be read", hint: "check its owner and mode, or take another backup")
        }
        defer { try? handle.close() }
        var digest = RunningDigest()
        while let chunk = try handle.read(upToCount: 1 << 18), !chunk.isEmpty { digest.add(chunk) }
        return digest.digest
    }
}

/// A backup could not be made, or cannot be used.
public struct BackupError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
    /// What to do next.
    public let hint: String
    /// Whether it is a finding: the ledger that was copied is not sound.
    public let isFinding: Bool

    init(_ description: String, hint: String, isFinding: Bool = false) {
        self.description = description
        self.hint = hint
        self.isFinding = isFinding
    }

    static func unsound(_ problems: [Problem]) -> BackupError {
        let more = problems.count > 1 ? "; \(problems.count - 1) more" : ""
        return BackupError(
            "the copy of the ledger is not sound: \(problems.map(\.description).first ?? "")\(more)",
            hint: "see all that is wrong with 'tenure audit verify', and keep the ledger for the auditors", isFinding: true)
    }
}
