import Foundation
import IAM
import Lifecycle
import Testing

/// Random reviews: users appear, vanish and change under way, decisions come from everywhere, and nothing is lost.
struct CampaignLawTests {
    @Test func `every review accounts for everybody, and is complete once every revocation was seen`() throws {
        var dice = Dice()
        let (campaigns, workflow) = (Dice.isDeep ? 50_000 : 1_000, try ShippedWorkflows.read("standard"))
        var outcomes: [String: Int] = [:]
        for _ in 0..<campaigns {
            var world = ReviewWorld(workflow, &dice)
            for _ in 0..<dice.below(60) { world.live(&dice) }
            world.close()
            let tally = try #require(world.campaign.closing?.tally)
            #expect(tally.total == world.items.count, "\(tally) of \(world.items.count), \(dice)")
            for _ in 0..<dice.below(30) { world.carryOutSomething(&dice) }
            let rounds = world.carryOutAll()
            #expect(rounds < 12, "it took \(rounds) rounds, \(dice)")
            for item in world.items {
                outcomes["\(item.consequence)".prefix { $0.isLetter }.description, default: 0] += 1
                world.check(item, "\(dice)")
            }
        }
        print("reviews: \(campaigns), \(outcomes.sorted { $0.key < $1.key }), \(dice)")
        #expect(outcomes.count == 5)
    }

    @Test func `what was settled never changes once the review is closed`() throws {
        var dice = Dice()
        let workflow = try ShippedWorkflows.read("standard")
        for _ in 0..<200 {
            var world = ReviewWorld(workflow, &dice)
            for _ in 0..<dice.below(40) { world.live(&dice) }
            world.close()
            let before = world.items
            for _ in 0..<40 { world.live(&dice) }
            #expect(world.items.map(\.decision) == before.map(\.decision) && world.items.map(\.silence) == before.map(\.silence), "\(dice)")
        }
    }
}

/// A review, the records and the account that it is about, moved by the same pure functions as the real ones.
private struct ReviewWorld {
    var campaign: Campaign
    var items: [ReviewItem]
    private let workflow: Workflow
    private var records: [Int: UserRecord] = [:]
    private var present: Set<Int>
    private var now = Date.start
    private var looked: (at: Date, found: Set<Int>)

    init(_ workflow: Workflow, _ dice: inout Dice) {
        let count = 1 + dice.below(12)
        self.workflow = workflow
        present = Set(0..<count)
        looked = (.start - .hours(1), present)
        campaign = Standings.campaign([.opened(opening: ReviewExamples.opening(count: count))])
        items = []
        for number in 0..<count {
            let isKnown = !dice.once(in: 5)
            let entry = ReviewExamples.entry(
                number, record: isKnown ? RecordID(number + 1) : nil, risk: dice.pick(Risk.allCases), flags: isKnown ? [] : [.unexplained],
                silence: isKnown ? dice.pick(Silence.allCases) : .keep, named: "user.\(number)")
            let id = ItemID(campaign.id, number + 1)
            items += [ReviewItem.evolve(nil, id: id, .listed(entry: entry), at: now, by: person(5))].compactMap(\.self)
            if isKnown { records[number] = record(number) }
        }
    }

    private func record(_ number: Int) -> UserRecord {
        let active = State(
            name: name("active"), stage: .active, waitsFor: .nobody, deadline: nil, reminders: [], atDeadline: nil, isTerminal: false)
        let access = Sample.access(adopts: ReviewExamples.user(number))
        var record = UserRecord(
            id: RecordID(number + 1), opening: Opening(access, request: RequestID(number + 1), entry: Entry(active, at: .start)), at: .start
        )
        apply(.seen(sighting: Sample.sighting(groups: [name("developers"), name("readers")], named: "user.\(number)")), to: &record)
        return record
    }

    private func apply(_ event: UserEvent, to record: inout UserRecord) {
        record = UserRecord.evolve(record, id: record.id, event, at: now, by: .tenure) ?? record
    }

    private mutating func apply(_ events: [ItemEvent], to place: Int, by actor: Actor = .tenure) {
        for event in events {
            items[place] = ReviewItem.evolve(items[place], id: items[place].id, event, at: now, by: actor) ?? items[place]
        }
    }

    mutating func live(_ dice: inout Dice) {
        now = now + .hours(1)
        let place = dice.below(items.count)
        switch dice.below(8) {
        case 0: present.remove(place)
        case 1: if present.contains(place), records[place] == nil { records[place] = record(place) }
        case 2:
            if var record = records[place], record.revocation == nil {
                apply(.revocationDecided(reason: sealed("elsewhere"), ticket: nil), to: &record)
                records[place] = record
            }
        case 3: look()
        default: decide(place, &dice)
        }
    }

