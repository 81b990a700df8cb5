import ArgumentParser
import Checks
import Engine
import Foundation
import IAM
import Lifecycle

/// `tenure fix plan`
struct FixPlan: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Plan the changes that answer an account's findings; nothing is changed.",
        discussion: """
            From the account's last snapshot, and the account as it is now. Each change has the finding that it answers, what it breaks, its \
            undo and its call. What is disabled now is deleted by a plan made --wait later. The plan is kept; 'tenure fix apply' carries it out.
            """)

    @OptionGroup var place: PlaceOptions
    @Option(name: .long, help: ArgumentHelp("Only findings of this check. May be repeated.", valueName: "id")) var check: [CheckID] = []
    @Option(name: .long, help: ArgumentHelp("Only findings about this IAM user. May be repeated.", valueName: "name")) var user:
        [UserName] = []
    @Option(name: .long, help: "The account; may be left out if there is one.") var account: AccountAlias?
    @Option(name: .long, help: ArgumentHelp("How many days a key stays inactive before it is deleted.", valueName: "days")) var wait = 30
    @Option(name: .long, help: "ko or en; otherwise the home's language.") var lang: Language?
    @Option(name: .long, help: ArgumentHelp("Write the plan to a file, as JSON.", valueName: "file")) var output: String?
    @Flag(name: .long, help: "Print the plan as JSON.") var json = false

    func validate() throws {
        guard (1...3650).contains(wait) else { throw ValidationError("--wait is from 1 to 3650 days") }
        if let other = check.first(where: { !RepairPlanner.covered.contains($0) }) {
            throw ValidationError("no repair answers '\(other)'; 'tenure check explain \(other)' says what does")
        }
    }

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let proposer = try workplace.require([.admin], to: "plan repairs")
        let account = try workplace.account(account)
        var wishes = PlanMaking.Wishes()
        (wishes.checks, wishes.users, wishes.wait) = (check, user, .days(wait))
        let result = try await PlanMaking(home: workplace.home, account: account).plan(wishes)
        let file = try PlanFile(result.plan)
        let telling = PlanTelling(file: file, language: lang ?? workplace.settings.language, place: workplace)
        guard !result.plan.changes.isEmpty else {
            Terminal.out(json ? try JSONValue.text(of: file) : telling.nothing + telling.left)
            return .done
        }
        try PlanShelf(of: workplace.home).propose(file, by: .person(proposer.id))
        if let output { try workplace.write(try JSONValue.text(of: file), to: output) }
        Terminal.out(json ? try JSONValue.text(of: file) : telling.text)
        return .done
    }
}
