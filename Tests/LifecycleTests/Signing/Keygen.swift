import Foundation
import Testing

/// OpenSSH's own `ssh-keygen`, which our reading of its signatures is compared with.
final class Keygen {
    let folder = FileManager.default.temporaryDirectory.appending(path: "keygen-\(UUID().uuidString)")

    static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/ssh-keygen")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Makes a key pair and returns the public line.
    func make(_ type: String, named name: String) throws -> String {
        #expect(try run(["-q", "-t", type, "-N", "", "-C", "", "-f", path(name)]) == 0)
        return try String(contentsOf: folder.appending(path: name + ".pub"), encoding: .utf8)
    }

    /// Signs a text with a key that was made.
    func sign(_ text: String, with name: String, namespace: String) throws -> String {
        try Data(text.utf8).write(to: folder.appending(path: "text"))
        try? FileManager.default.removeItem(at: folder.appending(path: "text.sig"))
        #expect(try run(["-q", "-Y", "sign", "-n", namespace, "-f", path(name), path("text")]) == 0)
        return try String(contentsOf: folder.appending(path: "text.sig"), encoding: .utf8)
    }

    /// Whether it takes the signature for one of that key under the text.
    func accepts(_ signature: String, of text: Data, key: String, namespace: String) throws -> Bool {
        try Data("someone \(key)\n".utf8).write(to: folder.appending(path: "allowed"))
        try Data(signature.utf8).write(to: folder.appending(path: "signature"))
        try text.write(to: folder.appending(path: "message"))
        let arguments = ["-Y", "verify", "-f", path("allowed"), "-I", "someone", "-n", namespace, "-s", path("signature")]
        return try run(arguments, input: folder.appending(path: "message")) == 0
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    private func run(_ arguments: [String], input: URL? = nil) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/ssh-keygen")
        process.arguments = arguments
        process.standardInput = try input.map { try FileHandle(forReadingFrom: $0) } ?? FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
