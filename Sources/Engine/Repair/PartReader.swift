import Checks
import Foundation
import IAM
import Lifecycle

/// Reads single parts of an account, afresh every time.
struct PartReader: Sendable {
    let iam: any IAMService

    /// How a part is now. What IAM does not know is absent; any other refusal is thrown.
    func read(_ part: AccountPart) async throws -> PartState {
        do {
            return try await readKnown(part)
        } catch let error as IAMError where error.code == .noSuchEntity {
            return .absent
        }
    }

    private func readKnown(_ part: AccountPart) async throws -> PartState {
        switch part {
        case .user(let name): return .user(try await iam.getUser(name).id)
        case .key(let user, let id): return try await key(id, of: user)
        case .password(let user):
            let owner = try await iam.getUser(user)
            let profile = try await iam.getLoginProfile(of: user)
            return .password(owner: owner.id, made: profile.created, lastUsed: owner.passwordLastUsed)
        case .membership(let user, let group):
            let owner = try await iam.getUser(user)
            return try await every { try await iam.listGroups(of: user, from: $0) }.contains(group) ? .member(of: owner.id) : .absent
        case .userAttachment(let user, let arn):
            let owner = try await iam.getUser(user)
            let attached = try await every { try await iam.listAttachedUserPolicies(of: user, from: $0) }
            return attached.contains { $0.arn == arn } ? .attached(to: owner.id) : .absent
        case .userPolicy(let user, let policy):
            let owner = try await iam.getUser(user)
            return .userPolicy(owner: owner.id, document: PartState.digest(ofDocument: try await iam.getUserPolicy(policy, of: user)))
        case .group(let name): return try await group(name)
        case .groupPolicy(let group, let policy):
            return .groupPolicy(document: PartState.digest(ofDocument: try await iam.getGroupPolicy(policy, of: group)))
        case .groupAttachment(let group, let arn):
            let attached = try await every { try await iam.listAttachedGroupPolicies(of: group, from: $0) }
            return attached.contains { $0.arn == arn } ? .attachedToGroup : .absent
        case .policy(let arn): return try await policy(arn)
        case .passwordRules: return .passwordRules(try await iam.getAccountPasswordPolicy())
        }
    }

    private func key(_ id: AccessKeyID, of user: UserName) async throws -> PartState {
        let owner = try await iam.getUser(user)
        guard let key = try await every({ try await iam.listAccessKeys(of: user, from: $0) }).first(where: { $0.id == id }) else {
            return .absent
        }
        return .key(owner: owner.id, isActive: key.isActive, lastUsed: try await iam.getAccessKeyLastUsed(id).date)
    }

    private func group(_ name: GroupName) async throws -> PartState {
        _ = try await iam.getGroup(name)
        var inline: [PolicyName: String] = [:]
        for policy in try await every({ try await iam.listGroupPolicies(of: name, from: $0) }) {
            inline[policy] = try await iam.getGroupPolicy(policy, of: name)
        }
        let attached = try await every { try await iam.listAttachedGroupPolicies(of: name, from: $0) }
        return .group(inline: inline, attached: attached.map(\.arn))
    }

    private func policy(_ arn: ARN) async throws -> PartState {
        let policy = try await iam.getPolicy(arn)
        let document = try await iam.getPolicyVersion(policy.defaultVersion, of: arn)
        let versions = try await every { try await iam.listPolicyVersions(of: arn, from: $0) }
        return .policy(
            document: PartState.digest(ofDocument: document), inForce: policy.defaultVersion, versions: SortedSet(versions.map(\.id)))
    }
}
