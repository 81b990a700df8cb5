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
        var after = 0
        while true {
            let page = try workplace.ledger.events(filter, after: after, upTo: bound, limit: 500)
            for logged in page {
                Terminal.out(
                    "\(logged.seq)  \(workplace.text(logged.recorded.at))  \(logged.recorded.stream)  \(teller.line(logged.recorded))\n")
            }
            guard let last = page.last else {
                if after == 0 { Terminal.note("tenure: no event fits") }
                return .done
            }
            after = last.seq
        }
    }
}

/// The formats of an export.
enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
    case jsonl, csv
}
