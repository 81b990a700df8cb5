import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure audit log`
struct AuditLog: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Print the history: when, who, what, to whom, why.",
        discussion: "Auditors and admins see everything; others see what is about themselves.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @OptionGroup var events: EventOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let me = try workplace.actor()
        var filter = try events.filter(in: workplace)
        let rules = try workplace.rules()
        if !rules.has(.auditor, me.id), !rules.has(.admin, me.id) { filter.about = me.id }
        let teller = EventTelling(place: workplace)
        let bound = try workplace.ledger.size()
        var isEmpty = true
        try eachPage(
            of: { try workplace.ledger.events(filter, after: $0?.seq ?? 0, upTo: bound, limit: 500) },
            do: { page in
                isEmpty = false
                for logged in page {
                    Terminal.out(
                        "\(logged.seq)  \(workplace.text(logged.recorded.at))  \(logged.recorded.stream)  \(teller.line(logged.recorded))\n"
                    )
                }
            })
        if isEmpty { Terminal.note("tenure: no event fits") }
        return .done
    }
}

/// The formats of an export.
enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
    case jsonl, csv
}
