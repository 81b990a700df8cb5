import ArgumentParser
import Engine
import IAM
import Ledger
import Lifecycle

/// `tenure stuck`
struct StuckCommand: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "stuck", abstract: "List users past a deadline: since when, waiting for whom, and what comes next.",
        discussion:
            "Worked out from state and time on every read. Exit status 3 when there are any. What was not looked at lately is unknown, never fine."
    )
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @OptionGroup var listing: ListingOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let contexts = UserContexts(home: workplace.home)
        var list = Listing(
            columns: [
                ("ID", "id"), ("USER", "user"), ("WHAT", "verdict"), ("STATE", "state"), ("SINCE", "since"), ("DEADLINE", "deadline"),
                ("WAITS FOR", "waitsFor"),
                ("NEXT", "consequence"), ("WHY", "why"), ("REMEDY", "remedy"),
            ])
        list.typed = ["remedy"]
        list.whenEmpty = "nobody is stuck"
        try eachPage(
            of: { try workplace.ledger.users(.init(isRevoked: false), after: $0?.state.id, limit: 500) },
            do: { page in
                for found in page {
                    guard let stuck = found.state.stuck(in: try contexts.context(of: found.state)) else { continue }
                    list.rows.append(row(found.state, stuck, workplace))
                }
            })
        try list.print(listing, in: workplace)
        return list.rows.isEmpty ? .done : .findings
    }

    private func row(_ record: UserRecord, _ stuck: Stuck, _ workplace: Workplace) -> [Value] {
        let first = stuck.blockers.first
        let why =
            switch stuck.verdict {
            case .failing: record.setback?.reason ?? record.transit?.lastFailure
            case .unknown: "the account was not looked at lately"
            case .gone: "gone from IAM, and not by tenure"
            case .overdue: first?.reason ?? (stuck.waitsFor == .tenure ? "it was not carried out yet" : nil)
            }
        let remedy =
            switch stuck.verdict {
            case .unknown: "tenure sync"
            case .gone: "tenure user revoke \(record.id) --reason …"
            case .failing, .overdue: first?.remedy ?? (stuck.waitsFor == .tenure ? "tenure run" : "tenure explain \(record.id)")
            }
        let awaited = stuck.waitsFor == .subject ? workplace.name(of: record.person) : stuck.waitsFor.rawValue
        return [
            .text("\(record.id)"), .text("\(record.account)/\(record.name)"), .text(stuck.verdict.rawValue), .text(record.state.text),
            .time(stuck.since),
            .time(stuck.deadline), .text(awaited), .optional(stuck.consequence?.text), .optional(why), .text(remedy),
        ]
    }
}
