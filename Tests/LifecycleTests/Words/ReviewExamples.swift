import Foundation
import IAM
import Lifecycle

/// One value of every case of the events of reviews.
enum ReviewExamples {
    static let reviews: [ReviewEvent] = [
        .opened(opening: opening()),
        .delegated(delegation: Delegation(from: PersonID(3), to: PersonID(4), until: .start + .days(7), reason: sealed("on leave"))),
        .reminded(reviewers: [PersonID(3)]), .escalated(reviewers: [PersonID(3)]),
        .closed(tally: .init(decided: 1, silent: 1, gone: 1)), .signed(facts: Sample.workflow, remark: sealed("read it all")),
        .signed(facts: Sample.workflow, remark: nil),
    ]

    static let items: [ItemEvent] = [
        .listed(entry: entry()), .decided(verdict: .keep, reason: nil, manner: .walk),
        .decided(verdict: .keepUntil(until: .start + .days(30)), reason: sealed("project ends"), manner: .single),
        .decided(verdict: .reduce(groups: [name("readers"), name("developers")]), reason: sealed("moved"), manner: .file),
        .decided(verdict: .revoke, reason: sealed("left the team"), manner: .bulk),
        .decided(verdict: .postpone, reason: sealed("on sick leave"), manner: .single),
        .reassigned(reviewer: PersonID(4), reason: sealed("knows them")), .fellSilent(outcome: .suspend), .vanished, .ordered,
        .carriedOut(done: .start), .verified(seen: .start),
        .decided(verdict: .keep, reason: nil, manner: .single, signed: EventExamples.signed),
    ]

    static func opening(
        count: Int = 3, due: Date = .start + .days(14), scope: ReviewScope = ReviewScope(account: name("prod"), isPrivileged: true)
    ) -> CampaignOpening {
        let users = (0..<count).map { (account: name("prod") as AccountAlias, user: user($0)) }
        let source = PopulationSource(account: name("prod"), snapshot: Sample.workflow, taken: .start, users: count + 2)
        return CampaignOpening(
            name: name("2026-Q4"), scope: scope, due: due, remindAt: [.start + .days(7)], escalateAt: .start + .days(12),
            population: Population(of: users, sources: [source]), previous: ReviewID(2), because: sealed("an auditor asked"))
    }

    static func user(_ number: Int) -> UserID { name("AIDAEXAMPLE" + String(format: "%010d", number)) }

    static func entry(
        _ number: Int = 0, record: RecordID? = RecordID(12), risk: Risk = .high, flags: SortedSet<ItemFlag> = [.unused, .withoutMFA],
        silence: Silence = .suspend, named text: String = "jieun.kim"
    ) -> ItemEntry {
        ItemEntry(
            account: name("prod"), user: user(number), name: sealed(text), record: record, person: record == nil ? nil : Cast.subject,
            profile: record == nil ? nil : name("developer"), groups: [name("developers"), name("readers"), name("duty")], risk: risk,
            flags: flags, isUnchanged: false, silence: silence, reviewer: Cast.manager, capacity: .manager)
    }
}

extension ReviewEvent {
    var place: Int {
        switch self {
        case .opened: 0
        case .delegated: 1
        case .reminded: 2
        case .escalated: 3
        case .closed: 4
        case .signed: 5
        }
    }
}

extension ItemEvent {
    var place: Int {
        switch self {
        case .listed: 0
        case .decided: 1
        case .reassigned: 2
        case .fellSilent: 3
        case .vanished: 4
        case .ordered: 5
        case .carriedOut: 6
        case .verified: 7
        }
    }
}
