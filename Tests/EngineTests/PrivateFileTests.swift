import Engine
import Foundation
import Testing

@Suite struct PrivateFileTests {
    private struct Stop: Error {}

    private static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "private-\(UUID().uuidString)")
        try PrivateFile.makeFolder(folder)
        return folder
    }

    @Test func `a file written in pieces holds all of them, and is nobody else's`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "findings.json")
        try PrivateFile.write(to: file) { take in for piece in ["one", "", "two\n"] { try take(Array(piece.utf8)) } }
        #expect(try String(contentsOf: file, encoding: .utf8) == "onetwo\n")
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func `a file whose pieces stop half-way is the one that was there before`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "findings.json")
        try PrivateFile.write(Data("before".utf8), to: file)
        #expect(throws: Stop.self) {
            try PrivateFile.write(to: file) { take in
                try take(Array("half".utf8))
                throw Stop()
            }
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == "before")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["findings.json"])
    }
}
