import ArgumentParser
import Ledger
import Lifecycle

/// `tenure request list`
struct RequestList: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List requests; the open ones unless told otherwise.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @OptionGroup var listing: ListingOptions
    @Option(name: .long, help: "Only this status; may be repeated.") var status: [Request.Status] = []
    @Flag(name: .long, help: "Those that have ended, too.") var all = false

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let statuses = !status.isEmpty ? status : all ? [] : [.submitted, .returned, .approved]
        let rows = try workplace.ledger.requestRows(.init(statuses: statuses))
        var list = Listing(
            columns: [
                ("ID", "id"), ("KIND", "kind"), ("STATUS", "status"), ("STAGE", "stage"), ("FOR", "subject"), ("BY", "requester"),
                ("PROFILE", "profile"), ("RISK", "risk"), ("SINCE", "since"),
            ])
        list.whenEmpty = "no open requests"
        list.rows = rows.map { row in
            [
                .text("\(row.id)"), .text(row.kind.rawValue), .text(row.status.rawValue), .optional(row.stage?.text),
                workplace.value(of: row.subject),
                .text(workplace.name(of: row.requester)), .optional(row.profile?.text), .text(row.risk.rawValue), .time(row.since),
            ]
        }
        try list.print(listing, in: workplace)
        return .done
    }
}
