import Foundation
import IAM
import Ledger
import Lifecycle
import Testing

@testable import Engine

/// What an auditor is handed: what was at a moment, and the register of rights, both from the events alone.
@Suite struct RegisterTests {
    /// What the ledger has stored, to be compared with what its events say.
    private struct Stored {
        let moment: Date
        let rules: Rules
        let users: [UserRecord]
        let requests: [Request]
        let people: [Person]
    }

    private func stored(_ bench: Bench) throws -> Stored {
        let ledger = bench.home.ledger
        return Stored(
            moment: bench.clock.now, rules: try bench.home.rules(),
            users: try everyPage { try ledger.users(UserFilter(), after: $0?.state.id, limit: 50) }.map(\.state),
            requests: try everyPage { try ledger.requests(RequestFilter(), after: $0?.state.id, limit: 50) }.map(\.state),
            people: try everyPage { try ledger.people(after: $0?.state.id, limit: 50) }.map(\.state))
    }

    private func expect(_ past: Past, toBe stored: Stored) {
        #expect(past.rules == stored.rules)
        #expect(past.users.values.sorted { $0.id < $1.id } == stored.users)
        #expect(past.requests.values.sorted { $0.id < $1.id } == stored.requests)
        #expect(past.people.values.sorted { $0.id < $1.id } == stored.people)
    }

    @Test func `what was at a moment is what the ledger had stored then, however much came later`() async throws {
        let bench = try Bench(subjects: 3)
        var moments = [try stored(bench)]
        func next(_ act: () async throws -> Void) async throws {
            bench.clock.advance(120)
            try await act()
            moments.append(try stored(bench))
        }
        var record: RecordID?
        try await next { record = try await bench.activate() }
        let id = try require(record, "a record")
        try await next { _ = try await bench.provision(subject: 1) }
        try await next { try bench.decide(.suspend(bench.home.world.seal("on leave")), on: id) }
        try await next { try await bench.run(after: .hours(1)) }
        try await next { try bench.revoke(id) }
        try await next { try await bench.finishRevocation() }
        for stored in moments { expect(try Past(of: bench.home.ledger, at: stored.moment), toBe: stored) }
        #expect(Set(moments.map(\.users)).count == moments.count)
    }

    @Test func `a right stands in the register from its grant to its cut, with who asked, approved, stopped and ended it`() async throws {
        let bench = try Bench()
        let id = try await bench.activate()
        let granted = try require(try GrantRegister(of: bench.home.ledger, at: bench.clock.now).entries.first, "a right")
        #expect(
            granted.record == id && granted.profile.text == "developer"
                && granted.groups == [Bench.group("developers"), Bench.group("readers")])
        #expect(granted.request == RequestID(1) && granted.by == .tenure && granted.ending == nil && !granted.isInherited)
        try bench.decide(.suspend(bench.home.world.seal("on leave")), on: id)
        try await bench.run(after: .hours(1))
        let stopped = try require(try GrantRegister(of: bench.home.ledger, at: bench.clock.now).entries.first, "a right")
        #expect(stopped.pauses.count == 1 && stopped.pauses[0].until == nil && stopped.ending == nil)
        try bench.revoke(id)
        try await bench.finishRevocation()
        let register = try GrantRegister(of: bench.home.ledger, at: bench.clock.now)
        let revocation = try require(try bench.record(id).revocation, "a revocation")
        let ending = try require(register.entries.first?.ending, "an end")
        #expect(register.entries.count == 1)
        #expect(ending.kind == .revoked && ending.at == revocation.cut && ending.verified == revocation.verified && ending.verified != nil)
        #expect(ending.decidedBy == revocation.by && ending.reason?.text == "left the team")
        // Whatever came later, the register of before says what it said.
        #expect(try GrantRegister(of: bench.home.ledger, at: granted.granted).entries == [granted])
    }

    @Test func `another profile ends one right and begins the next, under the request that asked for it`() async throws {
        let bench = try Bench()
        let id = try await bench.activate()
        let change = try bench.change(id, to: "viewer")
        _ = try bench.approve(change.id)
        try await bench.run(after: .hours(1))
        let entries = try GrantRegister(of: bench.home.ledger, at: bench.clock.now).entries
        try #require(entries.count == 2)
        #expect(entries[0].ending?.kind == .changed && entries[0].ending?.at == entries[1].granted)
        #expect(entries[1].profile.text == "viewer" && entries[1].request == change.id && entries[1].ending == nil)
    }

    @Test func `the same seed draws the same rights, another seed others, and more draws contain fewer`() async throws {
        let bench = try Bench(subjects: 6)
        for subject in 0..<6 { _ = try await bench.activate(subject: subject) }
        let register = try GrantRegister(of: bench.home.ledger, at: bench.clock.now)
        func draw(_ count: Int, _ seed: String) -> [String] {
            AuditSample(count, of: register, from: nil, seed: seed).units.map(\.name)
        }
        #expect(draw(3, "2026-Q4") == draw(3, "2026-Q4"))
        #expect(Array(draw(6, "2026-Q4").prefix(3)) == draw(3, "2026-Q4"))
        #expect(Set((0..<20).map { draw(3, "seed \($0)") }).count > 10)
        #expect(draw(25, "x").count == 6 && AuditSample(2, of: register, from: nil, seed: "x").population == 6)
        #expect(AuditSample(9, of: register, from: bench.clock.now.addingTimeInterval(1), seed: "x").units.isEmpty)
    }
}
