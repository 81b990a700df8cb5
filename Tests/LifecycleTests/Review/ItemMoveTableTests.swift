import Foundation
import IAM
import Lifecycle
import Testing

/// What is next for an item of a closed review, by what was settled and by how the user stands: every cell was read and agreed to.
struct ItemMoveTableTests {
    private static let settled: [(String, ItemEvent)] = [
        ("keep", said(.keep)), ("keep-until", said(.keepUntil(until: .start + .days(30)))),
        ("reduce", said(.reduce(groups: [name("developers")]))), ("revoke", said(.revoke)), ("postpone", said(.postpone)),
        ("silent: keep", .fellSilent(outcome: .keep)), ("silent: suspend", .fellSilent(outcome: .suspend)),
        ("silent: revoke", .fellSilent(outcome: .revoke)), ("gone", .vanished),
    ]

    private static func said(_ verdict: ItemVerdict) -> ItemEvent { .decided(verdict: verdict, reason: nil, manner: .single) }

    /// Nobody's user, and a record in every standing that makes a difference.
    private static func standings(_ workflow: Workflow) throws -> [(String, UserRecord?, found: Bool)] {
        let active = try record(workflow, "active")
        let reduced: UserEvent = .reductionDecided(groups: [name("developers")], leaving: .first, reason: sealed("review"))
        let done: [UserEvent] = [
            reduced, .began(transition: name("reduce"), to: name("active"), steps: [.removeGroups], nonce: "0f", carries: nil),
            .performed(step: .removeGroups, outcome: .done), .entered(entry: Entry(try state(workflow, "active"), at: .start)),
        ]
        let out = Sample.sighting(groups: [name("readers")])
        let end: UserEvent = .revocationDecided(reason: sealed("left"), ticket: nil)
        let revoked = try Entry(state(workflow, "revoked"), at: .start + .hours(1))
        return [
            ("nobody's", nil, true), ("nobody's, gone", nil, false), ("creation", try record(workflow, "approved"), true),
            ("active", active, true), ("suspended", try record(workflow, "suspended"), true),
            ("suspending", after(active, .suspensionDecided(reason: sealed("x"))), true), ("reducing", after(active, reduced), true),
            ("reduced, not seen", done.reduce(active) { after($0, $1) }, true),
            ("reduced, seen", after(done.reduce(active) { after($0, $1) }, .seen(sighting: out)), true),
            ("revoking", after(active, end), true),
            ("deleted", after(after(active, end), .performed(step: .deleteUser, outcome: .done)), false),
            ("revoked", after(after(after(active, end), .performed(step: .deleteUser, outcome: .done)), .entered(entry: revoked)), false),
        ]
    }

    private static func state(_ workflow: Workflow, _ name: String) throws -> State {
        try #require(workflow.states.first { $0.name.text == name })
    }

    private static func record(_ workflow: Workflow, _ state: String) throws -> UserRecord {
        let opening = Opening(
            Sample.access(adopts: Sample.userID), request: RequestID(1), entry: Entry(try Self.state(workflow, state), at: .start))
        let record = UserRecord(id: RecordID(12), opening: opening, at: .start)
        return after(record, .seen(sighting: Sample.sighting(groups: [name("developers"), name("readers")])))
    }

    private static func after(_ record: UserRecord, _ event: UserEvent) -> UserRecord {
        UserRecord.evolve(record, id: record.id, event, at: .start + .hours(1), by: .tenure) ?? record
    }

    @Test func `what is next for an item follows from what was settled and how the user stands`() throws {
        let workflow = try ShippedWorkflows.read("standard")
        let standings = try Self.standings(workflow)
        var table = TextTable(["settled"] + standings.map(\.0))
        for (title, event) in Self.settled {
            let item = Standings.item(ReviewExamples.entry(), event)
            table.row([title] + standings.map { Self.told(item, $0.1, found: $0.found, workflow) })
        }
        try expectGolden(table.text, "review-moves.txt")
    }

    private static func told(_ item: ReviewItem, _ record: UserRecord?, found: Bool, _ workflow: Workflow) -> String {
        let context = ItemContext(
            campaign: Standings.closed, record: record, workflow: workflow, leaving: nil, look: (.start + .hours(2), found),
            now: .start + .hours(2))
        switch item.next(in: context, reason: sealed("review")) {
        case .order(let event, _): return "order \(Event.user(event).code.replacing("user.", with: ""))"
        case .note(let events): return events.map { Event.item($0).code.replacing("item.", with: "") }.joined(separator: "+")
        case .wait: return "wait"
        case .done: return "done"
        }
    }
}
