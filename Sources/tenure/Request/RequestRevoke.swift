import ArgumentParser
import Engine
import IAM
import Lifecycle

/// `tenure request revoke`
struct RequestRevoke: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Ask for the end of a user; for yourself or those you answer for, no approval is needed.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The user: name, ACCOUNT/NAME, person or id.", valueName: "user")) var user: String
    @OptionGroup var reason: ReasonOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let record = try workplace.find.user(user).state
        let request = try workplace.office().file(try workplace.filing().revoke(try workplace.draft(reason), of: record))
        Terminal.out("\(request.id): \(workplace.sentence(about: request))\n")
        try workplace.tellWhatIsNext(for: request)
        return .done
    }
}
