import Foundation
import Testing

@testable import Ledger

/// What golang.org/x/mod/sumdb/note asks of notes with several signatures in its own test (BSD-3-Clause), and a checkpoint of a sigsum log.
struct PublishedNoteTests {
    private static let peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    private static let enoch = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
    private static let text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    private static let byPeter =
        "\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    private static let byEnoch =
        "\u{2014} EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"

    private static func note(_ lines: String...) throws -> SignedNote { try SignedNote(Data("\(text)\n\(lines.joined())".utf8)) }

    /// The line with four letters of base64 more in the middle.
    private static func longer(_ line: String) -> String { line.prefix(58) + "ABCD" + line.dropFirst(58) }

    @Test func `each of several keys is found by its own line, and an unknown one by none`() throws {
        let (peter, enoch) = (try VerifierKey(Self.peter), try VerifierKey(Self.enoch))
        let both = try Self.note(Self.byPeter, Self.byEnoch)
        #expect(both.text == Self.text && both.whole == "\(Self.text)\n\(Self.byPeter)\(Self.byEnoch)")
        #expect(try both.signers(among: [peter]) == [peter] && both.signers(among: [enoch, peter]) == [enoch, peter])
        #expect(try both.signers(among: []) == [])
        let twice = try Self.note(Self.byPeter, Self.byPeter, Self.byEnoch, Self.byEnoch, Self.longer(Self.byEnoch))
        #expect(try twice.signers(among: [peter]) == [peter])
        // A key that is known has a line that is not its signature.
        #expect(throws: NoteError.forged(name: "EnochRoot")) { try twice.signers(among: [peter, enoch]) }
        #expect(throws: NoteError.forged(name: "PeterNeumann")) { try Self.note(Self.longer(Self.byPeter)).demand(peter) }
        #expect(throws: NoteError.unsigned(by: "PeterNeumann")) { try Self.note(Self.byEnoch).demand(peter) }
        // Under another name, or with the bytes of another key's id, it is nobody's line.
        for line in [Self.byPeter.replacing("PeterNeumann", with: "CarmenSandiego"), Self.byPeter.replacing("x08g", with: "xxxx")] {
            #expect(throws: NoteError.unsigned(by: "PeterNeumann")) { try Self.note(line).demand(peter) }
        }
    }

    @Test func `a note has a hundred signatures at most`() throws {
        let peter = try VerifierKey(Self.peter)
        #expect(throws: Never.self) { try Self.note(String(repeating: Self.byPeter, count: 100)).demand(peter) }
        #expect(throws: NoteError.self) { try Self.note(String(repeating: Self.byPeter, count: 101)) }
    }

    /// The text, then Peter's line with something else in it, and something after it.
    private static func changed(_ old: String = "", to new: String = "", then end: String = "") -> String {
        "\(text)\n\(old.isEmpty ? byPeter : byPeter.replacing(old, with: new))\(end)"
    }

    private static let malformed: [String] = [
        text, "\(text)\n", String(changed().dropLast()), "\u{1}\(changed())", "\(text)\r\n\n\(byPeter)",
        changed("PeterNeumann", to: "Bad Name"), changed("PeterNeumann", to: "Peter+Neumann"),
        changed("PeterNeumann", to: "Peter\u{A0}Neumann"), changed(" Pet", to: "  Pet"), changed("\u{2014}", to: "\u{2013}"),
        changed("wJnAM=", to: "wJnAN="), changed(then: "Unexpected line.\n"), changed(then: "\n"), changed(then: " "),
        changed(then: "\0"), "\u{FEFF}\(changed(then: "x"))",
    ]

    @Test(arguments: malformed) func `what has not the form of a note is none, whoever signed it`(note: String) {
        #expect(throws: NoteError.self) { try SignedNote(Data(note.utf8)) }
    }

    @Test func `bytes that are no text are no note`() {
        #expect(throws: NoteError.self) { try SignedNote(Data([0xFF]) + Data(Self.changed().utf8)) }
    }

    @Test func `a mark of the byte order belongs to the text, which nobody has signed then`() throws {
        let note = try SignedNote(Data([0xEF, 0xBB, 0xBF]) + Data("\(Self.text)\n\(Self.byPeter)".utf8))
        #expect(throws: NoteError.forged(name: "PeterNeumann")) { try note.demand(VerifierKey(Self.peter)) }
    }

    @Test func `a checkpoint of a sigsum log, as the tests of litewitness have it, is one of ours as well`() throws {
        let origin = "sigsum.org/v1/tree/985ea163f5af026723561354f51f2ebcdcf2af809ce254ccfb64aa9aadd80f90"
        let key = try VerifierKey("\(origin)+ec1293d2+AVLAXtrRv1/v+oE1T6rlmmVdmpoaeT7S9iw5wmwL4q7N")
        let note = try SignedNote(
            Data(
                "\(origin)\n1\nKgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n\u{2014} \(origin) 7BKT0gOfNZ1J0So9unY3BZtm2YkPIoNYM/dce0Z2avJDs8dxN6ts9bOSwwrVrbjm6P9K3ZxpK6jJngOG6YvGGzV/lwo=\n"
                    .utf8))
        #expect(throws: Never.self) { try note.demand(key) }
        let checkpoint = try Checkpoint(note)
        #expect(checkpoint.size == 1 && checkpoint.origin == origin && checkpoint.root.description.hasPrefix("2a00"))
    }
}
