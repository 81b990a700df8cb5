import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A program that is run with fixed arguments and given its input; no shell reads either.
struct Subprogram {
    private let command: [String]

    init(_ command: [String]) { self.command = command }

    /// Runs it to its end, or stops it when it takes too long; returns its exit status and drops its output.
    func run(input: Data, patience: TimeInterval) throws -> Int32 { try run(input: input, patience: patience, output: nil) }

    /// Runs it to its end and returns what it printed, which must be short.
    func ask(input: Data, patience: TimeInterval) throws -> Data {
        let pipe = Pipe()
        let status = try run(input: input, patience: patience, output: pipe)
        try? pipe.fileHandleForWriting.close()
        guard status == 0 else { throw DeliveryError("'\(command.first ?? "")' ended with \(status)") }
        // It has ended: what it printed stands in the pipe, which holds more than any signature.
        return try pipe.fileHandleForReading.read(upToCount: 4_096) ?? Data()
    }

    /// Runs it at the terminal of whoever called, whom it may ask for something; returns its exit status and drops its output.
    ///
    /// It stays in our process group, where `Process` would not leave it: a program in the background cannot read from a terminal.
    func attend() throws -> Int32 {
        guard let name = command.first, let path = Self.find(name) else {
            throw DeliveryError("there is no program '\(command.first ?? "")'")
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        guard posix_spawn(&child, path, &actions, nil, &arguments, environ) == 0 else {
            throw DeliveryError("'\(name)' could not be started")
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { throw DeliveryError("'\(name)' was lost") }
        }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }

    private func run(input: Data, patience: TimeInterval, output: Pipe?) throws -> Int32 {
        guard let name = command.first, let path = Self.find(name) else {
            throw DeliveryError("there is no program '\(command.first ?? "")'")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = Array(command.dropFirst())
        let pipe = Pipe()
        process.standardInput = pipe
        if let output { process.standardOutput = output } else { process.standardOutput = FileHandle.nullDevice }
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        // A program that exits without reading must not take us along.
        signal(SIGPIPE, SIG_IGN)
        try? pipe.fileHandleForWriting.write(contentsOf: input)
        try? pipe.fileHandleForWriting.close()
        guard ended.wait(timeout: .now() + patience) == .success else {
            process.terminate()
            throw DeliveryError("'\(name)' did not end within \(Int(patience)) seconds")
        }
        return process.terminationStatus
    }

    /// Where a program stands; nil if it is not in one of the system's folders.
    static func find(_ name: String) -> String? {
        if name.contains("/") { return FileManager.default.isExecutableFile(atPath: name) ? name : nil }
        return ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"].map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
