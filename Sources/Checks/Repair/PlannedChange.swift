import Foundation
import IAM
import Lifecycle

/// One change that a plan makes at IAM: one call, so that it was made or was not.
public enum PlannedChange: Hashable, Sendable, Codable {
    case deactivateKey(AccessKeyID, of: UserName)
    case deleteKey(AccessKeyID, of: UserName)
    case deletePassword(of: UserName)
    /// The group is made, with the duty policy, if it is not there: by the steps that make it for new users.
    case joinDutyGroup(UserName, GroupName)
    /// With the rules of before, for the way back; nil if there were none.
    case setPasswordRules(PasswordPolicy, before: PasswordPolicy?)
    case createGroup(GroupName)
    case attachGroupPolicy(ARN, to: GroupName)
    /// A copy of a user's inline policy.
    case putGroupPolicy(PolicyName, document: String, on: GroupName, from: UserName)
    case addToGroup(UserName, GroupName)
    case detachUserPolicy(ARN, from: UserName)
    /// The group has a policy of the same name and text.
    case deleteUserPolicy(PolicyName, of: UserName, keptIn: GroupName)
    case detachGroupPolicy(ARN, from: GroupName)
    case deletePolicyVersion(String, of: ARN)
    /// A further version, in force at once; the one of before stays.
    case replacePolicy(ARN, document: String, before: String)
    /// Fewer statements in a user's inline policy, with the document of before, for the way back.
    case rewriteUserPolicy(PolicyName, of: UserName, document: String, before: String)
    case rewriteGroupPolicy(PolicyName, of: GroupName, document: String, before: String)
    /// No statement of it is to stay: it goes, and nothing else gives what it gave.
    case dropUserPolicy(PolicyName, of: UserName, before: String)
    case dropGroupPolicy(PolicyName, of: GroupName, before: String)

    /// The call that makes it.
    public var action: IAMAction {
        switch self {
        case .deactivateKey: .updateAccessKey
        case .deleteKey: .deleteAccessKey
        case .deletePassword: .deleteLoginProfile
        case .joinDutyGroup, .addToGroup: .addUserToGroup
        case .setPasswordRules: .updateAccountPasswordPolicy
        case .createGroup: .createGroup
        case .attachGroupPolicy: .attachGroupPolicy
        case .putGroupPolicy, .rewriteGroupPolicy: .putGroupPolicy
        case .detachUserPolicy: .detachUserPolicy
        case .deleteUserPolicy, .dropUserPolicy: .deleteUserPolicy
        case .detachGroupPolicy: .detachGroupPolicy
        case .deletePolicyVersion: .deletePolicyVersion
        case .replacePolicy: .createPolicyVersion
        case .rewriteUserPolicy: .putUserPolicy
        case .dropGroupPolicy: .deleteGroupPolicy
        }
    }

    /// What it changes.
    public var target: AccountPart {
        switch self {
        case .deactivateKey(let key, let user), .deleteKey(let key, let user): .key(user, key)
        case .deletePassword(let user): .password(user)
        case .joinDutyGroup(let user, let group), .addToGroup(let user, let group): .membership(user, group)
        case .setPasswordRules: .passwordRules
        case .createGroup(let group), .attachGroupPolicy(_, let group), .putGroupPolicy(_, _, let group, _): .group(group)
        case .detachUserPolicy(let arn, let user): .userAttachment(user, arn)
        case .deleteUserPolicy(let policy, let user, _), .rewriteUserPolicy(let policy, let user, _, _),
            .dropUserPolicy(let policy, let user, _):
            .userPolicy(user, policy)
        case .rewriteGroupPolicy(let policy, let group, _, _), .dropGroupPolicy(let policy, let group, _): .groupPolicy(group, policy)
        case .detachGroupPolicy(let arn, let group): .groupAttachment(group, arn)
        case .deletePolicyVersion(_, let arn), .replacePolicy(let arn, _, _): .policy(arn)
        }
    }

    /// Whether nothing brings back what was there: such a change wants to be confirmed.
    public var isIrreversible: Bool {
        switch self {
        case .deleteKey, .deletePassword, .deletePolicyVersion: true
        case .deactivateKey, .joinDutyGroup, .setPasswordRules, .createGroup, .attachGroupPolicy, .putGroupPolicy, .addToGroup,
            .detachUserPolicy, .deleteUserPolicy, .detachGroupPolicy, .replacePolicy, .rewriteUserPolicy, .rewriteGroupPolicy,
            .dropUserPolicy, .dropGroupPolicy:
            false
        }
    }

    /// Whether making it twice is making it once. Without an answer a change that is not is found out about before it is tried again.
    public var isRepeatable: Bool {
        switch self {
        case .replacePolicy: false
        case .deactivateKey, .deleteKey, .deletePassword, .joinDutyGroup, .setPasswordRules, .createGroup, .attachGroupPolicy,
            .putGroupPolicy, .addToGroup, .detachUserPolicy, .deleteUserPolicy, .detachGroupPolicy, .deletePolicyVersion,
            .rewriteUserPolicy, .rewriteGroupPolicy, .dropUserPolicy, .dropGroupPolicy:
            true
        }
    }

    /// The key that it takes out of use.
    public var deactivates: AccessKeyID? { if case .deactivateKey(let key, _) = self { key } else { nil } }

    /// Whether its target is as the change leaves it.
    public func isMade(_ state: PartState) -> Bool {
        switch (self, state) {
        case (.deactivateKey, .key(_, let isActive, _)): !isActive
        case (.deleteKey, _), (.deletePassword, _), (.detachUserPolicy, _), (.deleteUserPolicy, _), (.detachGroupPolicy, _),
            (.dropUserPolicy, _), (.dropGroupPolicy, _):
            state == .absent
        case (.joinDutyGroup, .member), (.addToGroup, .member): true
        case (.setPasswordRules(let wanted, _), .passwordRules(let rules)): rules == wanted
        case (.createGroup, .group): true
        case (.attachGroupPolicy(let arn, _), .group(_, let attached)): attached.contains(arn.description)
        case (.putGroupPolicy(let name, let document, _, _), .group(let inline, _)): inline[name] == PartState.digest(ofDocument: document)
        case (.deletePolicyVersion(let version, _), .policy(_, _, let versions)): !versions.contains(version)
        case (.replacePolicy(_, let document, _), .policy(let inForce, _, _)): inForce == PartState.digest(ofDocument: document)
        case (.rewriteUserPolicy(_, _, let document, _), .userPolicy(_, let read)),
            (.rewriteGroupPolicy(_, _, let document, _), .groupPolicy(let read)):
            read == PartState.digest(ofDocument: document)
        case (.deactivateKey, _), (.joinDutyGroup, _), (.addToGroup, _), (.setPasswordRules, _), (.createGroup, _),
            (.attachGroupPolicy, _), (.putGroupPolicy, _), (.deletePolicyVersion, _), (.replacePolicy, _), (.rewriteUserPolicy, _),
            (.rewriteGroupPolicy, _):
            false
        }
    }
}
