import ArgumentParser
import Engine
import Foundation
import IAM
import Lifecycle

extension Checked: ExpressibleByArgument {
    public init?(argument: String) {
        do {
            try self.init(argument)
        } catch {
            Typing.current?.note(error)
            return nil
        }
    }
}

extension Role: ExpressibleByArgument {}
extension Risk: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
extension GuideKind: ExpressibleByArgument {}
extension LifeStage: ExpressibleByArgument {}
extension Partition: ExpressibleByArgument {}
extension DutyVariant: ExpressibleByArgument {}
extension Request.Status: ExpressibleByArgument {}
extension KeyDecision.Outcome: ExpressibleByArgument {}

/// Why somebody does something, and the ticket that says more.
struct ReasonOptions: ParsableArguments {
    @Option(name: .long, help: "Why; kept with the decision.")
    var reason: String

    @Option(name: .long, help: ArgumentHelp("The ticket that says more.", valueName: "id"))
    var ticket: String?
}

extension Workplace {
    /// A draft of what was typed. An end date is the end of that day in the home's time zone.
    func draft(_ reason: ReasonOptions, until: String? = nil) throws -> Draft {
        try draft(reason, until: until, sealing: self.reason)
    }

    /// A draft of what was typed, its reason sealed otherwise than at random.
    func draft(_ reason: ReasonOptions, until: String? = nil, sealing: (String) throws -> Sealed) throws -> Draft {
        Draft(
            reason: try sealing(reason.reason), ticket: try reason.ticket.map { seal(try line($0, "ticket")) }, end: try until.map(endOfDay)
        )
    }

    /// A reason, sealed: some words on one line.
    func reason(_ text: String) throws -> Sealed { seal(try line(text, "reason")) }

    /// A text that stands on one line of everybody's terminal: nobody can clear a screen, forge a line or turn the reading direction with it.
    func line(_ text: String, _ what: String) throws -> String {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty else {
            throw Refusal(
                .reasonMissing, "the \(what) is empty",
                hint: what == "reason" ? "say why with '--reason \"…\"'" : "leave it out, or say what it is")
        }
        guard trimmed.isPrintableLine else {
            throw Refusal(
                .reasonMissing, "the \(what) holds a character that cannot be printed", hint: "write it on one line, in plain words")
        }
        return trimmed
    }

    /// The last second of a day that was typed as `2027-03-31`.
    func endOfDay(_ text: String) throws -> Date {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = settings.timeZone
        let wanted = parts.count == 3 ? DateComponents(year: parts[0], month: parts[1], day: parts[2]) : DateComponents()
        guard parts.count == 3, let day = calendar.date(from: wanted), calendar.dateComponents([.year, .month, .day], from: day) == wanted,
            let next = calendar.date(byAdding: .day, value: 1, to: day)
        else { throw Trouble("'\(text)' is not a day", hint: "write it as in 2027-03-31", status: .usage) }
        return next.addingTimeInterval(-1)
    }

    /// A point in time: a day, or RFC 3339.
    func moment(_ text: String, endOfDay wantsEnd: Bool) throws -> Date {
        if let exact = try? Date(text, strategy: .iso8601) { return exact }
        let end = try endOfDay(text)
        return wantsEnd ? end : end.addingTimeInterval(1 - 86_400)
    }

    /// A person's name for lists; the id if it was erased.
    func name(of person: PersonID?) -> String {
        guard let person else { return "-" }
        return (try? find.person(person))?.label ?? person.description
    }

    /// A person's name where there may be nobody: nothing in CSV and JSON, a dash in tables.
    func value(of person: PersonID?) -> Value { .optional(person.map { name(of: $0) }) }

    func name(of actor: Actor) -> String { actor.person.map { name(of: $0) } ?? "tenure" }

    func account(_ alias: AccountAlias) throws -> Account {
        guard let account = try rules().accounts[alias] else {
            throw Refusal(.unknownAccount, "there is no account '\(alias)'", hint: "see 'tenure account list'")
        }
        return account
    }

    func profile(_ name: ProfileName) throws -> Profile {
        guard let profile = try rules().profiles[name] else {
            throw Refusal(.unknownProfile, "there is no profile '\(name)'", hint: "see 'tenure profile list'")
        }
        return profile
    }

    /// The account that is meant when only one is there.
    func account(_ alias: AccountAlias?) throws -> Account {
        let accounts = try rules().accounts
        if let alias { return try account(alias) }
        guard let only = accounts.values.first, accounts.count == 1 else {
            throw Trouble(
                "there \(accounts.isEmpty ? "is no account" : "are several accounts")",
                hint: accounts.isEmpty ? "add one with 'tenure account add'" : "name one with --account; see 'tenure account list'",
                status: .usage)
        }
        return only
    }

    /// The accounts of those names, all of them if none is named; in the order of their names.
    func accounts(named aliases: [AccountAlias]) throws -> [Account] {
        try (aliases.isEmpty ? Array(rules().accounts.values) : aliases.map { try account($0) }).sorted { $0.alias < $1.alias }
    }

    func filing() throws -> Filing { Filing(rules: try rules(), isSandboxHome: isSandbox, now: now) }
}
