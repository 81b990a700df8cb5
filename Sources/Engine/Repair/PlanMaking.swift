import Checks
import Foundation
import IAM
import Ledger
import Lifecycle

/// Makes a plan of repairs: the findings of the account's last snapshot, and the account as it is now.
public struct PlanMaking: Sendable {
    private let home: Home
    private let account: Account

    /// Of which findings the plan is, and how long keys wait.
    public struct Wishes: Sendable {
        public var checks: [CheckID] = []
        public var users: [UserName] = []
        public var wait = Period.days(30)

        /// All findings that repairs cover.
        public init() {}
    }

    /// Plans for an account.
    public init(home: Home, account: Account) {
        self.home = home
        self.account = account
    }

    /// What there is to plan from, and what came of it.
    public struct Result: Sendable {
        public let plan: Plan
        public let entry: SnapshotStore.Entry
        /// Findings of checks that no repair answers.
        public let uncovered: Int
    }

    /// Reads what the changes stand on, and plans them. Nothing is changed, nothing recorded.
    public func plan(_ wishes: Wishes) async throws -> Result {
        let store = SnapshotStore(of: home)
        guard let entry = try store.latest(of: account.alias) else {
            throw Refusal(
                .observationStale, "there is no snapshot of '\(account.alias)' to plan from",
                hint: "take one with 'tenure snapshot pull \(account.alias)'")
        }
        let view = try home.examined(try store.open(entry).snapshot, of: account.alias)
        // What a waiver permits is left alone.
        let all = Examination(of: view, with: home.settings.checks).open
        let wanted = all.filter { Self.isWanted($0, wishes) }
        let findings = wanted.filter { RepairPlanner.covered.contains($0.check) }
        let session = try await AccountSession.open(account, in: home.world)
        let known = try await known(findings, wishes, session)
        let now = home.world.now()
        let drafts = RepairPlanner(view, limits: home.settings.checks, findings: findings, now: now, known: known).drafts()
        let reader = PartReader(iam: session.iam)
        let states = try await concurrently(Array(drafts.parts), width: 8) { part in (part, try await reader.read(part)) }
        let (items, left) = try drafts.settled(with: Dictionary(uniqueKeysWithValues: states))
        let plan = Plan(
            account: account.alias, number: account.id, snapshot: entry.snapshot.digest, taken: entry.snapshot.taken, made: now,
            changes: items, left: left)
        return Result(plan: plan, entry: entry, uncovered: wanted.count - findings.count)
    }

    private static func isWanted(_ finding: Finding, _ wishes: Wishes) -> Bool {
        (wishes.checks.isEmpty || wishes.checks.contains(finding.check))
            && (wishes.users.isEmpty || finding.subject.user.map(wishes.users.contains) ?? false)
    }

    private func known(_ findings: [Finding], _ wishes: Wishes, _ session: AccountSession) async throws -> RepairPlanner.Known {
        var known = RepairPlanner.Known()
        known.wait = wishes.wait
        known.asked = Set(wishes.checks)
        known.dutyGroup = account.dutyGroup
        known.principal = try? UserID(session.identity.id)
        known.principalRole = session.identity.role
        if RepairPlanner.wantsPasswordRules(findings) { known.passwordRules = try await session.passwordRule() }
        let areKeysWanted = wishes.checks.isEmpty || wishes.checks.contains(.keyUnused)
        let idle = areKeysWanted ? try PlanShelf(of: home).idleKeys(of: account.alias) : []
        let ofUsers = idle.filter { wishes.users.isEmpty || wishes.users.contains($0.user) }
        for user in RepairPlanner.usersWithKeys(in: findings).union(ofUsers.map(\.user)) {
            known.keys[user] = try await keys(of: user, session)
        }
        // A key that is gone, by whomever, waits for nothing any more.
        known.idle = ofUsers.filter { key in known.keys[key.user]?.contains { $0.id == key.id } ?? false }
        return known
    }

    private func keys(of user: UserName, _ session: AccountSession) async throws -> [AccessKey] {
        do {
            return try await every { try await session.iam.listAccessKeys(of: user, from: $0) }
        } catch let error as IAMError where error.code == .noSuchEntity {
            return []
        }
    }
}
