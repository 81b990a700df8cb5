import ArgumentParser
import Engine
import IAM
import Ledger
import Lifecycle

/// `tenure user extend`
struct UserExtend: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "extend", abstract: "Move a user's deadline; a recorded decision, and the only thing that does.")
    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedUser
    @OptionGroup var reason: ReasonOptions
    @Option(name: .long, help: ArgumentHelp("The last day.", valueName: "YYYY-MM-DD")) var until: String

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let end = try workplace.endOfDay(until)
        return try workplace.decide(
            .extend(end, try workplace.reason(reason.reason)), on: named.user, next: "has until \(workplace.text(end))")
    }
}
