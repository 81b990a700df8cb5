import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox

/// `tenure sandbox`
struct SandboxCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox", abstract: "Play with a simulated account: move the clock, act as its users.",
        subcommands: [SandboxAdvance.self, SandboxAct.self])
}
