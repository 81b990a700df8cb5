import ArgumentParser
import Engine
import IAM
import Lifecycle

/// `tenure profile`
struct ProfileCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile", abstract: "What can be asked for: named lists of IAM groups.",
        subcommands: [ProfileAdd.self, ProfileList.self, ProfileShow.self])
}
