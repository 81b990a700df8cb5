import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure run`
struct Run: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Look at the accounts, then carry out what is due: approved steps, deadlines, reminders.",
        discussion: """
            The only command that changes IAM, but for 'tenure fix apply'. One run works at a time; another one exits with 4 and names who holds the lock.
            What was interrupted is taken up again. Exit status 4 if something could not be finished.
            """)

    @OptionGroup var place: PlaceOptions
    @Option(name: .long, help: "Only this account; may be repeated.") var account: [AccountAlias] = []
    @Flag(name: .long, help: "Only show what would be done next, from what was last seen.") var dryRun = false
    @Flag(name: .long, help: "Try again what came to nothing.") var retry = false
    @Option(name: .long, help: ArgumentHelp("How many users are worked on at once.", valueName: "count")) var width = 8

    func validate() throws {
        guard (1...64).contains(width) else { throw ValidationError("--width is from 1 to 64") }
    }

    func work(in workplace: Workplace) async throws -> ExitStatus {
        _ = try workplace.accounts(named: account)
        if let person = try workplace.actorIfKnown(), try !workplace.rules().has(.admin, person.id) {
            throw Refusal(
                .notPermitted, "'\(person.label)' cannot start a run: that takes the role admin",
                hint: "a timer starts it; or ask an admin: 'tenure person list --role admin'")
        }
        if dryRun { return try preview(in: workplace) }
        let lock = try workplace.runLock()
        defer { withExtendedLifetime(lock) {} }
        let teller = RunTeller(place: workplace)
        let options = Runner.Options(width: width, retries: retry, accounts: Set(account))
        let runner = Runner(home: workplace.home, options: options, letters: try workplace.letterDesk()) { teller.tell($0) }
        try await runner.run()
        return teller.conclude()
    }

    private func preview(in workplace: Workplace) throws -> ExitStatus {
        let contexts = UserContexts(home: workplace.home, retries: retry)
        var count = 0
        let filter = UserFilter(accounts: account, isRevoked: false)
        try eachPage(
            of: { try workplace.ledger.users(filter, after: $0?.state.id, limit: 500) },
            do: { page in
                for found in page {
                    guard let line = RunPreview.line(found.state.next(in: try contexts.context(of: found.state))) else { continue }
                    Terminal.out("\(found.state.id) \(found.state.account)/\(found.state.name): \(line)\n")
                    count += 1
                }
            })
        Terminal.out("\(Count.of(count, "user")) would be moved; the look that comes first may show more\n")
        return .done
    }
}

/// The next move of a user, as a preview tells it.
enum RunPreview {
    static func line(_ move: Move) -> String? {
        switch move {
        case .begin(let transition):
            "would begin '\(transition.name)' → \(transition.to): \(transition.steps.map(\.rawValue).joined(separator: ", "))"
        case .perform(let step): "would go on with \(step.rawValue)"
        case .undo(let step): "would take back \(step.rawValue)"
        case .finish(let state): "would become \(state.name)"
        case .abandon(let reason): "would abandon what was begun: \(reason)"
        case .remind(let number): "would send reminder \(number)"
        case .tellSuspension: "would tell them that access is suspended"
        case .wait: nil
        }
    }
}
