import ArgumentParser
import Engine
import Foundation
import Ledger
import Lifecycle

/// `tenure review open`
struct ReviewOpen: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Freeze a population from a fresh snapshot, and name a reviewer for each of it.",
        discussion: """
            A snapshot that is younger than an hour is used as it is; otherwise one is taken first. Nobody reviews their own user, and if nobody is
            left who could review somebody's, nothing is opened. --dry-run shows who would review what, and what silence would do.
            """)

    @OptionGroup var place: PlaceOptions
    @OptionGroup var listing: ListingOptions
    @Argument(help: ArgumentHelp("What to call it: 2026-Q4.", valueName: "name")) var name: ReviewName?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "account=A, workflow=W, profile=P or privileged; may be repeated, and then all must hold. Otherwise everybody.",
            valueName: "scope"))
    var scope: [String] = []
    @Option(name: .long, help: ArgumentHelp("Until when reviewers decide; otherwise as the workflows say.", valueName: "YYYY-MM-DD"))
    var due: String?
    @Option(name: .long, help: ArgumentHelp("Only this user, out of turn: needs --because.", valueName: "user")) var user: String?
    @Option(name: .long, help: "Why it is opened out of turn.") var because: String?
    @Flag(name: .long, help: "Only show who would review what, and what silence would do.") var dryRun = false

    func validate() throws {
        if user != nil, because == nil { throw ValidationError("--user needs --because: why this user, and why now") }
        if user == nil, name == nil { throw ValidationError("a review needs a name, such as 2026-Q4") }
        if user != nil, !scope.isEmpty { throw ValidationError("--user and --scope cannot be given together") }
    }

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let opener = try workplace.require([.admin], to: "open a review")
        let plan = try plan(in: workplace)
        var snapshots: [SnapshotStore.Kept] = []
        for account in try accounts(of: plan.scope, in: workplace) {
            snapshots.append(try await workplace.freshSnapshot(of: account, by: .person(opener.id)))
        }
        let opening = ReviewOpening(home: workplace.home)
        let draft = try opening.draft(plan, from: snapshots)
        guard !dryRun else { return try show(draft, in: workplace) }
        let campaign = try opening.open(draft, by: .person(opener.id))
        ReviewTelling(place: workplace).opened(campaign, draft)
        return .done
    }

    private func plan(in workplace: Workplace) throws -> ReviewPlan {
        var wanted = try ReviewScope(typed: scope)
        guard let user else {
            return ReviewPlan(
                name: try name ?? ReviewName("review"), scope: wanted, due: try due.map(workplace.endOfDay),
                because: try because.map(workplace.reason))
        }
        let record = try workplace.find.user(user).state
        wanted.record = record.id
        let day = workplace.now.formatted(.iso8601.year().month().day())
        return ReviewPlan(
            name: try name ?? workplace.freeName("\(record.id).\(day)"), scope: wanted, due: try due.map(workplace.endOfDay),
            because: try because.map(workplace.reason))
    }

    private func accounts(of scope: ReviewScope, in workplace: Workplace) throws -> [Account] {
        if let id = scope.record, let record = try workplace.ledger.user(id)?.state { return [try workplace.account(record.account)] }
        let accounts = try workplace.accounts(named: [scope.account].compactMap(\.self))
        guard !accounts.isEmpty else {
            throw Trouble("there is no account to review", hint: "add one with 'tenure account add'", status: .refused)
        }
        return accounts
    }

    private func show(_ draft: ReviewDraft, in workplace: Workplace) throws -> ExitStatus {
        var list = Listing(
            columns: [
                ("USER", "user"), ("PERSON", "person"), ("REVIEWER", "reviewer"), ("AS", "capacity"), ("RISK", "risk"), ("FLAGS", "flags"),
                ("IF SILENT", "silence"),
            ])
        list.rows = draft.entries.map { entry in
            [
                .text("\(entry.account)/\(entry.name)"), workplace.value(of: entry.person), workplace.value(of: entry.reviewer),
                .text(entry.capacity.rawValue), .text(entry.risk.rawValue), .list(entry.flags.map(\.rawValue)),
                .text(entry.silence.rawValue),
            ]
        }
        try list.print(listing, in: workplace)
        if listing.chosen == .table { ReviewTelling(place: workplace).previewed(draft) }
        return .done
    }
}

extension ReviewScope {
    /// Reads `account=prod`, `workflow=standard`, `profile=developer`, `privileged`.
    init(typed words: [String]) throws {
        self.init()
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            switch (parts.first, parts.count) {
            case ("account", 2): account = try AccountAlias(parts[1])
            case ("workflow", 2): workflow = try WorkflowName(parts[1])
            case ("profile", 2): profile = try ProfileName(parts[1])
            case ("privileged", 1): isPrivileged = true
            case (_, _):
                throw Trouble(
                    "'\(word)' is no scope", hint: "write account=NAME, workflow=NAME, profile=NAME or privileged", status: .usage)
            }
        }
    }
}

extension Workplace {
    /// The newest snapshot of an account if it is younger than an hour; otherwise one that is taken now.
    func freshSnapshot(of account: Account, by actor: Actor) async throws -> SnapshotStore.Kept {
        let store = SnapshotStore(of: home)
        if let latest = try store.latest(of: account.alias), latest.snapshot.taken + UserContext.freshness >= now {
            return SnapshotStore.Kept(entry: latest, snapshot: try store.open(latest).snapshot)
        }
        let kept = try await store.pull(account, in: home.world, lastAccessed: false, by: actor) { step in
            Terminal.progress("reading \(account.alias): \(step)")
        }
        Terminal.endProgress()
        Terminal.note(SnapshotTelling.kept(kept.entry, in: self).trimmingCharacters(in: .newlines))
        return kept
    }

    /// A name for a review that begins so and is not taken.
    func freeName(_ stem: String) throws -> ReviewName {
        for number in 1...1_000 {
            let name = try ReviewName(number == 1 ? stem : "\(stem).\(number)")
            if try ledger.review(named: name) == nil { return name }
        }
        return try ReviewName(stem)
    }
}
