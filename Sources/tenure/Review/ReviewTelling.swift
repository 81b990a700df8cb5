import Engine
import Foundation
import Ledger
import Lifecycle

/// Tells a review in lines.
struct ReviewTelling {
    let place: Workplace

    func opened(_ campaign: Campaign, _ draft: ReviewDraft) {
        let opening = campaign.opening
        Terminal.out(
            "\(campaign.id) \(opening.name): \(Count.of(opening.population.count, "user")) to review until \(place.text(opening.due))\n")
        sources(opening.population)
        reviewers(draft.entries)
        Terminal.out("decide with 'tenure review walk \(opening.name)'; see how far it is with 'tenure review show \(opening.name)'\n")
    }

    func previewed(_ draft: ReviewDraft) {
        let opening = draft.opening
        Terminal.out("\n\(Count.of(opening.population.count, "user")) would be reviewed until \(place.text(opening.due))\n")
        sources(opening.population)
        reviewers(draft.entries)
        Terminal.out("if nobody decides: \(silences(draft.entries.map(\.silence)))\n")
    }

    func sources(_ population: Population) {
        for source in population.sources {
            Terminal.out(
                "  \(source.account): snapshot \(source.snapshot.text.prefix(12)), as of \(place.text(source.taken)), \(Count.of(source.users, "user")) in the account\n"
            )
        }
        Terminal.out("  population \(population.digest.text.prefix(12))\n")
    }

    private func reviewers(_ entries: [ItemEntry]) {
        let shares = Dictionary(grouping: entries, by: \.reviewer).mapValues(\.count).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        Terminal.out("  reviewers: \(shares.map { "\(place.name(of: $0.key)) \($0.value)" }.joined(separator: ", "))\n")
    }

    /// `keep 3, suspend 12`: how many of each.
    func silences(_ outcomes: [Silence]) -> String {
        Silence.allCases.map { outcome in (outcome, outcomes.count { $0 == outcome }) }.filter { $0.1 > 0 }
            .map { "\($0.0.rawValue) \($0.1)" }.joined(separator: ", ")
    }
}

extension Workplace {
    /// Why a user is to be reviewed out of turn.
    func sentence(on call: ReviewCalls.Call) -> String {
        switch call.why {
        case .moved: "its person moved on \(text(call.since)), and nobody has looked at it since"
        case .ends(let end): "its access ends on \(text(end))"
        }
    }
}
