import Checks
import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox
import Testing

@testable import Engine

/// Repairs of what users are allowed, and of the rules for passwords.
@Suite struct RepairPermissionTests {
    private static func wishes(_ checks: CheckID...) -> PlanMaking.Wishes {
        var wishes = PlanMaking.Wishes()
        wishes.checks = checks
        return wishes
    }

    private static func attached(_ bench: Bench) async throws -> Int {
        try await every { try await bench.account.listAttachedUserPolicies(of: Bench.dual, from: $0) }.count
    }

    private static func groups(_ bench: Bench, _ user: UserName) async throws -> [GroupName] {
        try await every { try await bench.account.listGroups(of: user, from: $0) }
    }

    @Test(arguments: Array(1...12 as ClosedRange<UInt64>))
    func `what users have by themselves is moved to groups, and nobody is allowed more or less`(_ seed: UInt64) async throws {
        let bench = try Bench(seed: seed)
        let names = try await bench.seedDirectPermissions(users: 12)
        let before = try #require(try await bench.snapshot())
        let kept = try await bench.proposed(Self.wishes(.directPermission))
        #expect(try await bench.apply(kept).isFinished, "seed \(seed)")
        let after = try #require(try await bench.snapshot())
        let stillDirect = names.filter { name in
            after.user(name).map { !$0.detail.attachedPolicies.isEmpty || !$0.detail.inlinePolicies.isEmpty } ?? true
        }
        let left = Set(kept.file.plan.left.map(\.finding))
        #expect(try await bench.findings(of: [.directPermission]).allSatisfy(left.contains), "seed \(seed)")
        #expect(stillDirect.count <= left.count, "seed \(seed)")
        for name in names {
            let (old, new) = (try #require(before.principal(name)), try #require(after.principal(name)))
            for (small, large) in [(old, new), (new, old)] {
                let proof = SubsetProver(small.policies, within: large.policies, for: old.arn).prove()
                if case .refuted(let example) = proof { Issue.record("seed \(seed): \(name): \(example.request)") }
            }
            #expect(Set(old.policies.identity.map(\.document.canonicalText)) == Set(new.policies.identity.map(\.document.canonicalText)))
        }
        // As many groups as there are sets, however many users have them.
        let sets = Set(
            names.compactMap { before.user($0) }.filter { !stillDirect.contains($0.name) }.map { user in
                user.detail.attachedPolicies.map(\.arn.description).sorted().joined()
                    + user.detail.inlinePolicies.keys.sorted().map(\.text).joined()
            }
        ).subtracting([""])
        #expect(after.groups.keys.count { $0.text.hasPrefix("tenure-direct-") } == sets.count, "seed \(seed)")
    }

    @Test func `a policy that is edited while a plan waits is not taken away, and nobody is given what it was`() async throws {
        let bench = try Bench()
        _ = try bench.seedFaults()
        try await bench.account.putUserPolicy(Bench.policy("own"), document: Bench.ownFolder, on: Bench.dual)
        try await bench.pulled()
        let kept = try await bench.proposed(Self.wishes(.directPermission))
        try await bench.account.putUserPolicy(Bench.policy("own"), document: Bench.allowing("sqs:*"), on: Bench.dual)
        try await bench.apply(kept)
        #expect(try await bench.account.getUserPolicy(Bench.policy("own"), of: Bench.dual) == Bench.allowing("sqs:*"))
        #expect(try await Self.groups(bench, Bench.dual) == [])
    }

    @Test func `nothing is taken away before the group gives it`() async throws {
        let bench = try Bench()
        _ = try bench.seedFaults()
        try await bench.pulled()
        let kept = try await bench.proposed(Self.wishes(.directPermission))
        let group = try #require(
            kept.file.plan.changes.compactMap { if case .createGroup(let name) = $0.change { name } else { nil } }.first)
        // Somebody takes the policy off the group as soon as it is there.
        bench.account.settings.faults = { _, action in action == .addUserToGroup ? .refuse(.accessDenied) : nil }
        let (isFinished, lines) = try await bench.apply(kept)
        #expect(!isFinished)
        #expect(lines.contains { if case .waits = $0 { true } else { false } })
        #expect(try await Self.attached(bench) == 1)
        bench.account.settings.faults = nil
        for policy in try await every({ try await bench.account.listAttachedGroupPolicies(of: group, from: $0) }) {
            try await bench.account.detachGroupPolicy(policy.arn, from: group)
        }
        try await bench.apply(kept)
        #expect(try await Self.attached(bench) == 1)
    }

