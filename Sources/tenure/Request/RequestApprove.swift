import ArgumentParser
import Engine
import Lifecycle

/// `tenure request approve`
struct RequestApprove: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Say yes to the open stage of requests.",
        discussion: "Nobody approves their own request or their own access, and two approvals are two persons.")

    @OptionGroup var place: PlaceOptions
    @OptionGroup var decided: DecidedRequests

    func work(in workplace: Workplace) async throws -> ExitStatus { try workplace.decide(.approve, on: decided.requests) }
}
