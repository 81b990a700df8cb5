import ArgumentParser
import Engine
import Foundation
import Guides
import IAM
import Ledger
import Lifecycle

/// `tenure guide list`
struct GuideList: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List which guides and mails reached whom.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @OptionGroup var listing: ListingOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        var list = Listing(columns: [
            ("USER", "user"), ("PERSON", "person"), ("WHAT", "what"), ("DELIVERED", "delivered"), ("DUTY OF CARE", "dutyOfCare"),
        ])
        list.whenEmpty = "nothing was delivered yet"
        try eachPage(
            of: { try workplace.ledger.users(.init(), after: $0?.state.id, limit: 500) },
            do: { page in
                for record in page.map(\.state) {
                    list.rows += record.deliveries.map { delivery in
                        [
                            .text("\(record.account)/\(record.name)"), .text(workplace.name(of: record.person)),
                            .text(Self.text(delivery.what)), .time(delivery.at), .optional(delivery.duty),
                        ]
                    }
                }
            })
        try list.print(listing, in: workplace)
        return .done
    }

    private static func text(_ what: Delivery.What) -> String {
        switch what {
        case .guide(let kind): "guide \(kind.rawValue)"
        case .password: "password"
        case .reminder: "reminder"
        case .prompt: "reminder to those it waits for"
        case .suspension: "suspension"
        }
    }
}
