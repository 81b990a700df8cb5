import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox
import Shipped
import Testing

@testable import Engine

@Suite struct LifeTests {
    private let name = Bench.name(of: 0)

    @Test func `a standard user is made, enrols, is granted its groups, and is gone after its revocation`() async throws {
        let bench = try Bench()
        let record = try await bench.provision()
        #expect(try bench.state(record) == "enrolling")
        #expect(try await bench.held(name) == Held(groups: ["tenure-duty"], hasPassword: true))
        #expect(bench.post.letters.map(\.name) == ["U-1-jane.doe-guide-new.ko"])
        #expect(bench.post.passwords(of: name).count == 1)
        try await bench.run(after: .hours(1))
        #expect(try bench.state(record) == "enrolling")
        try bench.enrol(name)
        try await bench.run(after: .hours(5))
        #expect(try bench.state(record) == "active")
        #expect(try bench.status(RequestID(1)) == .fulfilled)
        #expect(try await bench.held(name) == Held(groups: ["tenure-duty", "developers", "readers"], devices: 1, hasPassword: true))
        try bench.revoke(record)
        try await bench.run(after: .hours(1))
        #expect(try bench.state(record) == "revoking")
        #expect(try await bench.held(name) == nil)
        try await bench.run(after: .hours(1))
        #expect(try bench.state(record) == "revoking")
        try await bench.run(after: .hours(1))
        #expect(try bench.state(record) == "revoked")
        #expect(try await bench.account.listVirtualMFADevices(.any, from: nil).items.isEmpty)
        #expect(try await bench.soundness() == [])
    }

    @Test func `a user that only enrols MFA and keeps the administrator's password gets nothing`() async throws {
        let bench = try Bench()
        let record = try await bench.provision()
        try bench.enrolDevice(name, password: try require(bench.post.passwords(of: name).last, "a password"))
        try await bench.run(after: .hours(5))
        #expect(try bench.state(record) == "enrolling")
        #expect(try await bench.held(name)?.groups == ["tenure-duty"])
    }

