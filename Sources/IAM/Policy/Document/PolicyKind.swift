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
        case .identity, .session, .serviceControl, .resourceControl, .resource, .trust: nil
        }
    }

    /// Whether its statements name principals, and must.
    var namesPrincipals: Bool {
        switch self {
        case .resource, .trust, .resourceControl: true
        case .identity, .userInline, .groupInline, .roleInline, .managed, .boundary, .session, .serviceControl: false
        }
    }

    /// Whether IAM itself stores it, and so has checked its operands.
    var isStoredByIAM: Bool {
        switch self {
        case .userInline, .groupInline, .roleInline, .managed, .boundary, .trust: true
        case .identity, .session, .serviceControl, .resourceControl, .resource: false
        }
    }

    /// Whether it may have an `Id`.
    var mayHaveID: Bool { self == .resource || self == .trust }
}
