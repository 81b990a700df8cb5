import ArgumentParser
import Engine
import Foundation
import Ledger
import Lifecycle

/// `tenure review show`
struct ReviewShow: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "How far a review is, who is late, and what is open; or one item, with all that a reviewer needs.",
        discussion: "Exit status 3 until the review is complete: everybody accounted for, and every revocation seen by a later look.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @OptionGroup var listing: ListingOptions
    @Argument(help: ArgumentHelp("The review: its name or id. Or an item's id.", valueName: "review")) var review: String
    @Argument(help: ArgumentHelp("One item: V-3/17, or 17.", valueName: "item")) var item: String?
    @Flag(name: .long, help: "Every item, one a line.") var items = false

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let campaign = try workplace.find.review(review).state
        if let item = item ?? (ItemID(text: review.uppercased()) != nil ? review : nil) {
            let id = Int(item).map { "\(campaign.id)/\($0)" } ?? item
            let found = try workplace.find.item(id).state
            try workplace.mayRead(found)
            try ItemScreen(item: found, campaign: campaign, place: workplace).print()
            return .done
        }
        let rows = try workplace.ledger.itemRows(ItemFilter(review: campaign.id))
        let isComplete = !campaign.isOpen && rows.allSatisfy(\.isComplete)
        if items || listing.chosen != .table {
            try ItemListing.print(rows, listing, in: workplace)
        } else {
            try CampaignScreen(campaign: campaign, rows: rows, place: workplace).print()
        }
        return isComplete ? .done : .findings
    }
}

extension Workplace {
    /// An item shows somebody's affairs: to its reviewer, a stand-in, an admin or an auditor.
    func mayRead(_ item: ReviewItem) throws {
        let person = try actor()
        let campaign = try find.review("\(item.id.review)").state
        if campaign.represented(by: person.id, at: now).contains(item.reviewer) { return }
        try require([.admin, .auditor], to: "see items that others review")
    }
}

/// The items of a review as a listing.
enum ItemListing {
    static func print(_ rows: [ItemRow], _ options: ListingOptions, in place: Workplace) throws {
        var list = Listing(
            columns: [
                ("ITEM", "item"), ("USER", "user"), ("IAM ID", "iamId"), ("PERSON", "person"), ("PROFILE", "profile"), ("RISK", "risk"),
                ("FLAGS", "flags"), ("REVIEWER", "reviewer"), ("DECISION", "decision"), ("BY", "by"), ("DECIDED", "decided"),
                ("CARRIED OUT", "carriedOut"), ("VERIFIED", "verified"), ("COMPLETE", "complete"),
            ])
        list.typed = ["item"]
        list.whenEmpty = "no items"
        var names: [PersonID: String] = [:]
        func name(_ id: PersonID?) -> Value {
            guard let id else { return .optional(nil) }
            if let known = names[id] { return .text(known) }
            let name = place.name(of: id)
            names[id] = name
            return .text(name)
        }
        list.rows = rows.map { row in
            [
                .text("\(row.id)"), .text(row.label), .text(row.user.text), .optional(row.personName), .optional(row.profile?.text),
                .text(row.risk.rawValue), .list(row.flags.map(\.rawValue)), name(row.reviewer), .text(row.standing), name(row.decidedBy),
                .time(row.decided), .time(row.carriedOut), .time(row.verified), .flag(row.isComplete),
            ]
        }
        try list.print(options, in: place)
    }
}
