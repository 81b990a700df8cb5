import Synchronization

/// A user or role of a snapshot with every policy that has a say in what it may do.
public struct SnapshotPrincipal: Sendable {
    public let arn: ARN
    /// What is known of its policies. Where `unreadable` is not empty it is not all of them.
    public let policies: PolicySet
    /// Policies that apply and whose text is not known or cannot be understood: nothing may be concluded from their absence.
    public let unreadable: [UnreadablePolicy]

    /// Whether every policy that applies is known.
    public var isComplete: Bool { unreadable.isEmpty }

    /// What an inline policy is called among the policies.
    static func inlineName(_ policy: PolicyName, of owner: String) -> String { "inline policy '\(policy)' of \(owner)" }

    /// What a user's inline policy is called among the policies.
    public static func name(ofInline policy: PolicyName, of user: UserName) -> String { inlineName(policy, of: "user '\(user)'") }

    /// What a group's inline policy is called among the policies.
    public static func name(ofInline policy: PolicyName, of group: GroupName) -> String { inlineName(policy, of: "group '\(group)'") }
}

/// A policy that applies and says nobody knows what.
public struct UnreadablePolicy: Hashable, Sendable, CustomStringConvertible {
    /// As `AppliedPolicy.name`.
    public let name: String
    public let reason: String

    public var description: String { "\(name): \(reason)" }
}

extension AccountSnapshot {
    /// Whether users may change their own passwords by the account's rules; nil if these are not known, and `PolicySet` then has false.
    public var usersMayChangePassword: Bool? { passwordRule.value?.inForce.usersMayChange }

    /// A user with its own policies, those of its groups, and its boundary; nil if there is no user of that name.
    public func principal(_ name: UserName) -> SnapshotPrincipal? { user(name).map(principal) }

    /// As above, of a user of this snapshot.
    public func principal(_ user: SnapshotUser) -> SnapshotPrincipal {
        var gathering = PolicyGathering(snapshot: self)
        let detail = user.detail
        gathering.add(detail.inlinePolicies, of: "user '\(user.name)'", isShared: false)
        gathering.add(detail.attachedPolicies)
        for group in detail.groups.compactMap({ groups[$0] }) { gathering.add(group) }
        gathering.bound(by: detail.user.boundary)
        gathering.policies.usersMayChangePassword = usersMayChangePassword ?? false
        return SnapshotPrincipal(arn: detail.user.arn, policies: gathering.policies, unreadable: gathering.unreadable)
    }

    /// The policies that a group gives its members; those that cannot be read are left out.
    public func policies(of group: GroupDetail) -> [AppliedPolicy] {
        var gathering = PolicyGathering(snapshot: self)
        gathering.add(group)
        return gathering.policies.identity
    }

    /// A role with its policies and its boundary; who may assume it stands in its trust policy.
    public func principal(_ role: RoleDetail) -> SnapshotPrincipal {
        var gathering = PolicyGathering(snapshot: self)
        gathering.add(role.inlinePolicies, of: "role '\(role.name)'", isShared: true)
        gathering.add(role.attachedPolicies)
        gathering.bound(by: role.boundary)
        return SnapshotPrincipal(arn: role.arn, policies: gathering.policies, unreadable: gathering.unreadable)
    }

    /// Every policy that applies to a user; nil if there is no user of that name, or not all of them are known.
    public func policySet(of name: UserName) -> PolicySet? {
        guard let principal = principal(name), principal.isComplete else { return nil }
        return principal.policies
    }

    /// The document of a policy's text. Each text is parsed once, if it is shared or small.
    public func document(_ text: String, as kind: PolicyKind = .identity) throws(PolicySyntaxError) -> PolicyDocument {
        try shelf.document(text, as: kind, isShared: true)
    }
}

/// Collects the policies of one principal, each attached one once.
private struct PolicyGathering {
    let snapshot: AccountSnapshot
    var policies = PolicySet()
    var unreadable: [UnreadablePolicy] = []
    private var attached: Set<ARN> = []

    init(snapshot: AccountSnapshot) { self.snapshot = snapshot }

    mutating func add(_ inline: [PolicyName: String], of owner: String, isShared: Bool) {
        for (name, text) in inline.sorted(by: { $0.key < $1.key }) {
            if let policy = read(SnapshotPrincipal.inlineName(name, of: owner), text, isShared) { policies.identity.append(policy) }
        }
    }

    mutating func add(_ group: GroupDetail) {
        add(group.inlinePolicies, of: "group '\(group.group.name)'", isShared: true)
        add(group.attachedPolicies)
    }

    mutating func add(_ list: [AttachedPolicy]) {
        for policy in list where attached.insert(policy.arn).inserted {
            if let policy = managed(policy.arn) { policies.identity.append(policy) }
        }
    }

    /// An unreadable boundary allows nothing here: whatever it allows is not known.
    mutating func bound(by arn: ARN?) {
        guard let arn else { return }
        policies.boundary = managed(arn) ?? AppliedPolicy(arn.description, .empty)
    }

    private mutating func managed(_ arn: ARN) -> AppliedPolicy? {
        guard let text = snapshot.policies[arn]?.document else {
            unreadable.append(UnreadablePolicy(name: arn.description, reason: "its document is not in the snapshot"))
            return nil
        }
        return read(arn.description, text, true)
    }

    private mutating func read(_ name: String, _ text: String, _ isShared: Bool) -> AppliedPolicy? {
        do {
            return AppliedPolicy(name, try snapshot.shelf.document(text, as: .identity, isShared: isShared))
        } catch {
            unreadable.append(UnreadablePolicy(name: name, reason: error.description))
            return nil
        }
    }
}

extension PolicyDocument {
    fileprivate static let empty = PolicyDocument(kind: .identity, version: nil, id: nil, statements: [], size: 0)
}

/// Documents that were parsed before. What is one user's own is kept as long as there is room; what is shared always, and IAM's quotas bound
/// that.
final class DocumentShelf: Sendable {
    // A parsed document takes some ten times its text.
    private static let room = 4_000_000
    private struct Key: Hashable { let text: String, kind: PolicyKind }
    private struct Shelf: Sendable {
        var documents: [Key: Result<PolicyDocument, PolicySyntaxError>] = [:]
        var used = 0
    }

    private let shelf = Mutex(Shelf())

    func document(_ text: String, as kind: PolicyKind, isShared: Bool) throws(PolicySyntaxError) -> PolicyDocument {
        let key = Key(text: text, kind: kind)
        if let known = shelf.withLock({ $0.documents[key] }) { return try known.get() }
        let parsed = Result { () throws(PolicySyntaxError) in try PolicyDocument(parsing: text, as: kind) }
        shelf.withLock { shelf in
            guard isShared || shelf.used + text.utf8.count <= Self.room else { return }
            shelf.documents[key] = parsed
            if !isShared { shelf.used += text.utf8.count }
        }
        return try parsed.get()
    }
}
