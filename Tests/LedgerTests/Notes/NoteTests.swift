import Foundation
import Testing

@testable import Ledger

/// Notes against the vectors of golang.org/x/mod/sumdb/note (BSD-3-Clause) and of c2sp.org (CC BY 4.0).
struct NoteTests {
    private static let verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    private static let secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    private static let text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    private static let note =
        text + "\n\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"

    @Test func `the published key signs the published text with the published signature`() throws {
        let signer = try NoteSigner(secret: Self.secret)
        #expect(signer.verifier.text == Self.verifier)
        #expect(signer.secret == Self.secret)
        let key = try VerifierKey(Self.verifier)
        let note = try SignedNote(Self.text, signatures: [signer.sign(Self.text)])
        #expect(note.whole == Self.note)
        #expect(try SignedNote(Data(Self.note.utf8)).signers(among: [key]) == [key])
        #expect(try SignedNote(Data(Self.note.utf8)) == note)
    }

    @Test(arguments: [
        (
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "This is an example message.\n\n\u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
        )
    ]) func `a published note holds under its key`(key: String, note: String) throws {
        #expect(throws: Never.self) { try SignedNote(Data(note.utf8)).demand(VerifierKey(key)) }
    }

    @Test func `no bit of a note can be turned and no part of it be left out`() throws {
        let (bytes, key) = (Data(Self.note.utf8), try VerifierKey(Self.verifier))
        var count = 0
        for place in bytes.indices {
            for bit in 0..<8 {
                var turned = bytes
                turned[place] ^= 1 << bit
                #expect(throws: NoteError.self, "byte \(place), bit \(bit)") { try SignedNote(turned).demand(key) }
                count += 1
            }
            #expect(throws: NoteError.self) { try SignedNote(bytes.prefix(place)).demand(key) }
        }
        print("turned bits of a note refused: \(count)")
    }