    @Test func `rules for passwords keep what no finding is about, and a maximum age waits until nobody's password expires by it`()
        async throws
    {
        let bench = try Bench()
        _ = try bench.seedFaults()
        bench.clock.advance(80 * 86_400)
        try await bench.pulled()
        let checks = Self.wishes(.passwordLength, .passwordReuse, .passwordSeedCriterion, .passwordRotation)
        let kept = try await bench.proposed(checks)
        #expect(kept.file.plan.changes.count == 1)
        #expect(kept.file.plan.left.first?.reason.en.contains(Bench.dual.text) == true)
        #expect(try await bench.apply(kept).isFinished)
        var rules = try await bench.account.getAccountPasswordPolicy()
        #expect(rules.minimumLength == 14 && rules.reusePrevention == 24 && rules.maximumAge == nil && rules.usersMayChange)
        for name in [Bench.dual, Bench.stranger] {
            try await bench.account.updateLoginProfile(
                of: name, password: Password("Fresh-Enough-\(name.text.count)-Words"), resetRequired: false)
        }
        _ = try await bench.snapshot()
        let second = try await bench.proposed(checks)
        #expect(try await bench.apply(second).isFinished)
        rules = try await bench.account.getAccountPasswordPolicy()
        #expect(rules.maximumAge == 90 && rules.minimumLength == 14)
    }

    @Test func `a maximum age that expires passwords waits until their users were told and the day has come`() async throws {
        let bench = try Bench()
        _ = try await bench.activate()
        let name = Bench.name(of: 0)
        bench.clock.advance(100 * 86_400)
        try await bench.account.deleteLoginProfile(of: Bench.stranger)
        try await bench.pulled()
        let kept = try await bench.proposed(Self.wishes(.passwordRotation))
        let item = try #require(kept.file.plan.changes.first)
        #expect(item.tells == [name] && item.noticeDays == 14)
        let before = bench.post.letters.count
        #expect(try await !bench.apply(kept).isFinished)
        #expect(bench.post.letters.count == before + 1)
        #expect(bench.post.letters.last?.name.contains("password-expiry") == true)
        // Nobody is told twice, and nothing is changed before the day.
        bench.clock.advance(13 * 86_400)
        let (isFinished, lines) = try await bench.apply(kept)
        #expect(!isFinished && bench.post.letters.count == before + 1)
        #expect(lines.contains { if case .notYet = $0 { true } else { false } })
        await #expect(throws: IAMError.self) { try await bench.account.getAccountPasswordPolicy() }
        bench.clock.advance(86_400)
        #expect(try await bench.apply(kept).isFinished)
        let rules = try await bench.account.getAccountPasswordPolicy()
        #expect(rules.maximumAge == 90 && rules.usersMayChange)
    }

    @Test func `a notice that ran out long ago counts for nobody`() async throws {
        let bench = try Bench()
        _ = try await bench.activate()
        bench.clock.advance(100 * 86_400)
        try await bench.account.deleteLoginProfile(of: Bench.stranger)
        try await bench.pulled()
        let kept = try await bench.proposed(Self.wishes(.passwordRotation))
        try await bench.apply(kept)
        bench.clock.advance(30 * 86_400)
        let (isFinished, lines) = try await bench.apply(kept)
        #expect(isFinished)
        #expect(lines.contains { if case .overtaken = $0 { true } else { false } })
        await #expect(throws: IAMError.self) { try await bench.account.getAccountPasswordPolicy() }
    }

    @Test func `nobody without MFA is locked out by a maximum age`() async throws {
        let bench = try Bench()
        _ = try await bench.provision()
        bench.clock.advance(100 * 86_400)
        try await bench.account.deleteLoginProfile(of: Bench.stranger)
        try await bench.pulled()
        let kept = try await bench.proposed(Self.wishes(.passwordRotation, .passwordLength))
        #expect(kept.file.plan.changes.map(\.findings).joined().allSatisfy { $0.hasPrefix("password-length") })
        #expect(kept.file.plan.left.contains { $0.reason.en.contains("have no MFA") && $0.reason.en.contains(Bench.name(of: 0).text) })
    }

    @Test func `rules that somebody has set meanwhile are not overwritten`() async throws {
        let bench = try Bench()
        _ = try bench.seedFaults()
        try await bench.pulled()
        let kept = try await bench.proposed(Self.wishes(.passwordLength))
        var others = try await bench.account.getAccountPasswordPolicy()
        others.hardExpiry = true
        try bench.account.setPasswordPolicy(others)
        try await bench.apply(kept)
        #expect(try await bench.account.getAccountPasswordPolicy() == others)
    }

