import ArgumentParser
import Engine
import Lifecycle

/// `tenure review reassign`
struct ReviewReassign: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "reassign", abstract: "Give items to another reviewer, for good.",
        discussion: "By their reviewer or an admin; never to whom they are about.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The items.", valueName: "item")) var items: [String]
    @Option(name: .long, help: ArgumentHelp("Who reviews them from now on.", valueName: "person")) var to: String
    @Option(name: .long, help: "Why; kept with the change.") var reason: String

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let person = try workplace.find.person(to)
        let reason = try workplace.reason(reason)
        let office = try workplace.office()
        var failed = 0
        for text in items {
            do {
                let item = try office.decide(.reassign(to: person, reason: reason), on: try workplace.find.item(text).state.id)
                Terminal.out("\(item.id) \(item.entry.account)/\(item.entry.name): reviewed by \(person.label)\n")
            } catch  where items.count > 1 {
                Failure(error, in: workplace).print()
                failed += 1
            }
        }
        return failed == 0 ? .done : failed == items.count ? .refused : .attention
    }
}

/// `tenure review delegate`
struct ReviewDelegate: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "delegate", abstract: "Let somebody else decide in a reviewer's place, for a time.",
        discussion: "Nobody comes to decide about themselves by it.")

    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedReview
    @Option(name: .long, help: ArgumentHelp("Who decides.", valueName: "person")) var to: String
    @Option(name: .long, help: ArgumentHelp("In whose place; otherwise mine.", valueName: "person")) var from: String?
    @Option(name: .long, help: ArgumentHelp("The last day.", valueName: "YYYY-MM-DD")) var until: String
    @Option(name: .long, help: "Why; kept with the change.") var reason: String

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let me = try workplace.actor()
        let delegation = Delegation(
            from: try from.map { try workplace.find.person($0).id } ?? me.id, to: try workplace.find.person(to).id,
            until: try workplace.endOfDay(until), reason: try workplace.reason(reason))
        let campaign = try workplace.office().decide(.delegate(delegation), on: workplace.find.review(named.review))
        Terminal.out(
            "\(campaign.opening.name): \(workplace.name(of: delegation.to)) decides for \(workplace.name(of: delegation.from)) until \(workplace.text(delegation.until))\n"
        )
        return .done
    }
}