    // The manglings of the reference implementation's own test.
    @Test func `no part of a key is a key, and no other letter makes one`() throws {
        let bytes = Array(Self.verifier.utf8)
        for start in 0..<bytes.count {
            for end in (start + 1)...bytes.count where (start, end) != (0, bytes.count) {
                #expect(throws: NoteError.self) { try VerifierKey(String(decoding: bytes[start..<end], as: UTF8.self)) }
            }
            var other = bytes
            other[start] += 1
            #expect(throws: NoteError.self) { try VerifierKey(String(decoding: other, as: UTF8.self)) }
        }
        for wrong in [
            "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
            "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        ] { #expect(throws: NoteError.self) { try VerifierKey(wrong) } }
    }

    @Test func `lines of unknown keys say nothing, a wrong line of a known key spoils the note`() throws {
        let (peter, key) = (try NoteSigner(secret: Self.secret), try VerifierKey(Self.verifier))
        let eve = try NoteSigner(name: "PeterNeumann", seed: Array(repeating: 9, count: 32))
        var note = try SignedNote(Self.text, signatures: [eve.sign(Self.text)])
        #expect(throws: NoteError.unsigned(by: "PeterNeumann")) { try note.demand(key) }
        note.add(try peter.sign(Self.text))
        #expect(throws: Never.self) { try note.demand(key) }
        note.add(NoteSignature(name: key.name, id: key.id, bytes: try eve.sign(Self.text).bytes))
        #expect(throws: NoteError.forged(name: "PeterNeumann")) { try note.demand(key) }
    }

    @Test(arguments: [
        "", "\n", "text\n", "text\n\n", "text\n\n\u{2014} n AAAAAAA=", "text\n\n- n AAAAAAA=\n", "text\n\n\u{2014} n  AAAAAAA=\n",
        "text\n\n\u{2014} n AAAA\n", "text\n\n\u{2014} a+b AAAAAAA=\n", "te\u{1}xt\n\n\u{2014} n AAAAAAA=\n", "text\n\u{2014} n AAAAAAA=\n",
        "\n\n\u{2014} n AAAAAAA=\n", "text\r\n\n\u{2014} n AAAAAAA=\n", "text\n\n\u{2014} n AAAAAAB=\n",
    ]) func `what has not the form of a note is none`(text: String) {
        #expect(throws: NoteError.self) { try SignedNote(Data(text.utf8)) }
    }

    @Test func `a text may have blank lines, the last one before the signatures counts`() throws {
        let text = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n"
        let signer = try NoteSigner(name: "quasimodo.example", seed: Array(repeating: 1, count: 32))
        let note = try SignedNote(Data(SignedNote(text, signatures: [signer.sign(text)]).whole.utf8))
        #expect(note.text == text)
        #expect(throws: Never.self) { try note.demand(signer.verifier) }
    }

    @Test func `a signing key is in no description of it`() throws {
        let signer = try NoteSigner(secret: Self.secret)
        var dumped = ""
        dump(signer, to: &dumped)
        for text in ["\(signer)", String(reflecting: signer), dumped, "\([signer])"] { #expect(!text.contains("AYEKFALV"), "\(text)") }
        for wrong in ["PRIVATE+KEY+x", Self.secret + "A", Self.secret.replacing("c74f", with: "c74e")] {
            let error = #expect(throws: NoteError.self) { try NoteSigner(secret: wrong) }
            #expect(!"\(String(describing: error))".contains("AYEKFALV"))
        }
    }
}

struct CheckpointTests {
    // The example of c2sp.org/tlog-cosignature; its keys are not published, so its form alone is compared.
    private static let example = """
        example.com/behind-the-sofa
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

        \u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
        \u{2014} witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==

        """

    @Test func `the published checkpoint is read, with the time of its witness`() throws {
        let note = try SignedNote(Data(Self.example.utf8))
        let checkpoint = try Checkpoint(note)
        #expect(checkpoint.origin == "example.com/behind-the-sofa" && checkpoint.size == 20_852_163)
        #expect(checkpoint.text == note.text && note.whole == Self.example)
        #expect(note.signatures.map(\.time) == [nil, Date(timeIntervalSince1970: 1_679_315_147)])
    }

    @Test(arguments: [
        "a\n1\n", "a\n01\nX\n", "a\n-1\nX\n", "a\n+1\nX\n", "a\n1\nX\nmore\n", "a b\n1\nX\n", "\n1\nX\n", "a\n1\nAAAA\n", "a\n1\nX",
        "a\n99999999999999999999\nX\n", "a\n\nX\n",
    ]) func `what has not the form of a checkpoint is none`(text: String) throws {
        let signer = try NoteSigner(name: "a", seed: Array(repeating: 1, count: 32))
        let text = text.replacing("X", with: TreeHash.empty.base64)
        #expect(throws: NoteError.self) { try Checkpoint(SignedNote(text, signatures: [signer.sign(text)])) }
    }

    @Test func `a witness signs text and time, and its key is no log's key`() throws {
        let checkpoint = Checkpoint(origin: "tenure/1", size: 7, root: .empty)
        let witness = try NoteSigner(name: "auditor.example", seed: Array(repeating: 3, count: 32), kind: .cosignature)
        let time = Date(timeIntervalSince1970: 1_790_000_000)
        let line = try Cosignature.sign(checkpoint.text, at: time, with: witness)
        #expect(line.time == time)
        let note = try SignedNote(checkpoint.text, signatures: [line])
        #expect(throws: Never.self) { try note.demand(witness.verifier) }
        // The same signature under another time, or as a plain signature, is none.
        var bytes = line.bytes
        bytes[7] ^= 1
        let moved = try SignedNote(checkpoint.text, signatures: [NoteSignature(name: line.name, id: line.id, bytes: bytes)])
        #expect(throws: NoteError.forged(name: "auditor.example")) { try moved.demand(witness.verifier) }
        let plain = try VerifierKey(name: "auditor.example", kind: .note, bytes: witness.verifier.bytes)
        #expect(throws: NoteError.unsigned(by: "auditor.example")) { try note.demand(plain) }
    }
}
