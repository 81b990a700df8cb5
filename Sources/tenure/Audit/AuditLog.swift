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
    @Flag(name: .long, help: "Go on with what is recorded from now, until interrupted.") var follow = false

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let me = try workplace.actor()
        var filter = try events.filter(in: workplace)
        let rules = try workplace.rules()
        if !rules.has(.auditor, me.id), !rules.has(.admin, me.id) { filter.about = me.id }
        var last = try workplace.ledger.size()
        let isEmpty = try tell(filter, after: 0, upTo: last, workplace) == 0
        if isEmpty, !follow { Terminal.note("tenure: no event fits") }
        while follow {
            try await workplace.home.world.sleep(.seconds(1))
            let size = try workplace.ledger.size()
            _ = try tell(filter, after: last, upTo: size, workplace)
            last = size
        }
        return .done
    }

    /// Prints the events of a part of the history, and says how many there were.
    private func tell(_ filter: EventFilter, after start: Int, upTo bound: Int, _ workplace: Workplace) throws -> Int {
        var count = 0
        try eachPage(
            of: { try workplace.ledger.events(filter, after: $0?.seq ?? start, upTo: bound, limit: 500) },
            do: { page in
                for logged in page { Terminal.out(HistoryLine(logged: logged, place: workplace).text(width: Terminal.width)) }
                count += page.count
            })
        return count
    }
}

/// The formats of an export.
enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
    case jsonl, csv
    /// A page for people.
    case html
}
