import Foundation

/// A file that shows that one event stands in the history (c2sp.org/tlog-proof, version 1), with the event itself as its extra data.
public struct TreeProofFile: Sendable {
    /// The first line of such a file.
    public static let heading = "c2sp.org/tlog-proof@v1"

    private let line: Data
    private let proof: InclusionProof
    /// The signed checkpoint that the event stands under.
    public let note: SignedNote

    /// The proof of an event under a checkpoint.
    public init(of event: LoggedEvent, _ proof: InclusionProof, under note: SignedNote) {
        line = EventExport.json(seq: event.seq, leaf: event.leaf, body: event.body, texts: event.texts)
        self.proof = proof
        self.note = note
    }

    /// The file's text.
    public var text: String {
        let head = [Self.heading, "extra \(line.base64EncodedString())", "index \(proof.index)"] + proof.hashes.map(\.base64)
        return head.map { $0 + "\n" }.joined() + "\n" + note.whole
    }

    /// Reads the file.
    public init(_ bytes: Data) throws(NoteError) {
        guard let text = String(validating: bytes, as: UTF8.self), let blank = bytes.range(of: Data("\n\n".utf8)) else {
            throw .malformed(what: "proof", reason: "no blank line stands between its hashes and its checkpoint")
        }
        let head = String(decoding: bytes[..<blank.lowerBound], as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard head.count >= 3, head[0] == Self.heading, head[1].hasPrefix("extra "), head[2].hasPrefix("index "),
            let line = Data(base64Encoded: String(head[1].dropFirst(6))), let index = Int(head[2].dropFirst(6))
        else { throw .malformed(what: "proof", reason: "its first lines are not those of a proof by tenure") }
        let hashes = head.dropFirst(3).compactMap { TreeHash(base64: $0) }
        note = try SignedNote(Data(bytes[blank.upperBound...]))
        self.line = line
        proof = InclusionProof(index: index, size: try Checkpoint(note).size, hashes: hashes)
        guard self.text.utf8.elementsEqual(text.utf8) else { throw .malformed(what: "proof", reason: "it is not written as proofs are") }
    }

    /// The event that it proves, once the key's owner has signed that it stands where it stands. Throws `NoteError` or `ProofError`.
    public func verify(with key: VerifierKey) throws -> LoggedEvent {
        try note.demand(key)
        let checkpoint = try Checkpoint(note)
        guard checkpoint.origin == key.name else { throw NoteError.unsigned(by: checkpoint.origin) }
        let event = try ExportedLine(Data(line.dropLast()))
        // Whoever wrote the file may have written any number there.
        guard event.seq > 0, event.seq - 1 == proof.index else { throw NoteError.untrue(reason: "its event has another number") }
        try proof.verify(leaf: .leaf(of: event.body), root: checkpoint.root)
        return try event.logged()
    }
}
