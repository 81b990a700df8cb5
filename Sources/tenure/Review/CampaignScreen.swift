import Engine
import Foundation
import Ledger
import Lifecycle

/// A review on one screen: what was frozen, how far it is by reviewer and by risk, and what is open.
struct CampaignScreen {
    let campaign: Campaign
    let rows: [ItemRow]
    let place: Workplace

    // So many lines of what is open are told; all stand in '--items'.
    private static let most = 20

    func print() throws {
        place.print(facts)
        Terminal.out("\nby reviewer\n")
        for line in reviewers { Terminal.out("  \(line)\n") }
        Terminal.out("\nby risk\n")
        for line in risks { Terminal.out("  \(line)\n") }
        let open = try openLines()
        guard !open.isEmpty else {
            Terminal.out(
                "\n\(campaign.isOpen ? "everything is decided; close it with 'tenure review close \(campaign.opening.name)'" : "complete")\n"
            )
            return
        }
        Terminal.out("\nopen\n")
        for line in open { Terminal.out("  \(line)\n") }
    }

    private var facts: [(String, String)] {
        let opening = campaign.opening
        let (decided, silent, gone) = tally
        var facts = [
            ("review", "\(campaign.id) \(opening.name)"), ("scope", opening.scope.text),
            ("opened", "\(place.text(campaign.opened)) by \(place.name(of: campaign.by))"), ("due", place.text(opening.due) + left),
            ("population", "\(opening.population.count), digest \(opening.population.digest.text)"),
        ]
        for source in opening.population.sources {
            facts.append(
                (
                    "  \(source.account)",
                    "snapshot \(source.snapshot.text.prefix(12)) as of \(place.text(source.taken)), \(Count.of(source.users, "user"))"
                ))
        }
        if let because = opening.because { facts.append(("because", because.description)) }
        for delegation in campaign.delegations {
            facts.append(
                (
                    "stands in",
                    "\(place.name(of: delegation.to)) for \(place.name(of: delegation.from)) until \(place.text(delegation.until)): \(delegation.reason)"
                ))
        }
        facts.append(
            (
                "accounted for",
                "\(decided) decided, \(silent) silent, \(gone) gone: \(decided + silent + gone) of \(opening.population.count)"
            ))
        if let closing = campaign.closing { facts.append(("closed", "\(place.text(closing.at)) by \(place.name(of: closing.by))")) }
        for sign in campaign.signOffs {
            facts.append(("signed", "\(place.text(sign.at)) by \(place.name(of: sign.by)), facts \(sign.facts.text.prefix(12))"))
        }
        return facts
    }

    private var left: String {
        guard campaign.isOpen else { return "" }
        let seconds = campaign.opening.due.timeIntervalSince(place.now)
        return seconds > 0 ? ", \(Period(roughly: seconds)) left" : ", overdue"
    }

    private var tally: (Int, Int, Int) {
        (rows.count { $0.verdict != nil }, rows.count { $0.verdict == nil && $0.silence != nil }, rows.count { $0.gone != nil })
    }

    private var reviewers: [String] {
        let isLate = campaign.isOpen && place.now >= campaign.opening.due
        return Dictionary(grouping: rows, by: \.reviewer).sorted { $0.key < $1.key }.map { reviewer, items in
            let open = items.count { !$0.isAnswered }
            return "\(place.name(of: reviewer)): \(items.count - open) of \(items.count)\(open > 0 && isLate ? ", late" : "")"
        }
    }

    private var risks: [String] {
        Risk.allCases.reversed().compactMap { risk in
            let items = rows.filter { $0.risk == risk }
            return items.isEmpty ? nil : "\(risk.rawValue): \(items.count { $0.isAnswered }) of \(items.count)"
        }
    }

    private func openLines() throws -> [String] {
        let open = rows.filter { campaign.isOpen ? !$0.isAnswered : !$0.isComplete }
        let rest =
            open.count > Self.most ? ["… and \(open.count - Self.most) more: tenure review show \(campaign.opening.name) --items"] : []
        guard campaign.isOpen else {
            return try ReviewWorks(home: place.home).open(in: campaign, limit: Self.most).map {
                "\($0.item.id) \($0.item.entry.account)/\($0.item.entry.name): \($0.reason); \($0.hint)"
            } + rest
        }
        return open.prefix(Self.most).map { row in
            "\(row.id) \(row.label) (\(row.risk.rawValue)\(row.flags.isEmpty ? "" : ": " + row.flags.map(\.rawValue).joined(separator: ", "))) waits for \(place.name(of: row.reviewer))"
        } + rest
    }
}
