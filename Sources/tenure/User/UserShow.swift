import ArgumentParser
import Engine
import IAM
import Ledger
import Lifecycle

/// `tenure user show`
struct UserShow: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one user: what happened, what is next, by when, and on whom it waits.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The user: name, ACCOUNT/NAME, person or id.", valueName: "user")) var user: String
    @Flag(name: .long, help: "Every event of the user, of its requests and its reviews: when, who, what, why.") var history = false

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let record = try workplace.find.user(user).state
        let context = try UserContexts(home: workplace.home).context(of: record)
        var facts = UserFacts(record: record, context: context, place: workplace).all
        if let excess = try ExcessLine(of: record, in: workplace) { facts.append(("excess", excess.text)) }
        workplace.print(facts)
        Terminal.out("\nwhat happened\n")
        if history {
            Terminal.out(HistoryLine.text(of: try events(of: record.id, in: workplace), width: Terminal.width ?? 80, in: workplace))
        } else {
            for logged in try workplace.ledger.events(of: .user(record.id)) where EventTelling.isTelling(logged.recorded.event) {
                Terminal.out("  \(workplace.text(logged.recorded.at))  \(EventTelling(place: workplace).line(logged.recorded))\n")
            }
        }
        Terminal.out("\nwhat is next\n")
        for line in UserFuture(record: record, context: context, place: workplace).lines { Terminal.out("  \(line)\n") }
        return .done
    }

    /// Everything about one user, in the order in which it was recorded: what was asked, what reviews decided, what was done.
    private func events(of record: RecordID, in workplace: Workplace) throws -> [LoggedEvent] {
        let filter = RequestFilter(records: [record])
        let requests = try everyPage { try workplace.ledger.requests(filter, after: $0?.state.id, limit: 500) }.map(\.state.id)
        let items = try workplace.ledger.itemRows(ItemFilter(records: [record])).map(\.id)
        let streams = [Lifecycle.Stream.user(record)] + requests.map { .request($0) } + items.map { .item($0) }
        return try streams.flatMap { try workplace.ledger.events(of: $0) }.sorted { $0.seq < $1.seq }
    }
}

/// What is known of a user now.
struct UserFacts {
    let record: UserRecord
    let context: UserContext
    let place: Workplace

    var all: [(String, String)] {
        var facts = [
            ("user", "\(record.id): \(record.account)/\(record.name)"), ("person", "\(place.name(of: record.person)) (\(record.person))"),
            ("IAM id", record.userID?.text ?? "not made yet"),
            ("profile", "\(record.profile): \(record.grant.groups.map(\.text).joined(separator: ", "))"),
            ("workflow", context.workflow.name.text), ("state", state), ("since", place.text(record.since)),
        ]
        if let deadline = record.deadline { facts.append(("deadline", place.text(deadline))) }
        if let end = record.end { facts.append(("access ends", place.text(end))) }
        if !record.inherited.isEmpty { facts.append(("inherited groups", record.inherited.map(\.text).joined(separator: ", "))) }
        facts += seen
        if let setback = record.setback {
            facts.append(("came to nothing", "\(setback.transition) at \(setback.step.rawValue): \(setback.reason)"))
        }
        if let use = record.use { facts += glass(use) }
        if let revocation = record.revocation { facts += end(revocation) }
        return facts
    }

    private var state: String {
        guard let transit = record.transit else { return record.state.text }
        return "\(record.state) → \(transit.to), step \(min(transit.done + 1, transit.steps.count)) of \(transit.steps.count)"
    }

    private var seen: [(String, String)] {
        guard let sighting = record.sighting else { return [("at IAM", "not seen yet")] }
        let devices = sighting.devices.isEmpty ? "none" : sighting.devices.map(\.description).joined(separator: ", ")
        let keys = sighting.keys.map { "key \($0.slot) \($0.isActive ? "active" : "inactive"), last used \(place.text($0.lastUsed))" }
        return [
            ("seen", record.missingSince.map { "missing since \(place.text($0))" } ?? place.text(context.lookedAt)),
            ("MFA devices", devices),
            ("groups at IAM", sighting.groups.map(\.text).joined(separator: ", ")),
            ("access keys", keys.isEmpty ? "none" : keys.joined(separator: "; ")),
        ]
    }

    private func glass(_ use: GlassUse) -> [(String, String)] {
        let untold =
            use.untold.map { $0.isEmpty ? "" : "; not: " + $0.map { place.name(of: $0) }.joined(separator: ", ") } ?? "; not yet tried"
        return [
            ("glass broken", "\(place.text(use.asked)) by \(place.name(of: use.by)), \(use.request)"),
            ("  security told", use.told.map { place.name(of: $0) }.joined(separator: ", ") + untold),
            ("  groups held", "from \(place.text(use.opened)) to \(place.text(use.closed))"),
            ("  reviewed", use.review.map { "\(place.text($0.at)) by \(place.name(of: $0.by)): \($0.remark)" } ?? "by nobody yet"),
        ]
    }

    private func end(_ revocation: Revocation) -> [(String, String)] {
        var facts = [
            (
                "revocation",
                "decided \(place.text(revocation.decided)) by \(place.name(of: revocation.by)): \(revocation.reason?.description ?? "its time was up")"
            ),
            ("  access cut", place.text(revocation.cut)), ("  deleted at IAM", place.text(revocation.deleted)),
            ("  verified absent", place.text(revocation.verified)),
        ]
        if let until = revocation.sessionsEnd {
            facts.append(("  role sessions", "may last until \(place.text(until)) in \(revocation.roles.joined(separator: ", "))"))
        }
        return facts
    }
}

/// What comes next for a user, by when, and on whom it waits.
struct UserFuture {
    let record: UserRecord
    let context: UserContext
    let place: Workplace

    var lines: [String] {
        guard let here = context.workflow.state(record.state), !here.isTerminal else { return ["nothing: this life has ended"] }
        var lines = [waiting(here)]
        lines += ways(here)
        if let deadline = record.deadline, let name = here.atDeadline, let way = context.workflow.transition(name) {
            lines.append("at \(place.text(deadline)): \(name) → \(way.to)")
        }
        if here.reminders.indices.contains(record.remindersSent) {
            lines.append("reminder \(record.remindersSent + 1) at \(place.text(record.since + here.reminders[record.remindersSent]))")
        }
        if let end = record.end { lines.append("access ends at \(place.text(end))") }
        return lines
    }

    private func waiting(_ here: State) -> String {
        if let transit = record.transit {
            let trouble = transit.lastFailure.map { ", which failed: \($0)" } ?? ""
            return "tenure is carrying out '\(transit.name)'\(trouble); 'tenure run' goes on"
        }
        switch here.waitsFor {
        case .nobody: return "waits for nobody"
        case .tenure: return "waits for 'tenure run'"
        case .subject: return "waits for \(place.name(of: record.person))"
        case .admin: return "waits for an admin"
        case .manager, .sponsor: return "waits for the \(here.waitsFor.rawValue)"
        }
    }

    /// Each way on, with what is in its way.
    func ways(_ here: State) -> [String] {
        context.workflow.transitions(from: record.state).flatMap { transition -> [String] in
            let blockers = record.blockers(of: transition, in: context).filter { $0.waitsFor != .nobody }
            guard transition.by == .tenure || record.setback?.transition == transition.name else { return [] }
            return blockers.map { "→ \(transition.to) (\(transition.name)): \($0.reason); \($0.remedy)" }
        }
    }
}
