import Engine
import Foundation
import IAM
import Lifecycle
import Sandbox

#if canImport(Glibc)
    import Glibc
#endif

/// Plays the tour: every command is a process of its own, started as a person at a shell would.
struct TourStage {
    private let folder: String
    private let program: URL

    init(folder: String) throws {
        self.folder = folder
        program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        Terminal.out("$ tenure init \(folder) --sandbox\n")
        try run(TourLine(["init", folder, "--sandbox"]))
        Terminal.out("$ cd \(folder)\n")
        try plantFoundUser()
        guard FileManager.default.changeCurrentDirectoryPath(folder) else {
            throw Trouble("'\(folder)' cannot be entered", hint: "name another folder: tenure tour DIR")
        }
    }

    /// Plays one scene. A command that ends otherwise than it should stops the tour: nothing is shown that is not so.
    func play(_ scene: TourScene) throws {
        Terminal.out("\n# \(scene.title)\n")
        for line in scene.lines {
            let actor = line.actor.map { "TENURE_ACTOR=\($0) " } ?? ""
            let input = line.input.map { " < \($0)" } ?? ""
            let typed = [line.program ?? "tenure"] + line.words
            Terminal.out("$ \(actor)\(typed.map(Self.quoted).joined(separator: " "))\(input)\n")
            try run(line)
        }
    }

    /// Says what is left to look at.
    func close() {
        Terminal.out(
            """

            # left in \(folder): out/guides and out/mail (open the .html files in a browser), workflows, templates, and the ledger.
            # out/checks.html is what the checks found, and out/review.html what the review came to: pages for an auditor.
            # out/history is the whole history with its proof: python3 out/history/verify.py out/history
            # go on playing: cd \(folder); tenure inbox; tenure user list --all; tenure audit log; tenure sandbox advance 30d; tenure run

            """)
    }

    private func run(_ line: TourLine) throws {
        var environment = ProcessInfo.processInfo.environment
        environment["TENURE_HOME"] = nil
        environment["TENURE_ACTOR"] = line.actor
        let ended = try Self.spawn(
            [line.program ?? program.path] + line.words, environment.map { "\($0.key)=\($0.value)" }, reading: line.input)
        guard ended == line.status.rawValue else {
            throw Trouble(
                "the tour's command '\(line.program ?? "tenure") \(line.words.joined(separator: " "))' ended with \(ended) instead of \(line.status.rawValue)",
                hint: "please report it with the output above")
        }
    }

    // Foundation's Process takes a fifth of a second to notice an end, which over all commands would be most of the tour.
    private static func spawn(_ words: [String], _ environment: [String], reading input: String?) throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // What goes wrong is part of the show: it stands where a terminal would show it.
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        if let input { posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0) }
        let arguments = words.map { strdup($0) } + [nil]
        let variables = environment.map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var child = pid_t()
        guard posix_spawnp(&child, words[0], &actions, nil, arguments, variables) == 0 else {
            throw Trouble("the tour cannot start '\(words[0])'", hint: "start it as an installed program")
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    }

    private static func quoted(_ word: String) -> String {
        word.isEmpty || word.contains(where: { $0 == " " || $0 == "…" }) ? "\"\(word)\"" : word
    }

    // The account holds a user that nobody asked for, as accounts do: a console password, a group, and no MFA.
    private func plantFoundUser() throws {
        let place = try Workplace.open(URL(filePath: folder, directoryHint: .isDirectory))
        let sandbox = try place.sandbox(try place.account(try AccountAlias("demo")))
        let name = try UserName("minho.lee")
        let password = "Found-in-2019-\(UInt32.random(in: .min ... .max))"
        try sandbox.seedUser(name, path: try IAMPath("/"), password: Password(password))
        try sandbox.seedMembership(of: name, in: try GroupName("developers"))
        let memory = Home.url(.sandbox, in: place.directory).appending(path: "people/demo-\(name)")
        try PrivateFile.write(Data(password.utf8), to: memory)
        place.ledger.close()
    }
}
