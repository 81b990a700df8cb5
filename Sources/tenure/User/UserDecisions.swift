import ArgumentParser
import Engine
import IAM
import Ledger
import Lifecycle

/// The user that a command is about.
struct NamedUser: ParsableArguments {
    @Argument(help: ArgumentHelp("The user: name, ACCOUNT/NAME, person or id.", valueName: "user"))
    var user: String
}

extension Workplace {
    /// Decides on a user and tells what comes of it.
    func decide(_ command: UserCommand, on text: String, next: String) throws -> ExitStatus {
        let record = try office().decide(command, on: try find.user(text))
        Terminal.out("\(record.id) \(record.account)/\(record.name): \(next)\n")
        return .done
    }
}
