import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure review export`
struct ReviewExport: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write items as CSV, to be filled in and read back with 'tenure review import'.",
        discussion: """
            Fill in 'decision' (keep, keep-until, reduce, revoke or postpone), 'detail' (the day, or the groups) and 'reason'; leave a line's
            decision empty to decide it later. The items that wait for you, unless told otherwise.
            """)
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedReview
    @Flag(name: .long, help: "The items of all reviewers: for admins.") var all = false
    @Option(name: .long, help: "Write to a file; it then has a BOM and CRLF, so that a spreadsheet shows Korean.") var output: String?

    static let columns = ["item", "iam_id", "decision", "detail", "reason"]

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let me = try all ? workplace.require([.admin], to: "export everybody's items") : workplace.actor()
        let campaign = try workplace.find.review(named.review).state
        let reviewers = all ? [] : campaign.represented(by: me.id, at: workplace.now)
        let items = try everyPage {
            try workplace.ledger.items(
                ItemFilter(review: campaign.id, reviewers: reviewers, isUndecided: true), after: $0?.state.id, limit: 1_000)
        }.map(\.state)
        let ending = output == nil ? "\n" : "\r\n"
        let head = CSV.line(
            Self.columns + ["account", "user", "person", "profile", "groups", "risk", "flags", "if_silent"], ending: ending)
        let lines = items.map { item in
            let entry = item.entry
            return CSV.line(
                [
                    "\(item.id)", entry.user.text, "", "", "", entry.account.text, entry.name.description,
                    entry.person.map { workplace.name(of: $0) } ?? "", entry.profile?.text ?? "",
                    entry.groups.map(\.text).joined(separator: " "), entry.risk.rawValue,
                    entry.flags.map(\.rawValue).joined(separator: " "),
                    entry.silence.rawValue,
                ], ending: ending)
        }
        try workplace.write((output == nil ? "" : "\u{FEFF}") + head + lines.joined(), to: output)
        if output != nil { Terminal.note("\(Count.of(items.count, "item")); read it back with 'tenure review import FILE'") }
        return .done
    }
}
