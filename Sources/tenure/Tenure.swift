import ArgumentParser
import CArena

/// The command tree; the folders beside this file are its branches.
@main
struct Tenure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenure",
        abstract: "Takes every AWS IAM user through one life, and proves at any moment who has access and who decided it.",
        discussion: """
            Start with 'tenure tour': it shows several users' whole lives in a simulated account.
            Exit status: 0 done, 1 failed, 2 refused by a rule, 3 findings, 4 needs attention, 64 usage.
            """,
        subcommands: [
            Init.self, TourCommand.self, Inbox.self, RequestCommands.self, UserCommands.self, Explain.self, Run.self, SyncCommand.self,
            StuckCommand.self, GuideCommands.self, AccountCommands.self, ProfileCommands.self, PersonCommands.self, WorkflowCommands.self,
            PolicyCommands.self, SnapshotCommands.self, CheckCommands.self, ExcessCommand.self, FixCommands.self, ReviewCommands.self,
            AuditCommands.self, SandboxCommands.self,
            Doctor.self, BackupCommand.self, RestoreCommand.self,
        ])

    /// Commands that judge whole accounts, mostly on one thread. Verifying a history allocates on two threads all the time, which would
    /// wait for each other.
    private static let judging = ["check", "excess"]

    /// Parses and runs. What the parser refuses is told as every other error is: why, and what to type next.
    static func main() async {
        if judging.contains(CommandLine.arguments.dropFirst().first ?? "") { tenure_use_one_heap() }
        let typing = Typing()
        do {
            try await start(typing)
        } catch let status as ExitCode {
            exit(withError: status)
        } catch {
            guard exitCode(for: error) != .success else { exit(withError: error) }
            UsageFailure(brief: message(for: error), full: fullMessage(for: error), typing: typing.refused).print()
            exit(withError: ExitStatus.usage.code)
        }
    }

    private nonisolated static func start(_ typing: Typing) async throws {
        var command = try Typing.$current.withValue(typing) { try parseAsRoot() }
        guard let waiting = command as? any AsyncParsableCommand else { return try command.run() }
        try await wait(for: waiting)
    }

    private nonisolated static func wait<Command: AsyncParsableCommand>(for command: Command) async throws {
        var command = command
        try await command.run()
    }
}
