import Foundation
import IAM
import Lifecycle
import Testing

struct DeadlineTests {
    private let workflow: Workflow
    private let enrolling: State

    init() throws {
        workflow = try ShippedWorkflows.read("standard")
        enrolling = try #require(workflow.state(name("enrolling")))
    }

    private func context(at now: Date, devicesRead: Bool = true) -> UserContext {
        UserContext(workflow: workflow, now: now, lookedAt: now, devicesRead: devicesRead ? now : nil, approvalStands: true)
    }

    @Test func `no event but an extension or another state moves a deadline`() throws {
        let record = Records(workflow).record(in: enrolling)
        #expect(record.deadline == .start + .days(7))
        for case .user(let event) in try EventExamples.all() {
            let after = UserRecord.evolve(record, id: record.id, event, at: .start + .days(3), by: person(5))
            if case .extended(let deadline, _) = event {
                #expect(after?.deadline == deadline)
            } else {
                #expect(after?.deadline == record.deadline && after?.since == record.since, "\(Event.user(event).code)")
            }
        }
    }

    @Test func `entering the same state again renews nothing, entering another does`() throws {
        let record = Records(workflow).record(in: enrolling)
        let again = Records(workflow).after([.entered(entry: Entry(enrolling, at: .start + .days(5)))], record, at: .start + .days(5))
        #expect(again.deadline == record.deadline && again.since == record.since)
        let active = try #require(workflow.state(name("active")))
        let moved = Records(workflow).after([.entered(entry: Entry(active, at: .start + .days(5)))], record, at: .start + .days(5))
        #expect(moved.deadline == nil && moved.since == .start + .days(5))
    }

    @Test func `a request that has expired stays so when the clock goes back`() throws {
        let form = try Sample.form()
        let filed = Request.evolve(nil, id: RequestID(1), .submitted(form: form), at: .start, by: person(1))
        let expired = Request.evolve(filed, id: RequestID(1), .expired, at: .start + .days(15), by: .tenure)
        for command in [RequestCommand.approve, .amend(form), .void(.other), .fulfil, .expire] {
            for actor in [Actor.tenure, person(1), person(3), person(4)] {
                #expect(throws: Refusal.self) { try Request.decide(command, on: expired, in: Cast.context, by: actor, at: .start) }
            }
        }
    }

    @Test func `what is concluded from a look is not concluded from one in the past or an old one`() {
        let record = Records(workflow).record(in: enrolling, devices: [])
        let noticed = Records(workflow).after(
            [.delivered(delivery: Delivery(what: .guide(.new), at: .start, duty: nil))], record, at: .start)
        let now = Date.start + .days(8)
        #expect(noticed.next(in: context(at: now)).begins == "suspend-unenrolled")
        let stale = UserContext(workflow: workflow, now: now, lookedAt: now - .hours(2), devicesRead: now, approvalStands: true)
        #expect(noticed.next(in: stale).begins == nil)
        #expect(noticed.next(in: context(at: .start + .days(6))).begins == nil)
        guard case .wait(let blockers) = noticed.next(in: context(at: now, devicesRead: false)) else {
            return #expect(Bool(false), "acts unread")
        }
        let asksForDevices = blockers.contains { $0.wantsDevices }
        #expect(asksForDevices)
    }

    @Test func `reminders that a pause has skipped come as one`() {
        var record = Records(workflow).record(in: enrolling, devices: [])
        var sent: [Int] = []
        for hour in stride(from: 0, through: 6 * 24 + 23, by: 1) where !(40...130).contains(hour) {
            let now = Date.start + .hours(hour)
            while case .remind(let number) = record.next(in: context(at: now)) {
                sent.append(number)
                record = Records(workflow).after([.reminded(delivery: Delivery(what: .reminder, at: now, duty: nil))], record, at: now)
                guard sent.count < 9 else { break }
            }
        }
        #expect(sent == [2, 3])
    }

    @Test func `without a pause every reminder comes once, on its day`() {
        var record = Records(workflow).record(in: enrolling, devices: [])
        var sent: [String] = []
        for hour in 0..<(7 * 24) {
            let now = Date.start + .hours(hour)
            guard case .remind(let number) = record.next(in: context(at: now)) else { continue }
            sent.append("\(number) at \(hour)")
            record = Records(workflow).after([.reminded(delivery: Delivery(what: .reminder, at: now, duty: nil))], record, at: now)
        }
        #expect(sent == ["1 at 48", "2 at 120", "3 at 144"])
    }

    @Test func `a suspension is told once, and those for whom it waits are reminded then`() throws {
        let suspended = try #require(workflow.state(name("suspended")))
        var record = Records(workflow).record(in: suspended)
        record.sighting?.passwordChanged = .start + .hours(1)
        var said: [String] = []
        for day in 0..<29 {
            let now = Date.start + .days(day)
            switch record.next(in: context(at: now)) {
            case .tellSuspension:
                said.append("told on day \(day)")
                record = Records(workflow).after(
                    [.delivered(delivery: Delivery(what: .suspension, at: now, duty: nil))], record, at: now)
            case .remind(let number):
                said.append("\(number) on day \(day)")
                record = Records(workflow).after([.reminded(delivery: Delivery(what: .prompt, at: now, duty: nil))], record, at: now)
            case .begin, .perform, .undo, .finish, .abandon, .wait: break
            }
        }
        #expect(said == ["told on day 0", "1 on day 16", "2 on day 23"])
    }

    @Test func `an end that a date brings is verified and dated like one that was decided`() throws {
        var record = Records(workflow).record(in: try #require(workflow.state(name("active"))))
        record.end = .start + .days(1)
        guard case .begin(let way) = record.next(in: context(at: .start + .days(2))) else {
            return #expect(Bool(false), "the end is not carried out")
        }
        record = Records(workflow).after([Records(workflow).began(way)], record, at: .start + .days(2))
        for step in way.steps {
            record = Records(workflow).after(
                [.announced(step: step), .performed(step: step, outcome: .done)], record, at: .start + .days(2))
        }
        let revoking = try #require(workflow.state(way.to))
        record = Records(workflow).after([.entered(entry: Entry(revoking, at: .start + .days(2))), .missed], record, at: .start + .days(2))
        #expect(record.next(in: context(at: .start + .days(2) + Period(seconds: 61))).begins == "verify")
        #expect(record.revocation?.deleted == .start + .days(2))
    }
}

extension Move {
    fileprivate var begins: String? {
        guard case .begin(let transition) = self else { return nil }
        return transition.name.text
    }
}
