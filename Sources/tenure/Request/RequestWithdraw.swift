import ArgumentParser
import Engine
import Lifecycle

/// `tenure request withdraw`
struct RequestWithdraw: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "withdraw", abstract: "Take requests of yours back.")

    @OptionGroup var place: PlaceOptions
    @OptionGroup var decided: DecidedRequests
    @Option(name: .long, help: "Why.") var reason: String?

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try workplace.decide(.withdraw(try reason.map(workplace.reason)), on: decided.requests)
    }
}
