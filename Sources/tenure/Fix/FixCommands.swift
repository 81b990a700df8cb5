import ArgumentParser

/// `tenure fix`
struct FixCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fix", abstract: "Repair what checks have found: as a plan that is read before it is applied.",
        subcommands: [FixPlan.self, FixApply.self])
}
