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
        commandName: "key", abstract: "Ask for an SSH public key to be registered, or taken away.",
        discussion: """
            A registered key signs the person's decisions (tenure request approve --sign), and passwords are encrypted to it. \
            Once it is taken away, what it signs does not count any more; what it signed before still does.
            """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The person: mail, name or id.", valueName: "person")) var person: String
    @Option(
        name: .long, help: ArgumentHelp("The key as it stands in a .pub file; read from standard input if left out.", valueName: "text"))
    var key: String?
    @Flag(name: .long, help: "Take the key away.") var remove = false
    @OptionGroup var reason: ReasonOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        guard let text = key ?? readLine(), let parsed = SSHPublicKey(text: text) else {
            throw Trouble(
                "that is not an SSH public key", hint: "give the line of a .pub file: --key \"$(cat ~/.ssh/id_ed25519.pub)\"",
                status: .usage)
        }
        let id = try workplace.find.person(person).id
        if !remove, !parsed.signsDecisions {
            Terminal.note(
                "tenure: warning: decisions cannot be signed with keys of kind '\(parsed.kind)'; 'ssh-keygen -t ed25519' makes one that can"
            )
        }
        return try workplace.file(remove ? .removeKey(person: id, key: parsed) : .addKey(person: id, key: parsed), reason)
    }
}
