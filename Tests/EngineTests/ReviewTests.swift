import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox
import Testing

@testable import Engine

@Suite struct ReviewTests {
    /// Three active users and a stranger: one is to be reduced, one revoked, one nobody decides about, and the stranger is kept.
    private static func prepare() async throws -> Bench {
        let bench = try Bench(subjects: 3)
        for subject in 0..<3 { try await bench.activate(subject: subject) }
        try await bench.openReview("2026-Q4")
        try bench.review(Bench.name(of: 0), .reduce(groups: [Bench.group("developers")]))
        try bench.review(Bench.name(of: 1), .revoke)
        try bench.review(Bench.stranger, .keep)
        bench.clock.advance(15 * 86_400)
        return bench
    }

    /// Closes, and runs until nothing changes any more.
    private static func finish(_ bench: Bench) async throws {
        _ = try bench.office(Staff.admin).close("2026-Q4")
        for _ in 0..<3 { try await bench.run(after: .hours(1)) }
    }

    @Test func `a crash at any moment of closing and carrying out ends where none would have`() async throws {
        let quiet = try await Self.prepare()
        try await Self.finish(quiet)
        let wanted = try await quiet.outcome()
        #expect(try wanted.count == 4 && quiet.items().allSatisfy(\.isComplete))
        #expect(try await quiet.held(Bench.name(of: 1)) == nil)
        #expect(try await quiet.held(Bench.name(of: 0))?.groups == ["tenure-duty", "readers"])
        #expect(try quiet.state(RecordID(3)) == "suspended")
        var crashes = 0
        for stop in 1..<400 {
            let bench = try await Self.prepare()
            bench.mischief.stopAtRecord(stop)
            do {
                try await Self.finish(bench)
                break
            } catch is Crash {
                crashes += 1
            }
            bench.mischief.clear()
            for _ in 0..<4 { try await bench.run(after: .hours(1)) }
            #expect(try await bench.outcome() == wanted, "stopped before record \(stop)")
            #expect(try bench.home.ledger.problems().isEmpty)
        }
        print("review: stopped at each of \(crashes) records")
        #expect(crashes > 15)
    }

    @Test func `of two who decide at once one wins, and the other learns what was decided`() async throws {
        let bench = try Bench(subjects: 3)
        for subject in 0..<3 { try await bench.activate(subject: subject) }
        let campaign = try await bench.openReview("2026-Q4")
        let standIn = Delegation(
            from: Staff.manager, to: Staff.requester, until: bench.clock.now + .days(9), reason: bench.home.world.seal("leave"))
        let found = try #require(try bench.home.ledger.review(campaign.id))
        try bench.office(Staff.admin).decide(.delegate(standIn), on: found)
        // The second one belongs to another company, and their sponsor reviews.
        for subject in [0, 2] {
            let id = try bench.item(of: Bench.name(of: subject)).id
            let verdicts: [(PersonID, ItemVerdict)] = [(Staff.manager, .keep), (Staff.requester, .revoke)]
            let refused = await withTaskGroup(of: String?.self) { group in
                for (person, verdict) in verdicts {
                    group.addTask {
                        do {
                            try bench.office(person).decide(.decide(verdict, reason: nil, manner: .single), on: id)
                            return nil
                        } catch let overtaken as Office.Overtaken {
                            return overtaken.since.map { "\($0.event.code) by \($0.by)" }.joined()
                        } catch {
                            return "\(error)"
                        }
                    }
                }
                return await group.reduce(into: []) { $0 += [$1].compactMap(\.self) }
            }
            let winner = try #require(try bench.home.ledger.item(id)?.state.decision, "\(refused)")
            #expect(refused.count == 1 && refused.allSatisfy { $0.contains("\(winner.by)") }, "\(refused)")
            #expect(try bench.home.ledger.item(id)?.state.decisions == 1)
        }
    }

    @Test func `the population is everybody in the snapshot, and its digest can be made again from it`() async throws {
        let bench = try Bench()
        try await bench.activate()
        let campaign = try await bench.openReview("2026-Q4")
        let users = try await bench.details().map { "\(Bench.alias) \($0.user.id)" }
        #expect(campaign.opening.population.count == 2 && campaign.opening.population.digest == Population.digest(of: users))
        let stranger = try bench.item(of: Bench.stranger)
        #expect(stranger.entry.flags.contains(.unexplained) && stranger.entry.risk == .high && stranger.entry.capacity == .security)
        #expect(try bench.item(of: Bench.name(of: 0)).reviewer == Staff.manager)
    }

    @Test func `nothing is opened if somebody's user could be reviewed by that person alone`() async throws {
        let bench = try Bench()
        try bench.account.seedUser(Bench.user("minsu.kim"), path: Bench.root, tags: [], password: nil)
        let left = [Staff.otherAdmin, Staff.manager, Staff.security, Staff.otherSecurity].map { Event.rules(.personLeft(person: $0)) }
        let version = try bench.home.ledger.rules().version
        try bench.home.ledger.append([StreamWrite(.rules, expecting: version, left)], at: bench.clock.now, by: .tenure)
        let refusal = await #expect(throws: Refusal.self) { try await bench.draftReview("2026-Q4") }
        #expect(refusal?.code == .nobodyCouldReview && refusal?.message.contains("prod/minsu.kim") ?? false)
        #expect(try bench.home.ledger.reviewRows().isEmpty)
    }

    @Test func `what a review took away does not come back with the next grant, and a user that is made again is named`() async throws {
        let bench = try await Self.prepare()
        try await Self.finish(bench)
        let reduced = Bench.name(of: 0)
        for device in try await bench.account.listMFADevices(of: reduced, from: nil).items {
            try await bench.account.deactivateMFADevice(device.serial, of: reduced)
            try await bench.account.deleteVirtualMFADevice(device.serial)
        }
        try await bench.run(after: .hours(5))
        #expect(try bench.state(RecordID(1)) == "enrolling")
        try bench.enrolDevice(reduced, password: Password("My-Own-\(reduced)-2027"))
        try await bench.run(after: .hours(5))
        #expect(try await bench.held(reduced)?.groups == ["tenure-duty", "readers"])
        let gone = Bench.name(of: 1)
        try bench.account.seedUser(gone, path: Bench.root, tags: [], password: nil)
        let result = try await Sync(home: bench.home).look(at: Bench.registered)
        #expect(result.returned.map(\.name) == [gone.text] && result.returned.map(\.revoked) == [RecordID(2)])
    }

    @Test func `a revocation of a user that no request explains waits until somebody claims it`() async throws {
        let bench = try Bench()
        try await bench.look()
        let campaign = try await bench.openReview("2026-Q4")
        try bench.review(Bench.stranger, .revoke)
        _ = try bench.office(Staff.admin).close("2026-Q4")
        try await bench.run(after: .hours(1))
        let closed = try #require(try bench.home.ledger.review(campaign.id)?.state)
        #expect(try ReviewWorks(home: bench.home).open(in: closed, limit: 9).map(\.reason).first?.contains("no request explains") ?? false)
        try bench.approve(bench.ask("developer", workflow: "existing-user", adopts: Bench.stranger).id)
        for _ in 0..<3 { try await bench.run(after: .hours(1)) }
        #expect(try await bench.held(Bench.stranger) == nil)
        #expect(try bench.item(of: Bench.stranger).isComplete)
    }
}
