/// A managed policy that is attached to a user or a group.
public struct AttachedPolicy: Hashable, Sendable, Codable {
    public let name: PolicyName
    public let arn: ARN

    /// An attachment.
    public init(name: PolicyName, arn: ARN) {
        self.name = name
        self.arn = arn
    }
}

/// A managed policy as CreatePolicy and GetPolicy describe it.
public struct ManagedPolicy: Hashable, Sendable {
    public let name: PolicyName
    public let arn: ARN
    /// `v1`, `v2`…
    public let defaultVersion: String
    public let tags: [Tag]

    /// A policy.
    public init(name: PolicyName, arn: ARN, defaultVersion: String, tags: [Tag]) {
        self.name = name
        self.arn = arn
        self.defaultVersion = defaultVersion
        self.tags = tags
    }
}

/// One version of a managed policy, without its document.
public struct ManagedPolicyVersion: Hashable, Sendable {
    /// `v1`, `v2`…
    public let id: String
    /// Whether it is the one in force.
    public let isDefault: Bool

    /// A version.
    public init(id: String, isDefault: Bool) {
        self.id = id
        self.isDefault = isDefault
    }

    /// How many versions a policy can have.
    public static let most = 5
}

/// A role, as far as revocation has to know it: who may assume it, and how long a session lasts.
public struct AssumableRole: Hashable, Sendable {
    public let name: String
    public let arn: ARN
    /// The trust policy, decoded.
    public let trust: String
    /// The longest session in seconds.
    public let maximumSession: Int

    /// A role.
    public init(name: String, arn: ARN, trust: String, maximumSession: Int) {
        self.name = name
        self.arn = arn
        self.trust = trust
        self.maximumSession = maximumSession
    }
}
