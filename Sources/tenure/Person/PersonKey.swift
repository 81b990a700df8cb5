import ArgumentParser
import Engine
import Foundation
import Guides
import IAM
import Ledger
import Lifecycle

/// `tenure person key`
struct PersonKey: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Ask for an SSH public key to be registered; passwords are then encrypted to it.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The person: mail, name or id.", valueName: "person")) var person: String
    @Option(
        name: .long, help: ArgumentHelp("The key as it stands in a .pub file; read from standard input if left out.", valueName: "text"))
    var key: String?
    @OptionGroup var reason: ReasonOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        guard let text = key ?? readLine(), let parsed = SSHPublicKey(text: text) else {
            throw Trouble(
                "that is not an SSH public key", hint: "give the line of a .pub file: --key \"$(cat ~/.ssh/id_ed25519.pub)\"",
                status: .usage)
        }
        return try workplace.file(.addKey(person: try workplace.find.person(person).id, key: parsed), reason)
    }
}
