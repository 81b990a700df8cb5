import ArgumentParser
import Engine
import Foundation
import Lifecycle

/// `tenure request approve`
struct RequestApprove: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Say yes to the open stage of requests.",
        discussion: """
            Nobody approves their own request or their own access, and two approvals are two persons. --sign puts your SSH key's signature \
            under the decision. Where your key cannot be reached, on a shared host through sudo, sign elsewhere:
              tenure request approve R-17 --to-sign > statement
              ssh-keygen -Y sign -n tenure-decision -f ~/.ssh/id_ed25519 statement
              cat statement statement.sig | tenure request approve R-17 --signed /dev/stdin
            """)

    @OptionGroup var place: PlaceOptions
    @OptionGroup var decided: DecidedRequests
    @OptionGroup var signing: SigningOptions

    var isReading: Bool { signing.toSign }

    func validate() throws { try signing.refuse(several: decided.requests.count) }

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try await signing.attend(in: workplace) { signing, _ in try workplace.decide(.approve, on: decided.requests, signing) }
    }
}
