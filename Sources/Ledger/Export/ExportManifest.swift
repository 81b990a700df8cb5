import Foundation
import IAM
import Lifecycle

/// What an export holds, as the home's key signs it.
public struct ExportManifest: Hashable, Sendable {
    /// The first line of its text: what keeps it from being taken for a checkpoint.
    public static let heading = "tenure-export/v2"
    /// The same of exports from before people's keys were in all of them.
    static let formerHeading = "tenure-export/v1"
    /// The kinds of events that are in every export, whatever was asked for: whose key signs, and which keys people had.
    static let keyKinds: Set = ["home.signingKeySet", "person.keyAdded", "person.keyRemoved"]

    /// Which events were asked for; `everything` if all.
    public var asked: String
    /// How many events are in it.
    public var count: Int
    /// The numbers of the first and the last of them; 0 if there is none.
    public var first: Int
    public var last: Int
    /// What all events of the ledger come to.
    public var checkpoint: Checkpoint
    /// The files of the export with the SHA-256 of their bytes, in order.
    public var files: [File]
    /// Whether it is one of those that hold the events of people's keys, whatever was asked for.
    public private(set) var holdsKeys = true

    /// A file of the export.
    public struct File: Hashable, Sendable {
        public let name: String
        public let digest: Digest

        /// A file of that name.
        public init(name: String, digest: Digest) {
            self.name = name
            self.digest = digest
        }
    }

    /// A manifest.
    public init(asked: String, count: Int, first: Int, last: Int, checkpoint: Checkpoint, files: [File]) {
        self.asked = asked
        self.count = count
        self.first = first
        self.last = last
        self.checkpoint = checkpoint
        self.files = files
    }

    /// The pack that the export is part of, as in `2026-Q4`; nil for an export by itself.
    public var pack: String? {
        asked.split(separator: " ").first.flatMap { $0.hasPrefix(Self.packWord) ? String($0.dropFirst(Self.packWord.count)) : nil }
    }

    /// Whether events of that kind are in the export whatever was asked for.
    func isKey(_ code: String) -> Bool { holdsKeys ? Self.keyKinds.contains(code) : code == "home.signingKeySet" }

    /// What `asked` begins with in a pack.
    public static let packWord = "pack="

    /// The text that is signed.
    public var text: String {
        let lines = [
            holdsKeys ? Self.heading : Self.formerHeading, "log \(checkpoint.origin)", "asked \(asked)",
            "events \(count) of \(checkpoint.size)",
            "first \(first) last \(last)",
            "root \(checkpoint.root.base64)",
        ]
        return (lines + files.map { "file \($0.name) \($0.digest)" }).map { $0 + "\n" }.joined()
    }

    /// Reads the text of a note; it must be the text that this manifest would be written as.
    public init(_ note: SignedNote) throws(NoteError) {
        let lines = note.text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        guard lines.count > 6, lines[0] == [Self.heading] || lines[0] == [Self.formerHeading], lines[1].count == 2, lines[2].count > 1,
            lines[3].count == 4,
            lines[4].count == 4,
            lines[5].count == 2, let count = Int(lines[3][1]), let size = Int(lines[3][3]), let first = Int(lines[4][1]),
            let last = Int(lines[4][3]), let root = TreeHash(base64: lines[5][1]), size > 0
        else { throw .malformed(what: "manifest", reason: "its first lines are not those of an export") }
        var files: [File] = []
        for line in lines[6...] {
            guard line.count == 3, line[0] == "file", ExportFile.isName(line[1]), let digest = try? Digest(line[2]) else {
                throw .malformed(what: "manifest", reason: "a line names no file")
            }
            files.append(File(name: line[1], digest: digest))
        }
        self.init(
            asked: lines[2].dropFirst().joined(separator: " "), count: count, first: first, last: last,
            checkpoint: Checkpoint(origin: lines[1][1], size: size, root: root), files: files)
        holdsKeys = lines[0] == [Self.heading]
        guard text.utf8.elementsEqual(note.text.utf8) else {
            throw .malformed(what: "manifest", reason: "it is not written as manifests are")
        }
    }
}

/// The files of an export, by what they hold.
public enum ExportFile {
    public static let manifest = "manifest"
    public static let checkpoint = "checkpoint"
    public static let events = "events.jsonl"
    public static let table = "events.csv"
    /// The events for people to read; nothing follows from it but what follows from its digest.
    public static let page = "events.html"
    /// The leaves of the events that were not asked for: `SEQ LEAF` in hexadecimal, a line each.
    public static let leftOut = "left-out"
    public static let verifier = "verify.py"
    /// What a pack holds, and how to check it: to read in a browser, and anywhere.
    public static let index = "index.html"
    public static let readme = "README.txt"
    /// Whether it is a file of a pack, of which its digest is all that there is to check.
    public static func isPaper(_ name: String) -> Bool { name.contains("/") || name == index || name == readme }
    /// Whether it can stand in a manifest: a file of the folder, or of one that stands in it.
    static func isName(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
    }
    /// The checkpoint that a former key and the one in its place have both signed.
    public static func handover(_ number: Int) -> String { "handover-\(number)" }
}
