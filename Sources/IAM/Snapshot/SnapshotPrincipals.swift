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

    /// What a role's inline policy is called among the policies.
    public static func name(ofInline policy: PolicyName, of role: RoleName) -> String { inlineName(policy, of: "role '\(role)'") }
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
        principal(user, own: ownPolicies(of: user), given: givenPolicies(to: user))
    }

    /// As above, put together from what was read before.
    public func principal(_ user: SnapshotUser, own: [OwnPolicy], given: GivenPolicies) -> SnapshotPrincipal {
        // Users with nothing of their own share what they are given.
        let identity = own.isEmpty ? given.identity : own.compactMap(\.applied) + given.identity
        var policies = PolicySet(identity: identity, boundary: given.boundary)
        policies.usersMayChangePassword = usersMayChangePassword ?? false
        return SnapshotPrincipal(
            arn: user.detail.user.arn, policies: policies, unreadable: own.compactMap(\.unreadable) + given.unreadable)
    }

    /// A user's inline policies, in the order of their names.
    public func ownPolicies(of user: SnapshotUser) -> [OwnPolicy] {
        user.detail.inlinePolicies.sorted { $0.key < $1.key }.map { name, text in
            OwnPolicy(
                name: name, applied: SnapshotPrincipal.name(ofInline: name, of: user.name),
                Result { () throws(PolicySyntaxError) in try shelf.document(text, as: .identity, isShared: false) })
        }
    }

    /// What a user has from elsewhere.
    public func givenPolicies(to user: SnapshotUser) -> GivenPolicies {
        var gathering = PolicyGathering(snapshot: self)
        let detail = user.detail
        gathering.add(detail.attachedPolicies)
        for group in detail.groups.compactMap({ groups[$0] }) { gathering.add(group) }
        gathering.bound(by: detail.user.boundary)
        return GivenPolicies(
            identity: gathering.policies.identity, boundary: gathering.policies.boundary, unreadable: gathering.unreadable)
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
        gathering.add(role.inlinePolicies, of: "role '\(role.name)'")
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

    mutating func add(_ inline: [PolicyName: String], of owner: String) {
        for (name, text) in inline.sorted(by: { $0.key < $1.key }) {
            let name = SnapshotPrincipal.inlineName(name, of: owner)
            take(ReadPolicy(name, Result { () throws(PolicySyntaxError) in try snapshot.document(text) }))
        }
    }

    mutating func add(_ group: GroupDetail) {
        add(group.inlinePolicies, of: "group '\(group.group.name)'")
        add(group.attachedPolicies)
    }

    mutating func add(_ list: [AttachedPolicy]) {
        for policy in list where attached.insert(policy.arn).inserted { take(snapshot.managed(policy.arn)) }
    }

    /// An unreadable boundary allows nothing here: whatever it allows is not known.
    mutating func bound(by arn: ARN?) {
        guard let arn else { return }
        switch snapshot.managed(arn) {
        case .readable(let policy): policies.boundary = policy
        case .unreadable(let policy):
            unreadable.append(policy)
            policies.boundary = AppliedPolicy(arn.description, .empty)
        }
    }

    private mutating func take(_ policy: ReadPolicy) {
        switch policy {
        case .readable(let policy): policies.identity.append(policy)
        case .unreadable(let policy): unreadable.append(policy)
        }
    }
}

/// A policy that applies, as far as it could be read.
enum ReadPolicy: Sendable {
    case readable(AppliedPolicy)
    case unreadable(UnreadablePolicy)

    init(_ name: String, _ read: Result<PolicyDocument, PolicySyntaxError>) {
        switch read {
        case .success(let document): self = .readable(AppliedPolicy(name, document))
        case .failure(let error): self = .unreadable(UnreadablePolicy(name: name, reason: error.description))
        }
    }
}

extension AccountSnapshot {
    /// A managed policy, read once however many have it.
    fileprivate func managed(_ arn: ARN) -> ReadPolicy {
        shelf.managed(arn) {
            guard let text = policies[arn]?.document else {
                return .unreadable(UnreadablePolicy(name: arn.description, reason: "its document is not in the snapshot"))
            }
            return ReadPolicy(arn.description, Result { () throws(PolicySyntaxError) in try document(text) })
        }
    }
}

extension PolicyDocument {
    fileprivate static let empty = PolicyDocument(kind: .identity, version: nil, id: nil, statements: [], size: 0)
}