    @Test func `statements that open everything are taken out when they are asked for by name, and the plan says who loses what`()
        async throws
    {
        let bench = try Bench()
        let open = try bench.seedFaults()
        try await bench.pulled()
        let unasked = try await bench.proposed()
        #expect(!unasked.file.plan.changes.contains { $0.change.target == .policy(open) })
        #expect(unasked.file.plan.left.contains { $0.reason.en.hasSuffix("tenure fix plan --check policy-full-access") })
        let kept = try await bench.proposed(Self.wishes(.policyFullAccess))
        #expect(kept.file.plan.changes.map(\.change.action) == [.deletePolicyVersion, .createPolicyVersion])
        #expect(kept.file.plan.changes.last?.breaks.en == "these lose what statement All4 gives: group/open")
        // Without the confirmation the oldest version stays, and so everything does.
        let (isFinished, _) = try await bench.apply(kept, confirmed: false)
        #expect(!isFinished)
        #expect(try await bench.account.getPolicy(open).defaultVersion == "v5")
        #expect(try await bench.apply(kept).isFinished)
        #expect(try await bench.findings(of: [.policyFullAccess]) == [])
    }

    @Test func `statements by which somebody can become administrator are taken out, and the rest of their policy stays`() async throws {
        let bench = try Bench()
        let policy = try bench.account.seedManagedPolicy(Bench.policy("keeper"), document: Self.climbing)
        _ = try bench.account.seedGroup(Bench.group("keepers"), path: Bench.root, attached: [policy])
        _ = try bench.account.seedUser(Bench.dual, path: Bench.root)
        try bench.account.seedMembership(of: Bench.dual, in: Bench.group("keepers"))
        try await bench.pulled()
        #expect(try await bench.findings(of: [.privilegeEscalation]).count == 1)
        let kept = try await bench.proposed(Self.wishes(.privilegeEscalation))
        #expect(kept.file.plan.changes.map(\.change.action) == [.createPolicyVersion])
        #expect(try await bench.apply(kept).isFinished)
        #expect(try await bench.findings(of: [.privilegeEscalation]) == [])
        let document = try await bench.account.getPolicyVersion("v2", of: policy)
        #expect(document.contains("s3:GetObject") && !document.contains("iam:PutUserPolicy"))
    }

    private static let climbing = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},
        {"Sid":"Climb","Effect":"Allow","Action":"iam:PutUserPolicy","Resource":"*"}]}
        """

    @Test func `a policy that tenure's own principal stands on is left alone`() async throws {
        let bench = try Bench()
        let open = try bench.seedFaults()
        let own = try await bench.account.getCallerIdentity()
        try await bench.pulled()
        let store = SnapshotStore(of: bench.home)
        let snapshot = try store.open(try #require(try store.latest(of: Bench.alias))).snapshot
        let view = ExaminedAccount(snapshot, alias: Bench.alias)
        let findings = Examination(of: view, with: Limits(), checks: [.policyFullAccess]).findings
        var known = RepairPlanner.Known()
        known.asked = [.policyFullAccess]
        #expect(!RepairPlanner(view, limits: Limits(), findings: findings, now: bench.clock.now, known: known).drafts().changes.isEmpty)
        try bench.account.seedMembership(of: Bench.dual, in: Bench.group("open"))
        let with = try #require(try await bench.snapshot())
        known.principal = with.user(Bench.dual)?.detail.user.id
        let drafts = RepairPlanner(ExaminedAccount(with), limits: Limits(), findings: findings, now: bench.clock.now, known: known).drafts()
        #expect(!drafts.changes.contains { $0.change.target == .policy(open) })
        #expect(own.account == Bench.accountID)
    }

    @Test func `a console user joins the duty group, and one of that name who is somebody else does not`() async throws {
        let bench = try Bench()
        _ = try bench.seedFaults()
        try await bench.pulled()
        let kept = try await bench.proposed(Self.wishes(.dutyPolicyAttached))
        #expect(kept.file.plan.changes.contains { $0.change == .joinDutyGroup(Bench.dual, Bench.dutyGroup) })
        try bench.account.renameUser(Bench.stranger, to: Bench.user("stranger.elsewhere"))
        _ = try bench.account.seedUser(Bench.stranger, path: Bench.root)
        try await bench.apply(kept)
        #expect(try await Self.groups(bench, Bench.dual) == [Bench.dutyGroup])
        #expect(try await Self.groups(bench, Bench.stranger) == [])
        let findings = try await bench.findings(of: [.dutyPolicyAttached])
        #expect(!findings.contains { $0.hasSuffix("user/\(Bench.dual)") })
    }
}
