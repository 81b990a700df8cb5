import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure audit prove`
struct AuditProve: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove", abstract: "Write what shows that one event stands in the signed history.",
        discussion:
            "The file is a c2sp.org/tlog-proof with the event inside; 'tenure audit verify FILE --key KEY' checks it without a home.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The event's number, as 'tenure audit log' shows it.", valueName: "event")) var event: Int
    @Option(name: .long, help: ArgumentHelp("A file instead of standard output, as in 17.tlog-proof.", valueName: "file")) var output:
        String?

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try workplace.require([.auditor, .admin], to: "prove events")
        guard let last = try workplace.ledger.lastCheckpoint(), event >= 1, event <= last.size,
            let proof = try workplace.ledger.inclusionProof(of: event, in: last.size),
            let logged = try workplace.ledger.events(after: event - 1, limit: 1).first
        else {
            throw Refusal(
                .wrongState, "no checkpoint covers an event \(event)",
                hint: "see the numbers with 'tenure audit log'; sign them with 'tenure audit checkpoint'")
        }
        let file = TreeProofFile(of: logged, proof, under: try last.read().note)
        try workplace.write(file.text, to: output)
        return .done
    }
}
