import Checks
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// An item with what a reviewer needs, on one screen; the evidence is the snapshot that the population was frozen from.
struct ItemScreen {
    let item: ReviewItem
    let campaign: Campaign
    let place: Workplace
    private var entry: ItemEntry { item.entry }

    func print() throws {
        place.print(facts)
        for (title, lines) in try sections() where !lines.isEmpty {
            Terminal.out("\n\(title)\n")
            for line in lines { Terminal.out("  \(line)\n") }
        }
    }

    private func sections() throws -> [(String, [String])] {
        let record = try entry.record.flatMap { try place.ledger.user($0)?.state }
        let evidence = try ItemEvidence(of: item, in: campaign, at: place)
        return [
            ("why it is there", try record.map(origin) ?? ["no request explains the user: 'tenure user adopt' claims it"]),
            ("what the account shows", evidence.uses(record) + evidence.findings() + (try evidence.excess())),
            ("peers", try evidence.peers()),
            ("since the last review", try changes(record)), ("decisions", try decisions()),
        ]
    }

    private var facts: [(String, String)] {
        var facts = [
            ("item", "\(item.id) of review \(campaign.opening.name)"), ("user", "\(entry.account)/\(entry.name), \(entry.user)"),
            ("person", entry.person.map { "\(place.name(of: $0)) (\($0))" } ?? "nobody known"),
            ("profile", entry.profile?.text ?? "none"),
            ("groups", entry.groups.isEmpty ? "none" : entry.groups.map(\.text).joined(separator: ", ")),
            ("risk", entry.risk.rawValue),
            (
                "flags",
                entry.flags.isEmpty
                    ? entry.isUnchanged ? "none; unchanged since it was last kept" : "none"
                    : entry.flags.map(\.rawValue).joined(separator: ", ")
            ),
            ("reviewer", "\(place.name(of: item.reviewer)), as \(entry.capacity.word)"), ("if nobody decides", entry.silence.rawValue),
        ]
        if let decision = item.decision {
            facts.append(
                (
                    "decided",
                    "\(EventTelling(place: place).told(decision.verdict)), \(place.text(decision.at)) by \(place.name(of: decision.by))"
                ))
        }
        if let silence = item.silence { facts.append(("nobody decided", silence.rawValue)) }
        if let gone = item.gone { facts.append(("gone", place.text(gone))) }
        facts += [("carried out", place.text(item.carriedOut)), ("verified", place.text(item.verified))]
        return facts
    }

    private func origin(_ record: UserRecord) throws -> [String] {
        guard let request = try place.ledger.request(record.request)?.state else { return [] }
        let approvals = request.approvals.map { "\(place.name(of: $0.by)) (\($0.stage)) \(place.text($0.at))" }
        return [
            "\(request.id) by \(place.name(of: request.by)): \(request.form.reason)",
            approvals.isEmpty ? "approved without a stage" : "approved by \(approvals.joined(separator: ", "))",
        ]
    }

    /// What happened to the user since the review before this one was opened.
    private func changes(_ record: UserRecord?) throws -> [String] {
        guard let record, let previous = try campaign.opening.previous.flatMap({ try place.ledger.review($0)?.state }) else { return [] }
        let before = try place.ledger.itemRows(ItemFilter(review: previous.id, users: [entry.user])).first.map { row in
            "\(previous.opening.name): \(row.standing)\(row.decidedBy.map { " by \(place.name(of: $0))" } ?? "")"
        }
        let telling = EventTelling(place: place)
        let events = try place.ledger.events(of: .user(record.id), after: 0).map(\.recorded)
        let since = events.filter { $0.at > previous.opened && $0.at <= campaign.opened && EventTelling.isTelling($0.event) }
        return [before ?? "not in \(previous.opening.name)"] + since.map { "\(place.text($0.at))  \(telling.line($0))" }
    }

    private func decisions() throws -> [String] {
        try place.ledger.events(of: .item(item.id), after: 0).map(\.recorded).filter(\.event.isSaid).map {
            "\(place.text($0.at))  \(EventTelling(place: place).line($0))"
        }
    }
}

extension Event {
    /// Whether a person said it about an item.
    fileprivate var isSaid: Bool {
        guard case .item(let event) = self else { return false }
        switch event {
        case .decided, .reassigned: return true
        case .listed, .fellSilent, .vanished, .ordered, .carriedOut, .verified: return false
        }
    }
}
