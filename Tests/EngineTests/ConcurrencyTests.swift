import Foundation
import IAM
import Lifecycle
import Sandbox
import Synchronization
import Testing

@testable import Engine

/// People decide while a run is under way.
@Suite struct ConcurrencyTests {
    private let name = Bench.name(of: 0)
    static let duringProvisioning: [IAMAction] = [.createUser, .addUserToGroup, .createLoginProfile]

    /// Does something once, at the first call of an action.
    private func once(_ bench: Bench, at action: IAMAction, fault: Fault? = nil, _ body: @escaping @Sendable () throws -> Void) {
        let isDone = Mutex(false)
        bench.mischief.always { _, called in
            guard called == action,
                !isDone.withLock({ done in
                    defer { done = true }
                    return done
                })
            else { return nil }
            do { try body() } catch { Issue.record("\(error)") }
            return fault
        }
    }

    @Test(arguments: ConcurrencyTests.duringProvisioning)
    func `a revocation in the middle of a wave is taken into account`(action: IAMAction) async throws {
        let bench = try Bench()
        try await bench.look()
        let record = try require(try bench.approve(bench.ask("developer").id).record, "a record")
        once(bench, at: action) { try bench.revoke(record) }
        try await bench.run()
        bench.mischief.clear()
        #expect(try bench.state(record) == "revoking")
        #expect(try await bench.held(name) == nil)
        #expect(bench.post.letters.isEmpty)
        try await bench.finishRevocation()
        #expect(try bench.state(record) == "revoked")
        #expect(try await bench.soundness() == [])
    }

    @Test(arguments: [Fault.stopBefore, .stopAfter, .loseResponse])
    func `a revocation while a creation is unresolved resolves it first`(fault: Fault) async throws {
        let bench = try Bench()
        try await bench.look()
        let record = try require(try bench.approve(bench.ask("developer").id).record, "a record")
        bench.mischief.always { _, action in action == .createUser ? fault : nil }
        do { try await bench.run() } catch is Stopped {}
        bench.mischief.clear()
        #expect(try bench.record(record).transit?.isAnnounced == true)
        try bench.revoke(record)
        try await bench.run()
        #expect(try bench.state(record) == "revoking")
        #expect(try await bench.held(name) == nil)
        try await bench.finishRevocation()
        #expect(try bench.state(record) == "revoked")
        #expect(try await bench.soundness() == [])
    }

    @Test func `an approval in the middle of a run is carried out by the next`() async throws {
        let bench = try Bench(subjects: 2)
        try await bench.look()
        try bench.approve(bench.ask("developer").id)
        let other = try bench.ask("developer", subject: 1).id
        once(bench, at: .createUser) { try bench.approve(other) }
        try await bench.run()
        bench.mischief.clear()
        try await bench.run()
        #expect(try await bench.held(Bench.name(of: 1))?.groups == ["tenure-duty"])
        #expect(try await bench.soundness() == [])
    }

    @Test func `a second holder of the lock is told who has it, until the first lets go`() async throws {
        let folder = try Folder()
        let file = URL(filePath: folder.path).appending(path: "run.lock")
        do {
            let first = try RunLock(at: file, holder: "kim in process 12 since 09:00")
            let held = #expect(throws: RunLock.Held.self) { _ = try RunLock(at: file, holder: "lee") }
            #expect(held?.holder == "kim in process 12 since 09:00")
            withExtendedLifetime(first) {}
        }
        _ = try RunLock(at: file, holder: "lee")
    }
}
