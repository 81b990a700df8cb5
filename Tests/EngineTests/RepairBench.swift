import Checks
import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox
import Synchronization

@testable import Engine

/// Users with faults in the simulated account, and the way from a snapshot to a plan and on.
extension Bench {
    static let idle = user("idle.user")
    static let busy = user("busy.user")

    /// A user whose key and password nobody has used for a hundred days, and one who uses both.
    @discardableResult
    func seedCredentials() throws -> (idle: AccessKeyID, busy: AccessKeyID) {
        _ = try account.seedUser(Self.idle, path: Self.root, password: Password("Idle-Hands-Nothing-77"))
        _ = try account.seedUser(Self.busy, path: Self.root, password: Password("Busy-Hands-Nothing-77"))
        let keys = (idle: try account.seedAccessKey(of: Self.idle), busy: try account.seedAccessKey(of: Self.busy))
        clock.advance(100 * 86_400)
        try use(keys.busy)
        return keys
    }

    /// The busy user's key and password are used now.
    func use(_ key: AccessKeyID) throws {
        try account.useAccessKey(key, service: "s3", region: "us-east-1")
        try account.seedSignIn(of: Self.busy, at: clock.now)
    }

    func pulled() async throws {
        _ = try await SnapshotStore(of: home).pull(Self.registered, in: home.world, lastAccessed: false, by: .tenure) { _ in }
    }

    /// A plan of that account now, kept as the admin's.
    func proposed(_ wishes: PlanMaking.Wishes = .init(), by actor: Actor = .person(Staff.admin)) async throws -> PlanShelf.Kept {
        let file = try PlanFile(try await PlanMaking(home: home, account: Self.registered).plan(wishes).plan)
        let shelf = PlanShelf(of: home)
        try shelf.propose(file, by: actor)
        return try shelf.plan(in: file)
    }

    /// Approves a plan and carries it out.
    @discardableResult
    func apply(_ kept: PlanShelf.Kept, confirmed: Bool = true) async throws -> (isFinished: Bool, lines: [PlanLine]) {
        try PlanShelf(of: home).approve(kept, by: Staff.otherAdmin)
        let lines = Lines()
        let isFinished = try await PlanApplying(home: home, kept, letters: letters) { lines.add($0) }.apply(
            to: Self.registered, confirmed: confirmed)
        return (isFinished, lines.all)
    }

    /// The findings of these checks in the account as it is now.
    func findings(of checks: Set<CheckID>) async throws -> [String] {
        // IAM makes a new report after four hours.
        clock.advance(5 * 3_600)
        try await pulled()
        let store = SnapshotStore(of: home)
        guard let entry = try store.latest(of: Self.alias) else { return ["no snapshot"] }
        let view = ExaminedAccount(try store.open(entry).snapshot, alias: Self.alias)
        return Examination(of: view, with: Limits(), checks: CheckID.allCases.filter(checks.contains)).findings.map(\.id)
    }
}

/// What was reported, in order.
final class Lines: Sendable {
    private let lines = Mutex<[PlanLine]>([])

    func add(_ line: PlanLine) { lines.withLock { $0.append(line) } }
    var all: [PlanLine] { lines.withLock { $0 } }
}
