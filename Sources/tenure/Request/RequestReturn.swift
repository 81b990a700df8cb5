import ArgumentParser
import Engine
import Lifecycle

/// `tenure request return`
struct RequestReturn: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "return", abstract: "Send requests back to be changed.")

    @OptionGroup var place: PlaceOptions
    @OptionGroup var decided: DecidedRequests
    @OptionGroup var signing: SigningOptions
    @Option(name: .long, help: "What has to change.") var reason: String

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try workplace.decide(.sendBack(try workplace.reason(reason)), on: decided.requests, signing.chosen())
    }
}
