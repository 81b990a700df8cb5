import ArgumentParser
import Checks
import Lifecycle

/// `tenure check`
struct CheckCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "What is wrong in an account, from a snapshot of it.",
        subcommands: [CheckRun.self, CheckList.self, CheckExplain.self, CheckWaive.self, CheckPurpose.self, CheckAttest.self])
}

extension CheckID: ExpressibleByArgument {}
extension Severity: ExpressibleByArgument {}
