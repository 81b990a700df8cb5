import Foundation
import IAM
import Lifecycle
import Testing

struct NextTableTests {
    @Test(arguments: ShippedWorkflows.names)
    func `what is next in every state and context is what was agreed to`(workflow name: String) throws {
        let workflow = try ShippedWorkflows.read(name)
        var text = "What is next for a user of workflow '\(name)'. A wait names what is waited for, transition by transition.\n"
        for state in workflow.states {
            var table = TextTable(["\(state.name)", "next"])
            for case (let title, let record, let context) in Situations(workflow, state).all {
                table.row([title, words(record.next(in: context))])
            }
            text += "\n" + table.text
        }
        try expectGolden(text, "next-\(name).txt")
    }

    private func words(_ move: Move) -> String {
        switch move {
        case .begin(let transition): "begin \(transition.name)"
        case .perform(let step): "perform \(step.rawValue)"
        case .undo(let step): "undo \(step.rawValue)"
        case .finish(let state): "enter \(state.name)"
        case .abandon(let reason): "abandon: \(reason)"
        case .remind(let number): "remind \(number)"
        case .tellSuspension: "tell of the suspension"
        case .wait(let blockers):
            blockers.isEmpty
                ? "wait" : "wait: " + blockers.map { "\($0.transition) (\($0.waitsFor.rawValue): \($0.reason))" }.joined(separator: "; ")
        }
    }
}

/// What a user in a state can meet.
struct Situations {
    private let workflow: Workflow
    private let state: State
    private let records: Records
    private let soon = Date.start + .hours(1)
    private let late = Date.start + .days(100)

    init(_ workflow: Workflow, _ state: State) {
        self.workflow = workflow
        self.state = state
        records = Records(workflow)
    }

    private func context(at now: Date? = nil, looked: Bool = true, devicesRead: Bool = false, stands: Bool = true) -> UserContext {
        let now = now ?? soon
        return UserContext(
            workflow: workflow, now: now, lookedAt: looked ? now : now - .hours(2), devicesRead: devicesRead ? now : nil,
            approvalStands: stands)
    }

    /// A title, the record and the context.
    var all: [(String, UserRecord, UserContext)] { observed + decided + underWay }

    private var observed: [(String, UserRecord, UserContext)] {
        let (bare, enrolled) = (records.record(in: state, devices: []), records.record(in: state))
        var own = enrolled
        own.sighting?.passwordChanged = .start + .hours(1)
        var used = enrolled
        used.sighting?.keys = [SeenKey(slot: 1, isActive: true, lastUsed: .start)]
        var ended = own
        ended.end = .start + .days(1)
        let noticed = records.after([.delivered(delivery: Delivery(what: .guide(.notice), at: .start, duty: "1"))], bare, at: .start)
        return [
            ("no MFA", bare, context()), ("MFA", enrolled, context()), ("MFA and own password", own, context()),
            ("MFA and own password, stale look", own, context(looked: false)),
            ("MFA and own password, approval void", own, context(stands: false)),
            ("keys in use", used, context()), ("reminders skipped", bare, context(at: .start + .days(6))),
            ("no MFA, devices read", bare, context(devicesRead: true)), ("deadline passed, MFA", enrolled, context(at: late)),
            ("deadline passed, no MFA, notice delivered", noticed, context(at: late)),
            ("deadline passed, no MFA, notice delivered, devices read", noticed, context(at: late, devicesRead: true)),
            ("deadline passed, no MFA, no notice, devices read", bare, context(at: late, devicesRead: true)),
            ("end reached", ended, context(at: late)),
        ]
    }

    private var decided: [(String, UserRecord, UserContext)] {
        let own = ownRecord
        let change = Order.change(request: RequestID(18), profile: name("admin"), grant: .other, end: nil)
        let end = records.after([.revocationDecided(reason: sealed("left"), ticket: nil)], own)
        var gone = end
        gone.missingSince = .start
        var deleted = gone
        deleted.revocation?.deleted = .start
        return [
            ("suspension decided", records.after([.suspensionDecided(reason: sealed("lost"))], own), context()),
            ("change ordered", records.after([.ordered(order: change)], own), context()),
            ("change ordered, approval void", records.after([.ordered(order: change)], own), context(stands: false)),
            ("resume ordered", records.after([.ordered(order: .resume(request: RequestID(18)))], own), context()),
            ("device confirmed", records.after([.confirmed(serial: sealed(Records.device))], own), context()),
            ("another device confirmed", records.after([.confirmed(serial: sealed("arn:aws:iam::123456789012:mfa/old"))], own), context()),
            ("keys: service", records.after([.keysDecided(outcome: .service, reason: sealed("batch"))], own), context()),
            ("revocation decided", end, context()),
            ("revocation decided, stale look, approval void", end, context(looked: false, stands: false)),
            ("revocation decided, gone by itself", gone, context()), ("revocation decided, deleted and gone", deleted, context()),
        ]
    }

    private var ownRecord: UserRecord {
        var own = records.record(in: state)
        own.sighting?.passwordChanged = .start + .hours(1)
        return own
    }

    private var underWay: [(String, UserRecord, UserContext)] {
        workflow.transitions(from: state.name).filter { !$0.steps.isEmpty && !$0.steps.contains(.deleteUser) }.flatMap { way in
            var began = records.after([records.began(way)], ownRecord)
            began.end = .start + .days(50)
            let announced = records.after([.announced(step: way.steps[0])], began)
            let end = UserEvent.revocationDecided(reason: sealed("left"), ticket: nil)
            let unwinding = records.after([.gaveUp(step: way.steps[0], reason: "no")], announced)
            let rested = records.after([.undone(step: way.steps[0]), .abandoned(transition: way.name, reason: "no")], unwinding)
            let title = "\(way.name) "
            return [
                (title + "begun", began, context()), (title + "begun, approval void", began, context(stands: false)),
                (title + "announced, approval void", announced, context(stands: false)),
                (title + "announced, revocation decided", records.after([end], announced), context(stands: false)),
                (
                    title + "announced, suspension decided", records.after([.suspensionDecided(reason: sealed("lost"))], announced),
                    context()
                ),
                (title + "announced, end reached", announced, context(at: late)), (title + "unwinding", unwinding, context()),
                (title + "unwinding, revocation decided", records.after([end], unwinding), context()),
                (title + "taken back", rested, context()),
                (title + "taken back a day ago", rested, context(at: soon + .days(1))),
            ]
        }
    }
}
