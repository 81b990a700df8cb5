import ArgumentParser
import Engine
import Foundation
import IAM
import Lifecycle

/// `tenure account list`
struct AccountList: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the accounts.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @OptionGroup var listing: ListingOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        var list = Listing(columns: [
            ("NAME", "name"), ("ID", "id"), ("PARTITION", "partition"), ("REACHED", "reached"), ("USERS", "users"),
            ("LOOKED AT", "lookedAt"),
        ])
        list.whenEmpty = "no accounts; add one with 'tenure account add'"
        list.rows = try workplace.rules().accounts.values.sorted { $0.alias < $1.alias }.map { account in
            let view = try workplace.ledger.account(account.alias)?.state
            return [
                .text(account.alias.text), .text(account.id.text), .text(account.partition.rawValue), .text(account.reach.rawValue),
                .number(view?.userCount ?? 0), .time(view?.seen),
            ]
        }
        try list.print(listing, in: workplace)
        return .done
    }
}
