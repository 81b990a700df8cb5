import ArgumentParser

/// `tenure policy`
struct PolicyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "IAM policies: what they name, what is wrong with them, what they allow, and what is proved of that.",
        subcommands: [
            PolicyShow.self,
            PolicyLint.self,
            PolicySimulate.self,
            PolicyExpand.self,
            PolicyProve.self,
        ])
}
