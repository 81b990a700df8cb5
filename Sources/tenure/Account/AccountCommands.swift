import ArgumentParser
import Engine
import Foundation
import IAM
import Lifecycle

/// `tenure account`
struct AccountCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "The AWS accounts under management.",
        subcommands: [AccountAdd.self, AccountList.self, AccountShow.self, AccountPolicy.self, AccountDuty.self])
}
