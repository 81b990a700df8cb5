import Checks
import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox
import Synchronization
import Testing

@testable import Engine

/// Something goes wrong while a plan is applied, and applying it once more finishes it.
@Suite struct RepairFaultTests {
    /// What is repaired in these tests.
    struct Scene: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// How many faults it had when this was written; fewer fail.
        let recorded: Int
        let prepare: @Sendable (Bench) async throws -> PlanMaking.Wishes
        /// What is not as it should be afterwards.
        let lacking: @Sendable (Bench) async throws -> [String]
    }

    private static let faults: [Fault] = [.throttle, .loseRequest, .loseResponse, .stopBefore, .stopAfter, .refuse(.serviceFailure)]

    @Test(arguments: [credentials, permissions, inline])
    func `after a fault at any single point applying again finishes, and changes nothing without its intent`(_ scene: Scene) async throws {
        let quiet = try Bench()
        let kept = try await quiet.proposed(try await scene.prepare(quiet))
        quiet.mischief.clear()
        #expect(try await quiet.apply(kept).isFinished)
        #expect(try await scene.lacking(quiet) == [])
        quiet.mischief.clear()
        var harms: [(name: String, plan: @Sendable (Mischief) -> Void)] = []
        let again = try Bench()
        let keptAgain = try await again.proposed(try await scene.prepare(again))
        again.mischief.clear()
        try await again.apply(keptAgain)
        for (point, place) in again.mischief.points.enumerated() {
            switch place {
            case .call: harms += Self.faults.map { fault in ("\(fault) at \(point), \(place)", { $0.plan(fault, at: point) }) }
            case .record, .delivery: harms.append(("crash at \(point), \(place)", { $0.crash(at: point) }))
            }
        }
        let deep = ProcessInfo.processInfo.environment["TENURE_DEEP"] == "1"
        let dice = Dice(seed: 4_040)
        let chosen = deep || harms.count < 110 ? harms : (0..<60).map { _ in harms[dice.below(harms.count)] }
        for harm in chosen { try await Self.trial(scene, harm.name, harm.plan) }
        print("repairs: \(scene.testDescription): \(again.mischief.points.count) points, \(harms.count) faults, \(chosen.count) tried")
        #expect(harms.count >= scene.recorded)
    }

    private static func trial(_ scene: Scene, _ name: String, _ harm: (Mischief) -> Void) async throws {
        let bench = try Bench()
        let kept = try await bench.proposed(try await scene.prepare(bench))
        let unannounced = Mutex<[IAMAction]>([])
        bench.mischief.clear()
        bench.mischief.always { _, action in
            guard !action.isRead else { return nil }
            let isAnnounced = (try? bench.home.ledger.plan(kept.file.digest))?.state.progress.contains { $0.isAnnounced } ?? false
            if !isAnnounced { unannounced.withLock { $0.append(action) } }
            return nil
        }
        harm(bench.mischief)
        do {
            try await bench.apply(kept)
        } catch is Stopped {
        } catch is Crash {
        } catch is IAMError {
            // The first call of all: nothing was begun.
        }
        bench.mischief.clear()
        bench.clock.advance(600)
        // The program may have been stopped after its last record.
        if try bench.home.ledger.plan(kept.file.digest)?.state.finished == nil {
            #expect(try await bench.apply(kept).isFinished, "\(name)")
        }
        #expect(unannounced.withLock { $0 } == [], "\(name)")
        #expect(try await scene.lacking(bench) == [], "\(name)")
        let record = try #require(try bench.home.ledger.plan(kept.file.digest)).state
        #expect(record.progress.allSatisfy { $0.isDone }, "\(name): \(record.progress)")
        #expect(try bench.home.ledger.problems() == [], "\(name)")
    }

    private static let credentials = Scene(testDescription: "credentials", recorded: 108) { bench in
        try bench.seedCredentials()
        try await bench.pulled()
        var wishes = PlanMaking.Wishes()
        wishes.checks = [.keyUnused, .passwordUnused]
        return wishes
    } lacking: { bench in
        var wrong: [String] = []
        let keys = try await every { try await bench.account.listAccessKeys(of: Bench.idle, from: $0) }
        if keys.contains(where: \.isActive) { wrong.append("the idle key is active") }
        let busy = try await every { try await bench.account.listAccessKeys(of: Bench.busy, from: $0) }
        if !busy.allSatisfy(\.isActive) { wrong.append("the busy key is inactive") }
        if (try? await bench.account.getLoginProfile(of: Bench.idle)) != nil { wrong.append("the idle password is there") }
        if (try? await bench.account.getLoginProfile(of: Bench.busy)) == nil { wrong.append("the busy password is gone") }
        return wrong
    }

    private static let permissions = Scene(testDescription: "permissions", recorded: 430) { bench in
        _ = try bench.seedFaults()
        try await bench.account.putUserPolicy(Bench.policy("own"), document: Bench.ownFolder, on: Bench.dual)
        try await bench.pulled()
        var wishes = PlanMaking.Wishes()
        wishes.checks = [.directPermission, .dutyPolicyAttached, .passwordLength, .passwordReuse, .policyFullAccess]
        return wishes
    } lacking: { bench in
        var wrong: [String] = []
        let details = try await every { try await bench.account.getUserDetails(from: $0) }
        guard let dual = details.first(where: { $0.user.name == Bench.dual }) else { return ["dual is gone"] }
        if !dual.inlinePolicies.isEmpty || !dual.attachedPolicies.isEmpty { wrong.append("permissions are direct") }
        if !dual.groups.contains(Bench.dutyGroup) { wrong.append("no duty policy") }
        if dual.groups.count != 2 { wrong.append("groups: \(dual.groups)") }
        let rules = try await bench.account.getAccountPasswordPolicy()
        if rules.minimumLength != 14 || rules.reusePrevention != 24 { wrong.append("rules: \(rules)") }
        if rules.requiresSymbols || !rules.requiresNumbers || !rules.usersMayChange || rules.maximumAge != nil {
            wrong.append("settings were lost: \(rules)")
        }
        let open = ARN(partition: .aws, service: "iam", account: Bench.accountID.text, resource: "policy/open")
        let versions = try await every { try await bench.account.listPolicyVersions(of: open, from: $0) }
        if versions.count != ManagedPolicyVersion.most { wrong.append("versions: \(versions)") }
        let inForce = versions.first(where: \.isDefault)?.id ?? "v0"
        let text = try await bench.account.getPolicyVersion(inForce, of: open)
        if text.contains("\"All4\"") || !text.contains("Read") { wrong.append("the policy says \(text)") }
        return wrong
    }

    private static let inline = Scene(testDescription: "inline policies", recorded: 84) { bench in
        try await bench.seedClimbers()
        try await bench.pulled()
        var wishes = PlanMaking.Wishes()
        wishes.checks = [.privilegeEscalation]
        return wishes
    } lacking: { bench in
        let own = try await every { try await bench.account.listUserPolicies(of: Bench.dual, from: $0) }
        let shared = try await every { try await bench.account.listGroupPolicies(of: Bench.group("climbers"), from: $0) }
        guard own == [Bench.policy("own")], shared == own else { return ["policies: \(own), \(shared)"] }
        let texts = [
            try await bench.account.getUserPolicy(own[0], of: Bench.dual),
            try await bench.account.getGroupPolicy(own[0], of: Bench.group("climbers")),
        ]
        return texts.filter { $0.contains("iam:") || !$0.contains("s3:Get*") }
    }
}
