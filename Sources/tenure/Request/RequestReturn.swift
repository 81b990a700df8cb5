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

    var isReading: Bool { signing.toSign }

    func validate() throws { try signing.refuse(several: decided.requests.count) }

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try await signing.attend(in: workplace) { signing, seal in
            try workplace.decide(.sendBack(try seal(reason)), on: decided.requests, signing)
        }
    }
}
