import Foundation
import IAM
import Lifecycle
import Testing

/// Random lives, in which everything fails that can, people decide what they like, and time passes.
struct EndLawTests {
    @Test func `no life traps, and from anywhere in it an end is reached whatever else fails`() throws {
        var dice = Dice()
        let workflows = try ShippedWorkflows.all()
        let walks = Dice.isDeep ? 1_000_000 : 20_000
        var (longest, suspended, visited) = (0, 0, Set<String>())
        for _ in 0..<walks {
            var life = Life(dice.pick(workflows), &dice)
            for _ in 0..<dice.below(40) { life.live(&dice) }
            visited.insert("\(life.workflow.name) \(life.record.state)\(life.record.transit.map { " > \($0.to) \($0.done)" } ?? "")")
            if let moves = life.suspendWhileAllElseFails() {
                suspended += 1
                #expect(moves <= 6, "a suspension took \(moves) moves from \(life.record.state), \(dice)")
            }
            let moves = life.endWhileAllElseFails()
            #expect(life.record.stage == .revoked, "stays in \(life.record.state), \(String(describing: life.record.transit)), \(dice)")
            #expect(life.record.revocation?.deleted != nil && life.record.revocation?.verified != nil, "\(dice)")
            longest = max(longest, moves)
        }
        print("lives: \(walks) random walks, \(visited.count) places, longest end \(longest) moves, \(suspended) suspensions, \(dice)")
        #expect(suspended > walks / 20 && visited.count > 60)
    }

    @Test func `every event leaves a record in every state`() throws {
        var dice = Dice()
        let events = try EventExamples.all().compactMap { event -> UserEvent? in if case .user(let event) = event { event } else { nil } }
        for workflow in try ShippedWorkflows.all() {
            for (title, record) in Records(workflow).all {
                for event in events {
                    let after = UserRecord.evolve(record, id: record.id, event, at: .start, by: .tenure)
                    #expect(after?.id == record.id && after?.person == record.person && after?.request == record.request, "\(title)")
                }
                var walked = record
                for _ in 0..<200 {
                    walked = UserRecord.evolve(walked, id: walked.id, dice.pick(events), at: .start, by: person(5)) ?? walked
                }
                #expect(walked.id == record.id)
                _ = walked.next(in: UserContext(workflow: workflow, now: .start, lookedAt: .start, approvalStands: true))
            }
        }
    }

    @Test func `every event leaves a request in every status, and nothing but its filing makes one`() throws {
        var dice = Dice()
        let events = try EventExamples.all().compactMap { event -> RequestEvent? in
            if case .request(let event) = event { event } else { nil }
        }
        for _ in 0..<(Dice.isDeep ? 1_000_000 : 20_000) {
            var request: Request?
            for _ in 0..<10 {
                let event = dice.pick(events)
                let after = Request.evolve(request, id: RequestID(1), event, at: .start, by: person(1))
                if request != nil {
                    #expect(after != nil)
                } else if case .submitted = event {
                    #expect(after != nil)
                } else {
                    #expect(after == nil)
                }
                request = after
            }
        }
    }
}

/// One user's life.
private struct Life {
    let workflow: Workflow
    var record: UserRecord
    var now = Date.start
    private var devicesRead: Date?
    private var stands = true

    init(_ workflow: Workflow, _ dice: inout Dice) {
        self.workflow = workflow
        let state = workflow.state(workflow.initial) ?? workflow.states[0]
        let end: Date? = dice.once(in: 3) ? .start + .days(10 + dice.below(100)) : nil
        let access = Sample.access(adopts: workflow.kind == .existing ? Sample.userID : nil, end: end)
        record = UserRecord(id: RecordID(1), opening: Opening(access, request: RequestID(1), entry: Entry(state, at: .start)), at: .start)
    }

    private var context: UserContext {
        UserContext(workflow: workflow, now: now, lookedAt: now, devicesRead: devicesRead, approvalStands: stands)
    }

    private mutating func note(_ event: UserEvent, by actor: Actor = .tenure) {
        record = UserRecord.evolve(record, id: record.id, event, at: now, by: actor) ?? record
    }

    mutating func live(_ dice: inout Dice) {
        switch dice.below(12) {
        case 0: now = now + Period.days(1 + dice.below(8))
        case 1: stands = !dice.once(in: 3)
        case 2: devicesRead = now
        case 3: look(&dice)
        case 4: decide(&dice)
        default: move(succeeds: !dice.once(in: 4), for: &dice)
        }
        now = now + Period(seconds: 90)
    }

