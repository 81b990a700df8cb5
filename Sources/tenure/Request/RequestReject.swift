import ArgumentParser
import Engine
import Lifecycle

/// `tenure request reject`
struct RequestReject: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "reject", abstract: "Say no to requests.")

    @OptionGroup var place: PlaceOptions
    @OptionGroup var decided: DecidedRequests
    @OptionGroup var signing: SigningOptions
    @Option(name: .long, help: "Why.") var reason: String

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try workplace.decide(.reject(try workplace.reason(reason)), on: decided.requests, signing.chosen())
    }
}
