import ArgumentParser

/// `tenure policy`
struct PolicyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "IAM policies: what they name, what is wrong with them.",
        subcommands: [
            PolicyExpand.self,
            PolicyLint.self,
        ])
}
