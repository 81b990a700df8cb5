import Foundation
import Ledger
import Lifecycle

/// Somebody outside who remembers how far a history had come, and signs no other one: with files alone.
public struct Witness: Sendable {
    private let folder: URL
    private let signer: NoteSigner

    /// What a visit came to.
    public struct Visit: Sendable {
        /// The checkpoint with the witness's line.
        public let note: SignedNote
        /// What was compared with what.
        public let remark: String
    }

    /// The witness whose key is in that folder; a new one of that name, from that seed of 32 bytes, if there is none.
    public init(folder: URL, name: String?, seed: [UInt8]) throws {
        self.folder = folder
        let file = KeyFile(url: folder.appending(path: "witness.key"))
        if let known = try file.signers().last {
            signer = known
        } else {
            guard let name else {
                throw SigningRefusal("'\(folder.path)' holds no key of a witness", hint: "name the new witness with --name")
            }
            signer = try NoteSigner(name: name, seed: seed, kind: .cosignature)
            try file.write([signer])
        }
    }

    /// The witness's public key.
    public var key: VerifierKey { signer.verifier }

    /// Checks an export, compares it with the last visit, and cosigns its checkpoint. Throws if the history is not sound, or has not
    /// grown from what was seen then; nothing is signed and nothing is forgotten.
    public func visit(_ export: URL, trusting key: VerifierKey?, at time: Date) throws -> Visit {
        let origin = try Checkpoint(SignedNote(Data(contentsOf: export.appending(path: ExportFile.checkpoint)))).origin
        let last = try seen(origin)
        // A history that went back to a backup has another name since. Whoever names its key has looked at what is lost.
        let former = try last == nil ? former(of: export) : nil
        let known = last ?? (key == nil ? former : nil)
        guard let trusted = key ?? known?.key else {
            throw SigningRefusal("'\(origin)' was never visited", hint: "name the key that was handed to you with --key")
        }
        var check = ExportCheck(export, since: try known.map { try Checkpoint($0.note) })
        try check.run(trusting: trusted)
        guard var note = check.note, let current = check.keys.last?.key else {
            throw SigningRefusal("the export has no checkpoint", hint: "ask for another one")
        }
        note.add(try Cosignature.sign(note.text, at: time, with: signer))
        try PrivateFile.write(Data((current.text + "\n" + note.whole).utf8), to: file(origin))
        let size = try Checkpoint(note).size
        let seen = try (last ?? former).map { try Checkpoint($0.note) }
        let before =
            switch (seen, known) {
            case (nil, _): "the first visit"
            case (let seen?, nil): "the first visit under this name; '\(seen.origin)', seen to event \(seen.size), went back to a backup"
            case (let seen?, _?): "grown from \(seen.size) events at the last visit\(seen.origin == origin ? "" : ", as '\(seen.origin)'")"
            }
        return Visit(note: note, remark: "tenure: \(origin): \(size) events, \(before); cosigned with \(signer.verifier)")
    }

    /// What was seen of the history under the last of its earlier names that was ever visited.
    private func former(of export: URL) throws -> (key: VerifierKey, note: SignedNote)? {
        var check = ExportCheck(export)
        try check.run()
        for dated in check.keys.reversed() {
            if let seen = try seen(dated.key.name) { return seen }
        }
        return nil
    }

    private func file(_ origin: String) -> URL { folder.appending(path: Digest.of(text: origin).text + ".seen") }

    /// The key that was in force at the last visit, and the checkpoint that was cosigned then.
    private func seen(_ origin: String) throws -> (key: VerifierKey, note: SignedNote)? {
        guard let data = FileManager.default.contents(atPath: file(origin).path) else { return nil }
        guard let feed = data.firstIndex(of: 0x0A) else { throw SigningRefusal.unreadable("'\(file(origin).path)'", "it is cut off") }
        let note = try SignedNote(Data(data[(feed + 1)...]))
        // What the witness remembers counts only under its own signature.
        try note.demand(signer.verifier)
        return (try VerifierKey(String(decoding: data[..<feed], as: UTF8.self)), note)
    }
}
