import Foundation

/// What a log has come to: how many leaves and which root (c2sp.org/tlog-checkpoint). It is worth as much as the signatures below it.
public struct Checkpoint: Hashable, Sendable {
    /// The log's name, which no other log has.
    public let origin: String
    public let size: Int
    public let root: TreeHash

    /// A checkpoint.
    public init(origin: String, size: Int, root: TreeHash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads the text of a note. Lines below the third are not ours, and refused: nobody could check what they say.
    public init(_ note: SignedNote) throws(NoteError) {
        let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 4, VerifierKey.isName(String(lines[0])) else {
            throw .malformed(what: "checkpoint", reason: "it has three lines: origin, size, root")
        }
        guard let size = Int(lines[1]), size >= 0, String(size) == lines[1] else {
            throw .malformed(what: "checkpoint", reason: "its second line is not a size")
        }
        guard let root = TreeHash(base64: lines[2]) else {
            throw .malformed(what: "checkpoint", reason: "its third line is not a root")
        }
        self.init(origin: String(lines[0]), size: size, root: root)
    }

    /// The text that is signed.
    public var text: String { "\(origin)\n\(size)\n\(root.base64)\n" }
}

/// A witness's signature: at that time, this was the largest of the log's checkpoints that it had seen, and the log had only grown
/// (c2sp.org/tlog-cosignature, version 1).
public enum Cosignature {
    /// Cosigns a checkpoint's text.
    public static func sign(_ text: String, at time: Date, with signer: NoteSigner) throws(NoteError) -> NoteSignature {
        let seconds = UInt64(max(0, time.timeIntervalSince1970))
        let stamp = Data((0..<8).map { UInt8(truncatingIfNeeded: seconds >> (8 * (7 - $0))) })
        let signature = try signer.signature(of: message(text, at: time))
        return NoteSignature(name: signer.verifier.name, id: signer.verifier.id, bytes: stamp + signature)
    }

    static func message(_ text: String, at time: Date) -> Data {
        Data("cosignature/v1\ntime \(UInt64(max(0, time.timeIntervalSince1970)))\n\(text)".utf8)
    }
}
