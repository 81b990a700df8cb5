import Foundation
import IAM
import Lifecycle

/// One part of an account, small enough that two repairs do not disturb each other: what a change reads before it is made, and what it changes.
public enum AccountPart: Hashable, Sendable, Codable {
    /// Who has that name.
    case user(UserName)
    case key(UserName, AccessKeyID)
    case password(UserName)
    case membership(UserName, GroupName)
    /// A managed policy on a user.
    case userAttachment(UserName, ARN)
    case userPolicy(UserName, PolicyName)
    /// Everything that a group gives: its policies, inline and attached.
    case group(GroupName)
    case groupPolicy(GroupName, PolicyName)
    case groupAttachment(GroupName, ARN)
    /// A managed policy with all its versions.
    case policy(ARN)
    case passwordRules
}

extension AccountPart: CustomStringConvertible {
    /// `user/jane/key/AKIA…`.
    public var description: String {
        switch self {
        case .user(let user): "\(Subject.user(user))"
        case .key(let user, let key): "user/\(user)/key/\(key)"
        case .password(let user): "user/\(user)/password"
        case .membership(let user, let group): "user/\(user)/group/\(group)"
        case .userAttachment(let user, let arn): "\(Subject.attachment(arn, to: .user(user)))"
        case .userPolicy(let user, let policy): "\(Subject.inlinePolicy(policy, of: .user(user)))"
        case .group(let group): "group/\(group)"
        case .groupPolicy(let group, let policy): "\(Subject.inlinePolicy(policy, of: .group(group)))"
        case .groupAttachment(let group, let arn): "\(Subject.attachment(arn, to: .group(group)))"
        case .policy(let arn): "\(Subject.managedPolicy(arn))"
        case .passwordRules: "account/password-policy"
        }
    }
}

/// How a part of an account is: compared by its digest, so that a plan holds nothing of it but that.
///
/// A user's part names the user's id: another user of the same name is another state.
public enum PartState: Hashable, Sendable, Codable {
    /// It is not there, or whoever would have it is not.
    case absent
    case user(UserID)
    case key(owner: UserID, isActive: Bool, lastUsed: Date?)
    case password(owner: UserID, made: Date, lastUsed: Date?)
    case member(of: UserID)
    case attached(to: UserID)
    case attachedToGroup
    case userPolicy(owner: UserID, document: Digest)
    case groupPolicy(document: Digest)
    case group(inline: [PolicyName: Digest], attached: SortedSet<String>)
    case policy(document: Digest, inForce: String, versions: SortedSet<String>)
    case passwordRules(PasswordPolicy)

    /// A group with these inline policies' texts and attached policies.
    public static func group(inline: [PolicyName: String], attached: [ARN]) -> PartState {
        .group(inline: inline.mapValues { digest(ofDocument: $0) }, attached: SortedSet(attached.map(\.description)))
    }

    /// What stands for a policy's text: the same for two spellings of one document.
    public static func digest(ofDocument text: String) -> Digest {
        Digest.of(text: (try? PolicyDocument(parsing: text, as: .identity))?.canonicalText ?? text)
    }

    /// What stands for it in a plan.
    public var digest: Digest { get throws { try Digest.of(value: self) } }

    /// Whose part it is; nil if it is no user's.
    public var owner: UserID? {
        switch self {
        case .user(let owner), .key(let owner, _, _), .password(let owner, _, _), .member(let owner), .attached(let owner),
            .userPolicy(let owner, _):
            owner
        case .absent, .attachedToGroup, .groupPolicy, .group, .policy, .passwordRules: nil
        }
    }

    /// When the key or password was last used, as far as it is one and was.
    public var lastUsed: Date? {
        switch self {
        case .key(_, _, let date), .password(_, _, let date): date
        case .absent, .user, .member, .attached, .attachedToGroup, .userPolicy, .groupPolicy, .group, .policy, .passwordRules: nil
        }
    }
}
