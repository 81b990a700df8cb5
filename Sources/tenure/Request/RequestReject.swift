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

    var isReading: Bool { signing.toSign }

    func validate() throws { try signing.refuse(several: decided.requests.count) }

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try await signing.attend(in: workplace) { signing, seal in
            try workplace.decide(.reject(try seal(reason)), on: decided.requests, signing)
        }
    }
}
