import ArgumentParser
import Checks
import Engine
import Foundation
import IAM
import Lifecycle

/// `tenure check waive`
struct CheckWaive: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "waive", abstract: "Ask that a finding may be there for a time; or list the waivers, or end one.",
        discussion: """
            Somebody owns a waiver, and somebody else approves it: not the owner, and not whoever asks. It ends by itself, and the finding is
            back. A waived finding is shown as waived and never as passed.
            """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The finding's id, as 'tenure check run --json' tells it.", valueName: "finding")) var finding: String?
    @Option(name: .long, help: ArgumentHelp("Who answers for it.", valueName: "person")) var owner: String?
    @Option(name: .long, help: "Why; kept with the decision.") var reason: String?
    @Option(name: .long, help: ArgumentHelp("The ticket that says more.", valueName: "id")) var ticket: String?
    @Option(name: .long, help: ArgumentHelp("Its last day, at most a year ahead.", valueName: "YYYY-MM-DD")) var until: String?
    @Flag(name: .long, help: "List the waivers there ever were.") var list = false
    @Option(name: .long, help: ArgumentHelp("End this waiver now; its owner's or an admin's.", valueName: "request")) var withdraw: String?
    @Option(name: .long, help: "With --list, only of this account.") var account: AccountAlias?
    @OptionGroup var listing: ListingOptions

    func validate() throws {
        guard [finding != nil, list, withdraw != nil].count(where: { $0 }) == 1 else {
            throw ValidationError("name a finding, or say --list, or --withdraw")
        }
        if finding != nil, owner == nil || reason == nil || until == nil {
            throw ValidationError("a waiver wants --owner, --reason and --until")
        }
        if withdraw != nil, reason == nil { throw ValidationError("say why with --reason") }
    }

    func work(in workplace: Workplace) async throws -> ExitStatus {
        if let finding { return try ask(for: finding, workplace) }
        if let withdraw { return try end(withdraw, workplace) }
        try show(workplace)
        return .done
    }

    private func ask(for text: String, _ workplace: Workplace) throws -> ExitStatus {
        guard let id = FindingID(text) else {
            throw Trouble(
                "'\(text)' is not a finding's id, as in key-age:123456789012:user/jane/key/1",
                hint: "see them with 'tenure check run --json'",
                status: .usage)
        }
        let accounts = try workplace.rules().accounts.values.filter { $0.id.text == id.account }.sorted { $0.alias < $1.alias }
        guard let account = accounts.first(where: { self.account == nil || $0.alias == self.account }) else {
            throw Refusal(.unknownAccount, "there is no account with the number \(id.account)", hint: "see 'tenure account list'")
        }
        let reason = try ReasonOptions.parse(["--reason", reason ?? ""] + (ticket.map { ["--ticket", $0] } ?? []))
        let change = RuleChange.waive(
            account: account.alias, finding: workplace.seal(try workplace.line(text, "finding")),
            owner: try workplace.find.person(owner ?? "").id, until: try workplace.endOfDay(until ?? ""))
        return try workplace.file(change, reason)
    }

    private func end(_ text: String, _ workplace: Workplace) throws -> ExitStatus {
        let request = try workplace.find.request(text).state.id
        let holder = try workplace.rules().accounts.keys.sorted().first { alias in
            try workplace.ledger.register(alias)?.state.waivers.contains { $0.request == request } ?? false
        }
        guard let account = holder else {
            throw Refusal(.notOpen, "\(request) has brought no waiver about", hint: "see 'tenure check waive --list'")
        }
        try workplace.office().decide(.withdraw(request, reason: try workplace.reason(reason ?? "")), on: account)
        Terminal.out("waiver \(request) has ended: the finding is back\n")
        return .done
    }

    private func show(_ workplace: Workplace) throws {
        try workplace.require([.admin, .auditor], to: "see waivers")
        var list = Listing(columns: [
            ("REQUEST", "request"), ("ACCOUNT", "account"), ("FINDING", "finding"), ("STANDS", "standing"), ("UNTIL", "until"),
            ("OWNER", "owner"), ("APPROVED BY", "approvedBy"), ("REASON", "reason"),
        ])
        list.typed = ["request", "finding"]
        list.whenEmpty = "no waiver"
        let rules = try workplace.rules()
        for alias in try workplace.accounts(named: account.map { [$0] } ?? []).map(\.alias) {
            guard let register = try workplace.ledger.register(alias)?.state else { continue }
            let approvers = try workplace.home.approvers(of: register.waivers.map(\.request))
            list.rows += register.waivers.map { waiver in
                [
                    .text("\(waiver.request)"), .text(alias.text), .optional(waiver.finding.text),
                    .text(register.standing(of: waiver, rules: rules, at: workplace.now).rawValue), .time(waiver.until),
                    .text(workplace.name(of: waiver.owner)), .optional(approvers[waiver.request]), .text(waiver.reason.description),
                ]
            }
        }
        try list.print(listing, in: workplace)
    }
}
