/// Where a policy document stands: it decides which elements it may have and how long it may be.
public enum PolicyKind: String, Hashable, Sendable, CaseIterable {
    /// Permissions of a user, group or role whose place of storage is not known: no length is enforced, and operands
    /// that IAM would refuse to store are accepted.
    case identity
    case userInline
    case groupInline
    case roleInline
    case managed
    case boundary
    case session
    case serviceControl
    case resourceControl
    /// Stands on a resource and names principals.
    case resource
    /// The resource policy of a role: who may assume it.
    case trust
    /// An identity policy, boundary or control policy as AWS's simulator takes it: with an `Id`, if it likes, and with networks that are none.
    case simulated
    /// A resource policy as AWS's simulator takes it.
    case simulatedResource

    /// The kind with its article, for messages.
    public var noun: String {
        switch self {
        case .identity: "an identity policy"
        case .userInline: "an inline policy of a user"
        case .groupInline: "an inline policy of a group"
        case .roleInline: "an inline policy of a role"
        case .managed: "a managed policy"
        case .boundary: "a permissions boundary"
        case .session: "a session policy"
        case .serviceControl: "a service control policy"
        case .resourceControl: "a resource control policy"
        case .resource: "a resource policy"
        case .trust: "a trust policy"
        case .simulated: "a policy to be simulated"
        case .simulatedResource: "a resource policy to be simulated"
        }
    }

    /// How many characters IAM stores, white space not counted; nil where no limit is enforced here.
    ///
    /// For inline policies IAM's limit holds for all of a user, group or role together: one document within it may
    /// still be one too many. Source: IAM User Guide, "IAM and AWS STS quotas".
    public var limit: Int? {
        switch self {
        case .userInline: 2_048
        case .groupInline: 5_120
        case .roleInline: 10_240
        case .managed, .boundary: 6_144
        case .identity, .session, .serviceControl, .resourceControl, .resource, .trust, .simulated, .simulatedResource: nil
        }
    }

    /// Whether its statements name principals, and must.
    var namesPrincipals: Bool {
        switch self {
        case .resource, .trust, .resourceControl, .simulatedResource: true
        case .identity, .userInline, .groupInline, .roleInline, .managed, .boundary, .session, .serviceControl, .simulated: false
        }
    }

    /// Whether it stands on a resource, which its statements need not name.
    var standsOnResource: Bool { self == .resource || self == .trust || self == .simulatedResource }

    /// Whether AWS takes a condition's value only if it is what the operator compares: IAM checks what it stores; its
    /// simulator all but networks; STS checks nothing in a session policy but binary values.
    func checks(_ family: ComparisonFamily) -> Bool {
        switch self {
        case .userInline, .groupInline, .roleInline, .managed, .boundary, .trust: true
        case .simulated, .simulatedResource: family != .address
        case .session: family == .binary
        case .identity, .serviceControl, .resourceControl, .resource: false
        }
    }

    /// Whether it may have an `Id`.
    var mayHaveID: Bool { standsOnResource || self == .simulated }
}
