import ArgumentParser
import Engine
import Ledger
import Lifecycle

/// `tenure review close`
struct ReviewClose: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "End the deciding: what nobody decided is settled as declared, and 'tenure run' carries all of it out.",
        discussion: "Before the due date only when everything is decided.")

    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedReview
    @Flag(name: .long, help: "Only say what would be done.") var dryRun = false

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try workplace.require([.admin], to: "close a review")
        let campaign = try workplace.find.review(named.review).state
        let rows = try workplace.ledger.itemRows(ItemFilter(review: campaign.id))
        let silent = rows.filter { !$0.isAnswered }
        let telling = ReviewTelling(place: workplace)
        if campaign.isOpen, !silent.isEmpty {
            Terminal.out("\(Count.of(silent.count, "user")) nobody decided about: \(telling.silences(silent.map(\.declared)))\n")
        }
        guard !dryRun else { return .done }
        let closed = try workplace.office().close("\(campaign.id)")
        guard let tally = closed.closing?.tally else { return .failed }
        Terminal.out(
            "\(closed.id) \(closed.opening.name) is closed: \(tally.decided) decided, \(tally.silent) silent, \(tally.gone) gone, of \(closed.opening.population.count)\n"
        )
        let open = try workplace.ledger.itemCount(ItemFilter(review: closed.id, isComplete: false))
        Terminal.out(open == 0 ? "nothing is to be carried out\n" : "\(Count.of(open, "decision")) to carry out: 'tenure run' does it\n")
        return .done
    }
}
