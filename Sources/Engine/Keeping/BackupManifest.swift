import Foundation
import Ledger
import Lifecycle

/// What a backup holds, as its first file says it.
public struct BackupManifest: Hashable, Sendable {
    /// The first line of its text.
    public static let heading = "tenure-backup/v1"

    /// When it was made, by the home's clock.
    public let taken: Date
    /// The name of the history in its checkpoints; nil if nothing is signed.
    public let origin: String?
    /// How many events the ledger holds, and what they come to.
    public let size: Int
    public let root: TreeHash
    /// How many of them the last checkpoint covers; 0 if there is none.
    public let signed: Int
    /// The files by their paths in the backup, with the SHA-256 of their bytes.
    public let files: [String: Digest]

    /// A manifest.
    public init(taken: Date, origin: String?, size: Int, root: TreeHash, signed: Int, files: [String: Digest]) {
        self.taken = taken
        self.origin = origin
        self.size = size
        self.root = root
        self.signed = signed
        self.files = files
    }

    /// The file's text.
    public var text: String {
        let head = [
            Self.heading, "taken \(taken.formatted(.iso8601))", "log \(origin ?? "-")", "events \(size)", "root \(root.base64)",
            "signed \(signed)",
        ]
        return (head + files.sorted { $0.key < $1.key }.map { "file \($0.value) \($0.key)" }).map { $0 + "\n" }.joined()
    }

    /// Reads the text; nil unless it is written as manifests are, of files that lie where a backup has them.
    public init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
        guard lines.count > 6, lines[0] == Self.heading, let taken = Self.value("taken", lines[1]),
            let time = try? Date(taken, strategy: .iso8601), let log = Self.value("log", lines[2]),
            let size = Self.value("events", lines[3]).flatMap({ Int($0) }), size > 0,
            let root = Self.value("root", lines[4]).flatMap({ TreeHash(base64: $0) }),
            let signed = Self.value("signed", lines[5]).flatMap({ Int($0) })
        else { return nil }
        var files: [String: Digest] = [:]
        for line in lines[6...] {
            let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 3, parts[0] == "file", let digest = try? Digest(parts[1]), Self.isPlace(parts[2]) else { return nil }
            files[parts[2]] = digest
        }
        self.init(taken: time, origin: log == "-" ? nil : log, size: size, root: root, signed: signed, files: files)
        guard self.text == text, files[Backup.ledger] != nil, files[Backup.settings] != nil else { return nil }
    }

    private static func value(_ name: String, _ line: String) -> String? {
        line.hasPrefix(name + " ") ? String(line.dropFirst(name.count + 1)) : nil
    }

    /// Whether a file of that path can stand in a backup: below it, and in a folder that backups have.
    static func isPlace(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1 else { return [Backup.ledger, Backup.settings].contains(path) }
        return Backup.folders.contains { $0.rawValue == parts[0] } && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
            && !path.unicodeScalars.contains { $0.value < 0x20 }
    }
}
