import ArgumentParser
import Ledger
import Lifecycle

/// `tenure review list`
struct ReviewList: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the reviews, the newest first.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @OptionGroup var listing: ListingOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        var list = Listing(
            columns: [
                ("ID", "id"), ("NAME", "name"), ("SCOPE", "scope"), ("USERS", "users"), ("UNDECIDED", "undecided"), ("OPEN", "incomplete"),
                ("OPENED", "opened"), ("DUE", "due"), ("CLOSED", "closed"),
            ])
        list.whenEmpty = "no reviews; open one with 'tenure review open NAME'"
        list.rows = try workplace.ledger.reviewRows().reversed().map { row in
            [
                .text("\(row.id)"), .text(row.name.text), .text(row.scope), .number(row.population),
                .number(try workplace.ledger.itemCount(ItemFilter(review: row.id, isUndecided: true))),
                .number(try workplace.ledger.itemCount(ItemFilter(review: row.id, isComplete: false))), .time(row.opened), .time(row.due),
                .time(row.closed),
            ]
        }
        try list.print(listing, in: workplace)
        return .done
    }
}
