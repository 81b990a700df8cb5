import Foundation
import IAM
import Lifecycle

extension StepPerformer {
    static let cutPolicyName = "tenure-deny-all"

    private func cutPolicy() throws -> PolicyName { try PolicyName(Self.cutPolicyName) }

    /// Puts the deny on the user, after making sure that the user of that name is the one that is meant.
    func denyAll() async throws -> UserEvent.Outcome {
        guard let id = record.userID else { return .cut(roles: [], sessionsEnd: nil) }
        let name = try name()
        guard let user = try await find(name) else {
            guard transit.steps.contains(.deleteUser) else { throw StepConflict("'\(name)' is gone from account '\(record.account)'") }
            return .cut(roles: [], sessionsEnd: nil)
        }
        guard user.id == id else {
            throw StepConflict("'\(name)' in account '\(record.account)' is another user now (\(id) was ours)")
        }
        try await iam.putUserPolicy(try cutPolicy(), document: CutPolicy.document, on: name)
        // Which keys are active is remembered before any is touched: afterwards IAM does not tell which ones were.
        guard transit.steps.contains(.deleteUser) else { return .paused(keys: try await pausable(name)) }
        let roles = try await works.roles(assumableBy: name, account: session.account.id)
        let longest = roles.map(\.maximumSession).max()
        return .cut(roles: roles.map(\.name).sorted(), sessionsEnd: longest.map { world.now() + Period(seconds: $0) })
    }

    func liftDeny() async throws -> UserEvent.Outcome {
        let name = try name()
        try await ignoring([.noSuchEntity]) { try await iam.deleteUserPolicy(try cutPolicy(), of: name) }
        return .done
    }

    func deactivateKeys() async throws -> UserEvent.Outcome {
        guard record.userID != nil else { return .paused(keys: []) }
        let name = try name()
        let keys = try await pausable(name)
        try await setKeys(keys, active: false)
        return .paused(keys: keys)
    }

    /// The keys that are active, and those that were before an earlier attempt.
    private func pausable(_ name: UserName) async throws -> [AccessKeyID] {
        var keys = Set(record.pausedKeys)
        try await ignoring([.noSuchEntity]) {
            for key in try await every({ try await iam.listAccessKeys(of: name, from: $0) }) where key.isActive { keys.insert(key.id) }
        }
        return keys.sorted()
    }

    func reactivateKeys() async throws -> UserEvent.Outcome {
        // They are remembered until the user has left the suspension: until then this may be taken back.
        try await setKeys(record.pausedKeys, active: true)
        return .done
    }

    func setKeys(_ keys: [AccessKeyID], active: Bool) async throws {
        let name = try name()
        for key in keys {
            try await ignoring([.noSuchEntity]) { try await iam.updateAccessKey(key, of: name, active: active) }
        }
    }
}
