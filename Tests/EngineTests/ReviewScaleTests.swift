import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox
import Testing

@testable import Engine

/// How much work a review of many users is. `TENURE_DEEP=1` takes as many as an account can have, the stranger included.
@Suite struct ReviewScaleTests {
    private static let count = ProcessInfo.processInfo.environment["TENURE_DEEP"] == "1" ? 4_999 : 250

    /// The time that this process has computed, in seconds.
    private static func computed() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

    private static func measured<Value>(_ what: String, _ body: () async throws -> Value) async rethrows -> Value {
        let before = computed()
        let value = try await body()
        print("review: \(what): \(String(format: "%.2f", computed() - before)) s of CPU for \(count) users")
        return value
    }

    /// Active users with records, as they would stand after their lives so far.
    private static func populated() async throws -> Bench {
        let bench = try Bench()
        let digest = try bench.home.workflow(named: known("existing-user", WorkflowName.init), in: bench.home.rules()).digest
        let active = try #require(try bench.home.workflow(digest).state(known("active", StateName.init)))
        var writes: [StreamWrite] = []
        for number in 1...count {
            let name = Bench.user("worker.\(number)")
            try bench.account.seedUser(name, path: Bench.root, tags: [], password: nil)
            try bench.account.seedMembership(of: name, in: Bench.group("developers"))
            let id = try await bench.account.getUser(name).id
            let (person, text) = (PersonID(100 + number), "Worker \(number)")
            let attributes = PersonAttributes(name: bench.home.world.seal(text), manager: Staff.manager, language: .english)
            let access = AskedAccess(
                person: person, account: Bench.alias, profile: known("developer", ProfileName.init), workflow: digest,
                name: bench.home.world.seal(name.text), adopts: id,
                grant: Grant(groups: [Bench.group("developers")], policies: .of(text: "")),
                end: nil)
            let opening = Opening(access, request: RequestID(number), entry: Entry(active, at: bench.clock.now))
            writes.append(StreamWrite(.person(person), expecting: 0, [.person(.registered(attributes: attributes))], about: person))
            writes.append(StreamWrite(.user(RecordID(number)), expecting: 0, [.user(.opened(opening: opening))], about: person))
        }
        try bench.home.ledger.append(writes, at: bench.clock.now, by: .tenure)
        return bench
    }

    @Test func `a large account is frozen, decided, closed and shown without waiting`() async throws {
        let bench = try await Self.populated()
        let campaign = try await Self.measured("open") { try await bench.openReview("2026-Q4") }
        #expect(campaign.opening.population.count == Self.count + 1)
        let half = try bench.items().filter { $0.entry.record != nil && $0.id.number.isMultiple(of: 2) }
        let reason = bench.home.world.seal("so decided")
        try await Self.measured("decide half by a file") {
            for (reviewer, items) in Dictionary(grouping: half, by: \.reviewer) {
                try bench.office(reviewer).decide(items.map { ($0.id, .decide(.keep, reason: reason, manner: .file)) })
            }
        }
        bench.clock.advance(15 * 86_400)
        _ = try await Self.measured("close") { try bench.office(Staff.admin).close("2026-Q4") }
        let began = ContinuousClock.now
        let rows = try await Self.measured("show") { try bench.home.ledger.itemRows(ItemFilter(review: campaign.id)) }
        print("review: show: \(ContinuousClock.now - began)")
        #expect(rows.count == Self.count + 1 && rows.allSatisfy(\.isAnswered))
    }
}
