import Foundation
import IAM
import Lifecycle
import Testing

struct UserTableTests {
    @Test(arguments: ShippedWorkflows.names)
    func `every command on every state from every role has the answer that was agreed to`(workflow name: String) throws {
        let workflow = try ShippedWorkflows.read(name)
        var text = "What follows from each command on a user of workflow '\(name)', or the code of the refusal.\n"
        for (title, record) in Records(workflow).all {
            var table = TextTable([title] + Self.actors.map(\.0))
            for (label, command) in Self.commands {
                table.row([label] + Self.actors.map { answer(command, on: record, workflow, by: $0.1) })
            }
            text += "\n" + table.text
        }
        try expectGolden(text, "users-\(name).txt")
    }

    private static let actors: [(String, Actor)] = [
        ("admin", .person(Cast.admin)), ("subject, admin", .person(Cast.otherAdmin)), ("approver", .person(Cast.security)),
        ("requester", .person(Cast.requester)), ("auditor", .person(Cast.auditor)), ("left", .person(Cast.gone)), ("tenure", .tenure),
    ]

    private static let commands: [(String, UserCommand)] = [
        ("suspend", .suspend(sealed("lost laptop"))), ("revoke", .revoke(sealed("left the team"), ticket: nil)),
        ("extend", .extend(.start + .days(60), sealed("on leave"))), ("extend, earlier", .extend(.start + .hours(13), sealed("hurry"))),
        ("confirm", .confirm(sealed(Records.device))), ("confirm, other device", .confirm(sealed("arn:aws:iam::123456789012:mfa/other"))),
        ("keep as service", .decideKeys(.service, sealed("batch"))), ("remind", .remind), ("review", .review(sealed("looked"))),
    ]

    private func answer(_ command: UserCommand, on record: UserRecord, _ workflow: Workflow, by actor: Actor) -> String {
        let now = Date.start + .hours(12)
        let context = UserContext(workflow: workflow, now: now, lookedAt: now, approvalStands: true)
        do {
            let events = try record.decide(command, in: context, rules: Cast.rules, by: actor)
            return events.isEmpty ? "done" : events.map { String(Event.user($0).code.dropFirst("user.".count)) }.joined(separator: "+")
        } catch {
            return "- " + error.code.rawValue
        }
    }
}

/// Records in every state of a workflow, also under way, unwinding, and with their end decided.
struct Records {
    static let device = "arn:aws:iam::123456789012:mfa/jieun"
    let workflow: Workflow

    init(_ workflow: Workflow) { self.workflow = workflow }

    /// A record that has just entered the state.
    func record(in state: State, devices: [String] = [device]) -> UserRecord {
        let adopts = workflow.kind == .existing ? Sample.userID : nil
        let access = Sample.access(person: Cast.otherAdmin, adopts: adopts)
        var record = UserRecord(
            id: RecordID(12), opening: Opening(access, request: RequestID(17), entry: Entry(state, at: .start)), at: .start)
        if state.stage != .creation {
            record.userID = Sample.userID
            record.facts.insert(.user)
            record.passwordSet = .start
            record.sighting = Sample.sighting(devices: devices)
        }
        return record
    }

    /// The record, after those events.
    func after(_ events: [UserEvent], _ record: UserRecord, at time: Date = .start + .hours(1)) -> UserRecord {
        events.reduce(record) { UserRecord.evolve($0, id: record.id, $1, at: time, by: .person(Cast.admin)) ?? $0 }
    }

    func began(_ transition: Transition) -> UserEvent {
        let carries = transition.by == .request ? RequestID(18) : nil
        return .began(transition: transition.name, to: transition.to, steps: transition.steps, nonce: "0f", carries: carries)
    }

    /// Every state, and what can be open in it.
    var all: [(String, UserRecord)] {
        workflow.states.flatMap { state -> [(String, UserRecord)] in
            let plain = record(in: state)
            let end = after([.revocationDecided(reason: sealed("left"), ticket: nil)], plain)
            let asked = after([.suspensionDecided(reason: sealed("lost laptop"))], plain)
            let variants = [
                ("\(state.name)", plain), ("\(state.name), suspension decided", asked), ("\(state.name), revocation decided", end),
            ]
            guard let way = workflow.transitions(from: state.name).first(where: { !$0.steps.isEmpty && !$0.steps.contains(.deleteUser) }),
                let step = way.steps.first
            else { return variants }
            let announced = after([began(way), .announced(step: step)], plain)
            let unwinding = after([.gaveUp(step: step, reason: "no")], announced)
            return variants + [("\(state.name), \(way.name) announced", announced), ("\(state.name), \(way.name) unwinding", unwinding)]
        }
    }
}
