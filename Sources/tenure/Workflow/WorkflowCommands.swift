import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure workflow`
struct WorkflowCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workflow", abstract: "The declared lives of users.",
        subcommands: [WorkflowList.self, WorkflowShow.self, WorkflowLint.self, WorkflowLoad.self])
}
