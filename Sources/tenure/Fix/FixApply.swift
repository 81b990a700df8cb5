import ArgumentParser
import Checks
import Engine
import Foundation
import IAM
import Lifecycle
import Synchronization

/// `tenure fix apply`
struct FixApply: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Approve a plan of repairs and carry it out.",
        discussion: """
            Another admin than the one who made it approves a plan by applying it; after that, either can go on with it. What the plan stands \
            on is read before each change: what is not as it was is not touched. What was interrupted is found out about, and never done \
            twice. What cannot be taken back is done with --confirm only. Exit status 4 if something of the plan is still open.
            """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The plan: what 'tenure fix plan' printed, or its file.", valueName: "plan")) var plan: String
    @Flag(name: .long, help: "Only look what would be done.") var dryRun = false
    @Flag(name: .long, help: "Also do what cannot be taken back.") var confirm = false
    @Option(name: .long, help: "ko or en; otherwise the home's language.") var lang: Language?

    func validate() throws {
        if dryRun, confirm { throw ValidationError("--dry-run changes nothing: there is nothing to confirm") }
    }

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let person = try workplace.require([.admin], to: "apply repairs")
        let kept = try named(in: workplace)
        let account = try account(of: kept, in: workplace)
        let teller = PlanTeller(language: lang ?? workplace.settings.language, place: workplace)
        let applying = PlanApplying(home: workplace.home, kept, letters: try workplace.letterDesk()) { teller.tell($0) }
        if dryRun {
            try await applying.look(in: account)
            return teller.concludeLook(of: kept)
        }
        let lock = try workplace.runLock()
        defer { withExtendedLifetime(lock) {} }
        try PlanShelf(of: workplace.home).approve(kept, by: person.id)
        let isFinished = try await applying.apply(to: account, confirmed: confirm)
        return teller.conclude(kept, isFinished: isFinished)
    }

    private func named(in workplace: Workplace) throws -> PlanShelf.Kept {
        let shelf = PlanShelf(of: workplace.home)
        let isFile = plan.contains("/") || plan.hasSuffix(".json")
        guard isFile else { return try shelf.plan(named: plan) }
        try Invocation.mayRead(plan, in: nil)
        guard let bytes = try? Data(contentsOf: URL(filePath: plan)) else {
            throw Trouble("there is no file '\(plan)'", hint: "name the plan as 'tenure fix plan' printed it", status: .usage)
        }
        return try shelf.plan(in: try PlanFile(reading: bytes))
    }

    private func account(of kept: PlanShelf.Kept, in workplace: Workplace) throws -> Account {
        let account = try workplace.account(kept.file.plan.account)
        guard account.id == kept.file.plan.number else {
            throw Refusal(
                .contentChanged, "account '\(account.alias)' is \(account.id), and the plan is of \(kept.file.plan.number)",
                hint: "make another with 'tenure fix plan --account \(account.alias)'")
        }
        return account
    }
}

/// Prints what applying a plan does, and counts it.
final class PlanTeller: Sendable {
    private let language: Language
    private let place: Workplace
    private let counts = Mutex<(done: Int, open: Int, unconfirmed: Int)>((0, 0, 0))

    init(language: Language, place: Workplace) {
        self.language = language
        self.place = place
    }

    func tell(_ line: PlanLine) {
        counts.withLock { counts in
            if line.isOpen { counts.open += 1 } else { counts.done += 1 }
            if case .wantsConfirmation = line { counts.unconfirmed += 1 }
        }
        Terminal.out(PlanTelling.line(line, in: language, place) + "\n")
    }

    /// Says how it went.
    func conclude(_ kept: PlanShelf.Kept, isFinished: Bool) -> ExitStatus {
        let (_, open, unconfirmed) = counts.withLock { $0 }
        let id = kept.file.id
        if unconfirmed > 0 {
            Terminal.note("tenure: attention: \(Count.of(unconfirmed, "change")) cannot be taken back: 'tenure fix apply \(id) --confirm'")
        }
        if isFinished {
            Terminal.out(
                language == .korean
                    ? "계획 \(id) 완료. 결과 확인: tenure snapshot pull \(kept.file.plan.account)\n"
                    : "plan \(id) is finished; see what it came to: tenure snapshot pull \(kept.file.plan.account)\n")
        }
        return open == 0 ? .done : .attention
    }

    /// Says what a look came to.
    func concludeLook(of kept: PlanShelf.Kept) -> ExitStatus {
        let (done, open, _) = counts.withLock { $0 }
        Terminal.out(
            language == .korean
                ? "변경 \(done)건을 할 수 있음\(open == 0 ? "" : ", \(open)건은 그대로 할 수 없음")\n"
                : "\(Count.of(done, "change")) would be made\(open == 0 ? "" : ", \(open) not any more")\n")
        return .done
    }
}
