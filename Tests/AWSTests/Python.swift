import Foundation
import NIOCore
import NIOPosix

/// The Python that has botocore and moto: `TENURE_TEST_PYTHON`, else `.venv/bin/python` in the package, else `python3`.
enum Python {
    static var path: String {
        if let given = ProcessInfo.processInfo.environment["TENURE_TEST_PYTHON"], !given.isEmpty { return given }
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let own = package.appendingPathComponent(".venv/bin/python").path
        return FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
    }

    /// What a script prints when it is given that input; throws if it ends with another status than 0.
    static func run(_ script: String, input: String) throws -> String {
        let process = make(["-c", script])
        let (into, from) = (Pipe(), Pipe())
        process.standardInput = into
        process.standardOutput = from
        try process.run()
        Thread.detachNewThread {
            into.fileHandleForWriting.write(Data(input.utf8))
            try? into.fileHandleForWriting.close()
        }
        let output = from.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(status: process.terminationStatus) }
        return String(decoding: output, as: UTF8.self)
    }

    struct Failed: Error { let status: Int32 }

    static func make(_ arguments: [String], environment: [String: String] = [:]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [path] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        return process
    }
}

/// Moto's server on a free port of 127.0.0.1, ended when the body is.
enum Moto {
    static func run<Value>(
        environment: [String: String] = [:], _ body: (String) async throws -> Value
    ) async throws -> Value {
        let port = try await freePort()
        let process = Python.make(["-c", script, "-H", "127.0.0.1", "-p", String(port)], environment: environment)
        let lifeline = Pipe()
        process.standardInput = lifeline
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        // Not SIGTERM: threads of Swift's pool block signals, and a process that is started on one inherits that.
        defer {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        try await waitUntilOpen(port, process)
        return try await body("http://127.0.0.1:\(port)")
    }

    struct DidNotStart: Error {}

    // Its standard input ends when the tests do, however they end; then so does it.
    private static let script = """
        import os, sys, threading
        from moto.server import main
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        main(sys.argv[1:])
        """

    private static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port
        try await channel.close()
        guard let port else { throw DidNotStart() }
        return port
    }

    // A process of another program takes seconds to start: the one place where a test really waits.
    private static func waitUntilOpen(_ port: Int, _ process: Process) async throws {
        for _ in 0..<600 {
            guard process.isRunning else { throw DidNotStart() }
            let client = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            if let channel = try? await client.connect(host: "127.0.0.1", port: port).get() {
                try await channel.close()
                return
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw DidNotStart()
    }
}