    private mutating func decide(_ place: Int, _ dice: inout Dice) {
        let verdicts: [ItemVerdict] = [
            .keep, .keepUntil(until: now + .days(90)), .reduce(groups: [name("developers")]), .revoke, .postpone,
        ]
        let actor = dice.pick(ReviewCast.all).1
        let subject = items[place].entry.person == nil ? nil : ReviewCast.subject
        let context = ReviewContext(campaign: campaign, rules: ReviewCast.rules, actor: actor, subject: subject)
        let command = ItemCommand.decide(
            dice.pick(verdicts), reason: dice.once(in: 3) ? nil : sealed("so"), manner: dice.pick(ItemDecision.Manner.allCases))
        guard let events = try? items[place].decide(command, in: context, at: now), let actor else { return }
        apply(events, to: place, by: .person(actor.id))
    }

    mutating func close() {
        now = max(now, campaign.opening.due)
        var tally = Closing.Tally()
        for place in items.indices {
            if items[place].isAnswered {
                tally.decided += 1
            } else if context(place).isGone(items[place].entry) {
                tally.gone += 1
                apply([.vanished], to: place)
            } else {
                tally.silent += 1
                apply([.fellSilent(outcome: items[place].entry.silence)], to: place)
            }
        }
        campaign = Campaign.evolve(campaign, id: campaign.id, .closed(tally: tally), at: now, by: person(5)) ?? campaign
    }

    private func context(_ place: Int) -> ItemContext {
        let found = looked.found.contains(place) && records[place]?.stage != .revoked
        return ItemContext(
            campaign: campaign, record: records[place], workflow: workflow, leaving: nil, look: (looked.at, found), now: now)
    }

    private mutating func look() {
        now = now + Period(seconds: 61)
        looked = (now, present)
        for (place, known) in records where known.stage != .revoked {
            var record = known
            if !present.contains(place), record.missingSince == nil { apply(.missed, to: &record) }
            // A record that the deletion was acknowledged of, and that a later look misses, is verified.
            if !present.contains(place), record.revocation?.deleted != nil, record.missingSince.map({ $0 < now }) ?? false,
                let revoked = workflow.state(name("revoked"))
            {
                apply(.entered(entry: Entry(revoked, at: now)), to: &record)
            }
            records[place] = record
        }
    }

    /// As a run would: one thing for one user, in any order, so that whatever is done twice or late is met.
    mutating func carryOutSomething(_ dice: inout Dice) {
        now = now + Period(seconds: 61)
        let place = dice.below(items.count)
        switch dice.below(3) {
        case 0: look()
        case 1: move(place)
        default: perform(place)
        }
    }

    mutating func carryOutAll() -> Int {
        for round in 1...12 {
            let before = items
            for place in items.indices { move(place) }
            for place in items.indices { perform(place) }
            look()
            look()
            for place in items.indices { move(place) }
            if items == before { return round }
        }
        return 12
    }

    private mutating func move(_ place: Int) {
        switch items[place].next(in: context(place), reason: sealed("review")) {
        case .order(let event, let events):
            guard var record = records[place] else { return }
            apply(event, to: &record)
            records[place] = record
            apply(events, to: place)
        case .note(let events): apply(events, to: place)
        case .wait, .done: return
        }
    }

    /// What `tenure run` does with the record, in one go.
    private mutating func perform(_ place: Int) {
        guard var record = records[place], record.stage != .revoked else { return }
        if record.revocation != nil, record.revocation?.deleted == nil {
            apply(.performed(step: .deleteUser, outcome: .done), to: &record)
            present.remove(place)
        } else if record.suspension != nil, let suspended = workflow.state(name("suspended")) {
            apply(.entered(entry: Entry(suspended, at: now)), to: &record)
        } else if let reduction = record.reduction, reduction.done == nil, record.revocation == nil {
            apply(.began(transition: name("reduce"), to: record.state, steps: [.removeGroups], nonce: "0f", carries: nil), to: &record)
            apply(.performed(step: .removeGroups, outcome: .done), to: &record)
            if let here = workflow.state(record.state) { apply(.entered(entry: Entry(here, at: now)), to: &record) }
            var sighting = record.sighting
            sighting?.groups = record.sighting?.groups.subtracting(reduction.groups) ?? []
            if let sighting, present.contains(place) { apply(.seen(sighting: sighting), to: &record) }
        }
        records[place] = record
    }

    /// Everything is settled but what tenure may not touch, and what was decided is what happened.
    func check(_ item: ReviewItem, _ note: String) {
        guard let place = items.firstIndex(where: { $0.id == item.id }) else { return }
        let record = records[place]
        let isUntouchable = record == nil && present.contains(place) && item.consequence != .none
        #expect(item.isComplete != isUntouchable, "\(item.id) \(item.consequence), \(String(describing: record?.stage)), \(note)")
        guard item.isComplete, let record else { return }
        switch item.consequence {
        case .revoke: #expect(record.stage == .revoked && item.verified != nil, "\(note)")
        case .suspend: #expect(record.stage == .suspended || record.revocation != nil, "\(note)")
        case .reduce: #expect(record.stage == .revoked || !record.grant.groups.contains(name("developers")), "\(note)")
        case .end: #expect(record.end != nil || record.revocation != nil, "\(note)")
        case .none: #expect(record.reduction == nil && record.end == nil, "\(note)")
        }
    }
}
