import Foundation
import IAM
import Ledger
import Lifecycle
import Testing

@testable import Engine

@Suite struct ReviewCallTests {
    private static func calls(_ bench: Bench) throws -> [String] {
        try ReviewCalls(home: bench.home).calls(at: bench.clock.now).map { "\($0.record) \($0.why.words)" }
    }

    private static func move(_ id: PersonID, in bench: Bench, _ change: (inout PersonAttributes) -> Void) throws {
        let found = try #require(try bench.home.ledger.person(id))
        var attributes = found.state.attributes
        change(&attributes)
        try bench.home.ledger.append(
            [StreamWrite(.person(id), expecting: found.version, [.person(.changed(attributes: attributes))], about: id)],
            at: bench.clock.now, by: .person(Staff.admin))
    }

    @Test func `who moved is called for review until one is opened, and who got another mail address is not`() async throws {
        let bench = try Bench(subjects: 3)
        for subject in 0..<3 { try await bench.activate(subject: subject) }
        bench.clock.advance(86_400)
        let people = try (1...3).map { try #require(try bench.home.ledger.user(RecordID($0))).state.person }
        #expect(try Self.calls(bench) == [])
        try Self.move(people[0], in: bench) { $0.team = bench.home.world.seal("Payments") }
        try Self.move(people[2], in: bench) { $0.mails = [bench.home.world.seal("other@example.com")] }
        #expect(try Self.calls(bench) == ["U-1 moved"])
        try Self.move(people[0], in: bench) { $0.mails = [bench.home.world.seal("new@example.com")] }
        #expect(try Self.calls(bench) == ["U-1 moved"], "a later change of something else takes the call back")
        let report = try await bench.run(after: .hours(1))
        #expect(
            report.contains { if case .reviewCalled(let record, _) = $0 { record.id == RecordID(1) && $0.needsAttention } else { false } })
        bench.clock.advance(3_600)
        try await bench.openReview("moved", ReviewScope(record: RecordID(1)))
        #expect(try Self.calls(bench) == [])
        bench.clock.advance(3_600)
        try Self.move(people[0], in: bench) { $0.manager = Staff.requester }
        #expect(try Self.calls(bench) == ["U-1 moved"], "another move calls again")
    }

    @Test func `whose access ends soon is called for review as long before as reviewers get to decide`() async throws {
        let bench = try Bench(subjects: 1)
        try await bench.activate(subject: 0)
        let record = try #require(try bench.home.ledger.user(RecordID(1)))
        let within = try bench.home.workflow(record.state.workflow).review.within
        let end = bench.clock.now + within + .hours(48)
        try bench.home.ledger.append(
            [
                StreamWrite(
                    .user(RecordID(1)), expecting: record.version,
                    [.user(.endAdvanced(end: end, reason: bench.home.world.seal("project ends")))])
            ],
            at: bench.clock.now, by: .person(Staff.admin))
        #expect(try Self.calls(bench) == [])
        bench.clock.advance(49 * 3_600)
        #expect(try Self.calls(bench) == ["U-1 access ends soon"])
        try await bench.openReview("ending", ReviewScope(record: RecordID(1)))
        #expect(try Self.calls(bench) == [])
    }
}
