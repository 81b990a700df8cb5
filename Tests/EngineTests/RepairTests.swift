import Checks
import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox
import Synchronization
import Testing

@testable import Engine

/// Plans of repairs: made, applied, interrupted, overtaken.
@Suite struct RepairTests {
    private static let unused: Set<CheckID> = [.keyUnused, .passwordUnused]

    private static func active(_ bench: Bench, _ user: UserName) async throws -> [AccessKeyID] {
        try await keys(bench, user).filter(\.isActive).map(\.id)
    }

    private static func keys(_ bench: Bench, _ user: UserName) async throws -> [AccessKey] {
        try await every { try await bench.account.listAccessKeys(of: user, from: $0) }
    }

    @Test func `what nobody uses is disabled now and deleted when the ledger proves that it waited`() async throws {
        let bench = try Bench()
        let keys = try bench.seedCredentials()
        try await bench.pulled()
        let first = try await bench.proposed()
        #expect(first.file.plan.changes.contains { $0.change == .deactivateKey(keys.idle, of: Bench.idle) })
        #expect(first.file.plan.changes.contains { $0.change == .deletePassword(of: Bench.idle) })
        #expect(try await bench.apply(first).isFinished)
        #expect(try await bench.findings(of: Self.unused) == [])
        #expect(try await Self.active(bench, Bench.busy) == [keys.busy])
        #expect(try await bench.account.getLoginProfile(of: Bench.busy).user == Bench.busy)

        bench.clock.advance(29 * 86_400)
        try bench.use(keys.busy)
        try await bench.pulled()
        let early = try await bench.proposed()
        #expect(early.file.plan.changes == [])
        #expect(early.file.plan.left.contains { $0.reason.en.hasPrefix("key \(keys.idle) was deactivated 29 days ago") })

        bench.clock.advance(86_400)
        try await bench.pulled()
        let second = try await bench.proposed()
        #expect(Set(second.file.plan.changes.map(\.change)).contains(.deleteKey(keys.idle, of: Bench.idle)))
        #expect(try await bench.apply(second).isFinished)
        #expect(try await Self.keys(bench, Bench.idle) == [])
    }

    @Test func `what cannot be taken back is done when it is confirmed, and the rest at once`() async throws {
        let bench = try Bench()
        try bench.seedCredentials()
        try await bench.pulled()
        let kept = try await bench.proposed()
        let (isFinished, lines) = try await bench.apply(kept, confirmed: false)
        #expect(!isFinished)
        for line in lines {
            switch line {
            case .made(let item): #expect(!item.isIrreversible)
            case .wantsConfirmation(let item): #expect(item.isIrreversible)
            case .found, .wouldMake, .failed, .overtaken, .waits, .told, .notYet: Issue.record("\(line)")
            }
        }
        #expect(try await bench.account.getLoginProfile(of: Bench.idle).user == Bench.idle)
        #expect(try await bench.apply(kept).isFinished)
        await #expect(throws: IAMError.self) { try await bench.account.getLoginProfile(of: Bench.idle) }
    }

    @Test func `a key that was used since the plan was made is left alone`() async throws {
        let bench = try Bench()
        let keys = try bench.seedCredentials()
        try await bench.pulled()
        let kept = try await bench.proposed()
        try bench.account.useAccessKey(keys.idle, service: "s3", region: "us-east-1")
        let (isFinished, lines) = try await bench.apply(kept)
        #expect(isFinished)
        #expect(
            lines.contains {
                if case .overtaken(let item, _) = $0 { item.change == .deactivateKey(keys.idle, of: Bench.idle) } else { false }
            })
        #expect(try await Self.active(bench, Bench.idle) == [keys.idle])
        // Neither does a plan that is made now touch it.
        try await bench.pulled()
        let now = try await bench.proposed()
        #expect(!now.file.plan.changes.contains { $0.change == .deactivateKey(keys.idle, of: Bench.idle) })
    }

    @Test func `another user of the same name is not repaired`() async throws {
        let bench = try Bench()
        try bench.seedCredentials()
        try await bench.pulled()
        let kept = try await bench.proposed()
        try bench.account.renameUser(Bench.idle, to: Bench.user("gone.user"))
        _ = try bench.account.seedUser(Bench.idle, path: Bench.root, password: Password("Fresh-Hands-Nothing-77"))
        try await bench.apply(kept)
        #expect(try await bench.account.getLoginProfile(of: Bench.idle).user == Bench.idle)
    }

    @Test func `a run finds out what became of an interrupted change, and makes none`() async throws {
        for (fault, isMade) in [(Fault.stopAfter, true), (.stopBefore, false)] {
            let bench = try Bench()
            let keys = try bench.seedCredentials()
            try await bench.pulled()
            var wishes = PlanMaking.Wishes()
            (wishes.checks, wishes.users) = ([.keyUnused], [Bench.idle])
            let kept = try await bench.proposed(wishes)
            bench.mischief.clear()
            bench.mischief.always { _, action in action == .updateAccessKey ? fault : nil }
            await #expect(throws: Stopped.self) { try await bench.apply(kept) }
            bench.mischief.clear()
            bench.account.forgetCalls()
            let lines = try await bench.run(after: Period(seconds: 300))
            #expect(bench.account.count(of: .updateAccessKey) == 0)
            let progress = try #require(try bench.home.ledger.plan(kept.file.digest)?.state.progress.first)
            #expect(progress.isDone == isMade)
            #expect(lines.contains { if case .settled(_, let line) = $0 { line.isOpen != isMade } else { false } })
            #expect(try await Self.active(bench, Bench.idle) == (isMade ? [] : [keys.idle]))
            if !isMade {
                #expect(try await bench.apply(kept).isFinished)
                #expect(try await Self.active(bench, Bench.idle) == [])
            }
        }
    }

    @Test func `a plan that somebody has changed is no plan`() async throws {
        let bench = try Bench()
        try bench.seedCredentials()
        try await bench.pulled()
        let kept = try await bench.proposed()
        let bytes = try Canonical.bytes(of: kept.file)
        #expect(try PlanFile(reading: bytes).digest == kept.file.digest)
        let text = String(decoding: bytes, as: UTF8.self).replacing("idle.user", with: "busy.user")
        #expect(throws: PlanFileError.changed) { try PlanFile(reading: Data(text.utf8)) }
        #expect(throws: PlanFileError.notAPlan) { try PlanFile(reading: Data("{}".utf8)) }
    }

    @Test func `the ledger names nobody whom a plan is about`() async throws {
        let bench = try Bench()
        try bench.seedCredentials()
        try await bench.pulled()
        let kept = try await bench.proposed()
        try await bench.apply(kept)
        for logged in try bench.home.ledger.lastEvents(limit: 20) {
            let bytes = String(decoding: try Canonical.bytes(of: logged.recorded), as: UTF8.self)
            #expect(!bytes.contains("idle.user"), "\(bytes)")
        }
    }
}
