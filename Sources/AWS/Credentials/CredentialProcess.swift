import Foundation

/// Credentials that a program prints. It is started without a shell, with tenure's standard input and standard error,
/// so that it can ask and explain.
struct CredentialProcess: Sendable {
    let command: String
    let profile: String
    let environment: [String: String]

    /// Runs the program. What it prints is never quoted in an error.
    func load() async throws -> Credentials {
        guard let words = Self.words(command), let program = words.first else {
            throw CredentialError("credential_process of profile '\(profile)' has an open quote", hint: "close it in the config file")
        }
        guard let path = find(program) else {
            throw CredentialError(
                "credential_process of profile '\(profile)': there is no program '\(program)'",
                hint: "give its whole path in the config file")
        }
        let (status, output) = try await run(path, Array(words.dropFirst()))
        guard status == 0 else {
            throw CredentialError(
                "credential_process of profile '\(profile)' ended with status \(status)", hint: "run it by hand: \(program) …")
        }
        guard let found = CredentialDocument.credentials(in: output, origin: "credential_process of profile '\(profile)'") else {
            throw CredentialError(
                "credential_process of profile '\(profile)' printed no credentials of version 1",
                hint: "run it by hand: \(program) …")
        }
        return found
    }

    private func run(_ path: String, _ arguments: [String]) async throws -> (status: Int32, output: Data) {
        let result: Result<(Int32, Data), any Error> = await withCheckedContinuation { continuation in
            // Reading and waiting block, so they get a thread of their own. Threads of the pool block signals, which a
            // process would inherit and then not end with Ctrl-C.
            Thread.detachNewThread { [environment] in
                var none = sigset_t()
                sigemptyset(&none)
                pthread_sigmask(SIG_SETMASK, &none, nil)
                continuation.resume(returning: Result { try Self.run(path, arguments, environment) })
            }
        }
        do {
            return try result.get()
        } catch {
            throw CredentialError(
                "credential_process of profile '\(profile)' cannot be started: \(path)", hint: "type 'ls -l \(path)' and check it")
        }
    }

    private static func run(_ path: String, _ arguments: [String], _ environment: [String: String]) throws -> (Int32, Data) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = environment
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    private func find(_ program: String) -> String? {
        let candidates =
            program.contains("/")
            ? [program] : (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(program)" }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// A command line's words as a POSIX shell splits them, quotes and backslashes resolved; nil if a quote stays open.
    static func words(_ line: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in line {
            if isEscaped {
                let keeps = quote == "\"" && character != "\"" && character != "\\"
                word = (word ?? "") + (keeps ? "\\" : "") + String(character)
                isEscaped = false
            } else if character == "\\" && quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        guard quote == nil, !isEscaped else { return nil }
        return words + (word.map { [$0] } ?? [])
    }
}
