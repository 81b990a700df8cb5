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
    @Flag(name: .long, help: "Decide nothing; print the statement to sign.") var toSign = false
    @Option(name: .long, help: ArgumentHelp("The statement and its signature, one below the other.", valueName: "file"))
    var signed: String?

    var isReading: Bool { toSign }

    func validate() throws {
        guard signed == nil && !toSign || decided.requests.count == 1 else {
            throw ValidationError("one statement is about one request; name one")
        }
    }

    func work(in workplace: Workplace) async throws -> ExitStatus {
        if toSign {
            let id = try workplace.find.request(decided.requests[0]).state.id
            Terminal.out(try workplace.office().statement(of: .approve, on: id))
            return .done
        }
        return try workplace.decide(
            .approve, on: decided.requests,
            try signed.map { .done(try SignedText(try InputFile.text(of: $0)).signed) } ?? signing.chosen())
    }
}
