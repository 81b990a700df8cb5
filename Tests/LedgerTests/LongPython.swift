import Foundation
import Testing

/// A Python program that goes on running: a question a line, an answer a line.
final class LongPython {
    private let process = Process()
    private let (input, output) = (Pipe(), Pipe())
    private var buffer = Data()

    /// Starts it with these arguments.
    init(_ arguments: [String]) throws {
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// What it says to a question.
    func ask(_ question: String) throws -> String {
        try send(question)
        return try answer()
    }

    /// Asks, so that something else can be done until the answer is there.
    func send(_ question: String) throws { try input.fileHandleForWriting.write(contentsOf: Data((question + "\n").utf8)) }

    /// What it says to the question that was sent first and is not answered yet.
    func answer() throws -> String {
        while true {
            if let feed = buffer.firstIndex(of: 0x0A) {
                defer { buffer = Data(buffer[(feed + 1)...]) }
                return String(decoding: buffer[..<feed], as: UTF8.self)
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw CocoaError(.fileReadUnknown) }
            buffer += more
        }
    }

    /// The verifier that ships, asked about one folder after the other.
    static func verifier(_ options: [String] = []) throws -> LongPython {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/Verifier").standardized
        let program = """
            import contextlib, io, sys
            sys.dont_write_bytecode = True
            sys.path.insert(0, sys.argv[1])
            import verify
            for folder in sys.stdin:
                with contextlib.redirect_stdout(io.StringIO()):
                    status = verify.main([folder[:-1]] + sys.argv[2:])
                print(status, flush=True)
            """
        return try LongPython(["-c", program, folder.path] + options)
    }
}
