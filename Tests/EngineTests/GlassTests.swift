import Foundation
import IAM
import Ledger
import Lifecycle
import Testing

@testable import Engine

/// The life of a user behind glass.
@Suite struct GlassTests {
    private let name = Bench.name(of: 0)

    @Test func `the glass is broken with one signature, for four hours, and stays open until a second person has looked`() async throws {
        let bench = try Bench()
        let id = try await bench.seal()
        #expect(try bench.state(id) == "sealed" && bench.status(RequestID(1)) == .fulfilled)
        #expect(try await bench.held(name) == Held(groups: ["tenure-duty"], devices: 1, hasPassword: true))
        let request = try await bench.breakGlass(id)
        #expect(request.status == .approved && request.form.stages.isEmpty)
        // Told at once, before any run.
        #expect(bench.post.letters.count { $0.name.contains("break-glass-R-2") } == 2)
        #expect(try bench.record(id).use?.told == [Staff.security, Staff.otherSecurity])
        #expect(try await bench.held(name)?.groups == ["tenure-duty"])
        try await bench.run()
        #expect(try bench.state(id) == "opened" && bench.status(RequestID(2)) == .fulfilled)
        #expect(try await bench.held(name)?.groups == ["tenure-duty", "operators"])
        #expect(throws: Refusal.self) { try bench.decide(.review(bench.home.world.seal("all well")), on: id) }
        #expect(throws: Refusal.self) {
            try bench.decide(.extend(bench.clock.now + .hours(9), bench.home.world.seal("more time")), on: id)
        }
        try await bench.run(after: .hours(3))
        #expect(try await bench.held(name)?.groups == ["tenure-duty", "operators"])
        try await bench.run(after: .hours(1))
        #expect(try bench.state(id) == "reviewing")
        #expect(try await bench.held(name) == Held(groups: ["tenure-duty"], devices: 1, hasPassword: true))
        try await bench.run(after: .days(2))
        #expect(try bench.state(id) == "reviewing")
        let stuck = try bench.record(id).stuck(in: UserContexts(home: bench.home).context(of: bench.record(id)))
        #expect(stuck?.verdict == .overdue && stuck?.waitsFor == .admin)
        #expect(throws: Refusal.self) { try bench.glassForm(of: id) }
        try bench.decide(.review(bench.home.world.seal("restarted the gateway, nothing else")), on: id)
        try await bench.run()
        #expect(try bench.state(id) == "sealed" && bench.record(id).use?.review?.by == Staff.admin)
        #expect(bench.post.letters.count { $0.name.contains("break-glass-R-2") } == 2)
        #expect(try await bench.soundness() == [])
        #expect(try bench.home.ledger.examine().problems == [])
        // And once more.
        try await bench.breakGlass(id)
        try await bench.run()
        #expect(try bench.state(id) == "opened")
        try bench.revoke(id)
        try await bench.run()
        #expect(try await bench.held(name) == nil)
        try bench.decide(.review(bench.home.world.seal("left in between")), on: id)
    }

    @Test func `without its holder's signature, or by anybody else, nothing is broken`() async throws {
        let bench = try Bench()
        let id = try await bench.seal()
        let form = try bench.glassForm(of: id)
        #expect { try bench.office(Staff.subject(0)).file(form) } throws: { ($0 as? Refusal)?.code == .signatureMissing }
        #expect { try bench.office(Staff.admin).file(form) } throws: { ($0 as? Refusal)?.code == .notPermitted }
        #expect { try bench.office(Staff.subject(0)).file(form, Bench.signing(Staff.security)) } throws: {
            ($0 as? Refusal)?.code == .signatureRefused
        }
        #expect(try bench.record(id).order == nil && bench.record(id).use == nil)
        try await bench.run()
        #expect(try await bench.held(name)?.groups == ["tenure-duty"])
    }

    @Test func `when no letter gets through the grant goes on, the record says so, and each run tries again`() async throws {
        let bench = try Bench()
        let id = try await bench.seal()
        let request = try bench.office(Staff.subject(0)).file(bench.glassForm(of: id), Bench.signing(Staff.subject(0)))
        let broken = bench.desk(try Templates.all().filter { !$0.key.hasPrefix("mail-break-glass") })
        try await GlassAlarm(home: bench.home, letters: broken).tell(of: id)
        #expect(try bench.record(id).use?.untold == [Staff.security, Staff.otherSecurity])
        try await bench.run(letters: broken)
        #expect(try bench.state(id) == "opened" && bench.status(request.id) == .fulfilled)
        #expect(bench.post.letters.count { $0.name.contains("break-glass") } == 0)
        try await bench.run(letters: broken)
        #expect(try bench.home.ledger.events(EventFilter(kind: "user.alarmed"), limit: 10).count == 1)
        try await bench.run()
        #expect(bench.post.letters.count { $0.name.contains("break-glass") } == 2)
        #expect(try bench.record(id).use?.untold == [])
    }

    @Test func `a glass that was not broken within the hour stays whole`() async throws {
        let bench = try Bench()
        let id = try await bench.seal()
        let request = try await bench.breakGlass(id)
        try await bench.run(after: .hours(2))
        #expect(try bench.status(request.id) == .expired && bench.state(id) == "sealed")
        #expect(try await bench.held(name)?.groups == ["tenure-duty"])
        #expect(try bench.record(id).use?.isOpen == false)
        try await bench.breakGlass(id)
        try await bench.run()
        #expect(try bench.state(id) == "opened")
    }

    @Test func `whoever loses the device while the glass is broken loses the groups, and the use waits for its review`() async throws {
        let bench = try Bench()
        let id = try await bench.seal()
        try await bench.breakGlass(id)
        try await bench.run()
        try bench.decide(.errand(.resetMFA, bench.home.world.seal("lost the phone")), on: id)
        try await bench.run(after: .hours(1))
        try await bench.run(after: .hours(1))
        #expect(try await bench.held(name)?.groups == ["tenure-duty"])
        #expect(try bench.record(id).use?.isOpen == true && bench.record(id).use?.closed != nil)
        #expect(try ["reviewing", "enrolling"].contains(bench.state(id)))
    }

    @Test func `what the groups allow is signed, and nothing is granted once it has changed`() async throws {
        let bench = try Bench()
        let id = try await bench.seal()
        try await bench.breakGlass(id)
        try await bench.account.putGroupPolicy(
            Bench.policy("operators"), document: Bench.allowing("*"), on: Bench.group("operators"))
        try await bench.run()
        #expect(try bench.state(id) == "sealed")
        #expect(try await bench.held(name)?.groups == ["tenure-duty"])
        try await bench.breakGlass(id)
        try await bench.run()
        #expect(try bench.state(id) == "opened")
    }
}
