import ArgumentParser
import Engine
import Foundation
import IAM
import Lifecycle

/// `tenure check purpose`
struct CheckPurpose: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purpose", abstract: "The register of what root was used for.", subcommands: [Add.self, List.self])

    /// `tenure check purpose add`
    struct Add: HomeCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Ask that a use of root be put on record with its purpose, before it or after it.",
            discussion: "A second admin approves it; then the check root-used passes for uses in that time.")

        @OptionGroup var place: PlaceOptions
        @Option(name: .long, help: "The account; may be left out if there is one.") var account: AccountAlias?
        @Option(name: .long, help: ArgumentHelp("Its first day or moment.", valueName: "time")) var from: String
        @Option(name: .long, help: ArgumentHelp("Its last day or moment.", valueName: "time")) var to: String
        @OptionGroup var reason: ReasonOptions

        func work(in workplace: Workplace) async throws -> ExitStatus {
            let account = try workplace.account(account)
            let (first, last) = (try workplace.moment(from, endOfDay: false), try workplace.moment(to, endOfDay: true))
            return try workplace.file(.addPurpose(account: account.alias, from: first, to: last), reason)
        }
    }

    /// `tenure check purpose list`
    struct List: HomeCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the purposes on record, and the uses of root that none of them covers.")
        static let onlyReads = true

        @OptionGroup var place: PlaceOptions
        @Option(name: .long, help: "Only of this account.") var account: AccountAlias?
        @OptionGroup var listing: ListingOptions

        func work(in workplace: Workplace) async throws -> ExitStatus {
            try workplace.require([.admin, .auditor], to: "see what root was used for")
            var list = Listing(columns: [
                ("ACCOUNT", "account"), ("WHAT", "what"), ("REQUEST", "request"), ("FROM", "from"), ("TO", "to"), ("TICKET", "ticket"),
                ("APPROVED BY", "approvedBy"), ("REASON", "reason"),
            ])
            list.typed = ["request"]
            list.whenEmpty = "no purpose is on record, and no snapshot has shown a use of root"
            for alias in try workplace.accounts(named: account.map { [$0] } ?? []).map(\.alias) {
                guard let register = try workplace.ledger.register(alias)?.state else { continue }
                list.rows += try rows(of: register, workplace)
            }
            try list.print(listing, in: workplace)
            return .done
        }

        private func rows(of register: AccountRegister, _ workplace: Workplace) throws -> [[Value]] {
            let approvers = try workplace.home.approvers(of: register.purposes.map(\.request))
            let purposes: [[Value]] = register.purposes.map { purpose in
                [
                    .text(register.alias.text), .text("purpose"), .text("\(purpose.request)"), .time(purpose.from), .time(purpose.to),
                    .optional(purpose.ticket?.description), .optional(approvers[purpose.request]), .text(purpose.reason.description),
                ]
            }
            let open = register.rootUses.filter { use in !register.purposes.contains { $0.covers(use.at) } }.sorted { $0.at < $1.at }
            return purposes
                + open.map { use in
                    [
                        .text(register.alias.text), .text("use of \(use.means.rawValue)"), .optional(nil), .time(use.at), .time(use.at),
                        .optional(nil), .optional(nil), .optional(nil),
                    ]
                }
        }
    }
}