    private mutating func look(_ dice: inout Dice) {
        guard record.userID != nil else { return }
        let used = SeenKey(slot: 1, isActive: true, lastUsed: dice.once(in: 3) ? now : nil)
        note(
            .seen(
                sighting: Sample.sighting(
                    devices: dice.once(in: 3) ? [] : [Records.device], passwordChanged: dice.once(in: 2) ? now : nil, keys: [used])))
    }

    private mutating func decide(_ dice: inout Dice) {
        let commands: [UserCommand] = [
            .suspend(Self.reason), .extend(now + .days(9), Self.reason), .confirm(sealed(Records.device)),
            .decideKeys(dice.pick(KeyDecision.Outcome.allCases), Self.reason),
        ]
        if let events = try? record.decide(dice.pick(commands), in: context, rules: Cast.rules, by: .person(Cast.admin)) {
            for event in events { note(event, by: .person(Cast.admin)) }
        } else if record.revocation == nil, record.stage == .active || record.stage == .suspended {
            let change = Order.change(request: RequestID(2), profile: name("admin"), grant: .other, end: record.end)
            note(.ordered(order: record.stage == .suspended ? .resume(request: RequestID(2)) : change))
        }
    }

    private static let reason = sealed("because")

    private mutating func move(succeeds: Bool, for dice: inout Dice) {
        let isFinal = dice.once(in: 3)
        carryOut(record.next(in: context)) { step in succeeds ? nil : (isFinal && step.undo != .forwardOnly) }
    }

    /// Carries out a move; `failure` is nil if the step succeeds, true if it never will.
    private mutating func carryOut(_ move: Move, failure: (Step) -> Bool?) {
        switch move {
        case .begin(let way):
            note(
                .began(
                    transition: way.name, to: way.to, steps: way.steps, nonce: "0f",
                    carries: way.by == .request ? record.order?.request : nil))
        case .perform(let step):
            if record.transit?.isAnnounced != true { note(.announced(step: step)) }
            switch failure(step) {
            case .some(true): note(.gaveUp(step: step, reason: "no"))
            case .some(false): note(.failed(step: step, reason: "later"))
            case nil: note(.performed(step: step, outcome: step == .createUser ? .created(user: Sample.userID, ahead: 0) : .done))
            }
        case .undo(let step): if failure(step) == nil { note(.undone(step: step)) }
        case .finish(let state): note(.entered(entry: Entry(state, at: now)))
        case .abandon(let reason): if let transit = record.transit { note(.abandoned(transition: transit.name, reason: reason)) }
        case .remind: note(.reminded(delivery: Delivery(what: .reminder, at: now, duty: nil)))
        case .tellSuspension: note(.delivered(delivery: Delivery(what: .suspension, at: now, duty: nil)))
        case .wait: break
        }
    }

    // All that gives fails from now on, letters too, and no approval stands. Only making out whether a user exists, and taking away, works.
    private static func fails(_ step: Step) -> Bool? { step.undo == .forwardOnly || step == .createUser ? nil : false }

    /// How many moves a suspension takes; nil if it is refused.
    func suspendWhileAllElseFails() -> Int? {
        var life = self
        life.stands = false
        guard let events = try? record.decide(.suspend(Self.reason), in: life.context, rules: Cast.rules, by: .person(Cast.admin)) else {
            return nil
        }
        guard workflow.state(record.transit?.to ?? record.state)?.stage != .suspended else { return nil }
        for event in events { life.note(event, by: .person(Cast.admin)) }
        for moves in 1...20 {
            life.carryOut(life.record.next(in: life.context), failure: Self.fails)
            if life.record.stage == .suspended || life.record.revocation != nil { return moves }
        }
        return 21
    }

    /// How many moves it takes until the user is verified to be gone.
    mutating func endWhileAllElseFails() -> Int {
        stands = false
        if let events = try? record.decide(.revoke(Self.reason, ticket: nil), in: context, rules: Cast.rules, by: .person(Cast.admin)) {
            for event in events { note(event, by: .person(Cast.admin)) }
        }
        for moves in 1...40 {
            guard record.stage != .revoked else { return moves }
            carryOut(record.next(in: context), failure: Self.fails)
            now = now + Period(seconds: 61)
            if record.revocation?.deleted != nil { note(.missed) }
        }
        return 41
    }
}