    @Test func `a privileged user passes two stages and is confirmed by a second person`() async throws {
        let bench = try Bench()
        try await bench.look()
        let request = try bench.ask("operator", workflow: "privileged", end: bench.clock.now + .days(90))
        try bench.office(Staff.manager).decide(.approve, on: request.id)
        #expect(try bench.status(request.id) == .submitted)
        try await bench.run()
        #expect(try await bench.held(name) == nil)
        #expect { try bench.office(Staff.security).decide(.approve, on: request.id) } throws: {
            ($0 as? Refusal)?.code == .signatureMissing
        }
        let approved = try bench.approve(request.id)
        #expect(approved.approvals.map(\.isSigned) == [false, true])
        let record = try require(approved.record, "a record")
        try await bench.run()
        try bench.enrol(name)
        try await bench.run(after: .hours(5))
        #expect(try bench.state(record) == "confirming")
        #expect(try await bench.held(name)?.groups == ["tenure-duty"])
        let serial = bench.home.world.seal("arn:aws:iam::123456789012:mfa/jane.doe")
        #expect(throws: Refusal.self) {
            try bench.decide(.confirm(bench.home.world.seal("arn:aws:iam::123456789012:mfa/other")), on: record)
        }
        try bench.decide(.confirm(serial), on: record)
        try await bench.run()
        #expect(try bench.state(record) == "active")
        #expect(try await bench.held(name)?.groups == ["tenure-duty", "operators"])
        try await bench.run(after: .days(91))
        #expect(try bench.state(record) == "revoking")
        #expect(try await bench.held(name) == nil)
        #expect(try await bench.soundness() == [])
    }

    @Test func `what began before signatures were demanded goes on without one`() async throws {
        let bench = try Bench(subjects: 2)
        try await bench.look()
        let new = try require(Shipped.workflows["privileged.yaml"], "a privileged workflow")
        let old = new.replacing("      signed: true\n", with: "")
        try #require(new != old)
        try bench.load(old, as: "privileged")
        let end = bench.clock.now + .days(90)
        let before = try bench.ask("operator", workflow: "privileged", end: end)
        try bench.load(new, as: "privileged")
        let after = try bench.ask("operator", workflow: "privileged", subject: 1, end: end)
        for request in [before.id, after.id] { try bench.office(Staff.manager).decide(.approve, on: request) }
        let record = try require(bench.office(Staff.security).decide(.approve, on: before.id).record, "a record")
        #expect { try bench.office(Staff.security).decide(.approve, on: after.id) } throws: { ($0 as? Refusal)?.code == .signatureMissing }
        // A no grants nothing, and wants no key.
        #expect(try bench.office(Staff.security).decide(.reject(bench.home.world.seal("no")), on: after.id).status == .rejected)
        try await bench.run()
        try bench.decide(.suspend(bench.home.world.seal("on leave")), on: record)
        try await bench.run()
        #expect(try bench.state(record) == "suspended")
        let back = try bench.resume(record)
        #expect(back.status == .approved && back.approvals.allSatisfy { !$0.isSigned })
        #expect(try await bench.soundness() == [])
    }

    @Test func `an unconfirmed privileged user is suspended at its deadline`() async throws {
        let bench = try Bench()
        let record = try await bench.provision("operator", workflow: "privileged", end: bench.clock.now + .days(90))
        try bench.enrol(name)
        try await bench.run(after: .hours(5))
        try await bench.run(after: .days(3))
        #expect(try bench.state(record) == "suspended")
        #expect(try await bench.held(name)?.inline == ["tenure-deny-all"])
    }

    @Test func `a contractor's user ends at its end date`() async throws {
        let bench = try Bench(subjects: 2)
        let end = bench.clock.now + .days(30)
        let record = try await bench.provision("partner", workflow: "contractor", subject: 1, end: end)
        try bench.enrol(Bench.name(of: 1))
        try await bench.run(after: .hours(5))
        #expect(try bench.state(record) == "active")
        #expect(try await bench.held(Bench.name(of: 1))?.groups == ["tenure-duty", "readers"])
        try await bench.run(after: .days(31))
        #expect(try await bench.held(Bench.name(of: 1)) == nil)
        try await bench.run(after: .hours(1))
        try await bench.run(after: .hours(1))
        #expect(try bench.state(record) == "revoked")
        #expect(try await bench.soundness() == [])
    }

    @Test func `whoever never enrols is reminded, suspended at the deadline, and revoked`() async throws {
        let bench = try Bench()
        let record = try await bench.provision()
        for _ in 0..<6 { try await bench.run(after: .days(1)) }
        #expect(try bench.state(record) == "enrolling")
        #expect(bench.post.letters.count { $0.name.contains("reminder") } == 3)
        try await bench.run(after: .days(1))
        #expect(try bench.state(record) == "suspended")
        #expect(try await bench.held(name) == Held(groups: ["tenure-duty"], inline: ["tenure-deny-all"], hasPassword: true))
        try await bench.run(after: .days(30))
        #expect(try bench.state(record) == "revoking")
        try await bench.finishRevocation()
        #expect(try bench.state(record) == "revoked")
        #expect(try bench.status(RequestID(1)) == .withdrawn)
        #expect(try await bench.soundness() == [])
    }

    @Test func `reminders that a pause has skipped are not sent in a burst`() async throws {
        let bench = try Bench()
        let record = try await bench.provision()
        try await bench.run(after: Period(seconds: 6 * 86_400 + 3_600))
        try await bench.run(after: .hours(1))
        try await bench.run(after: .hours(1))
        #expect(try bench.state(record) == "enrolling")
        #expect(bench.post.letters.count { $0.name.contains("reminder") } == 1)
    }
}
