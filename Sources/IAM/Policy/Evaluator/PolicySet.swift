/// Every policy that has a say in a request, by layer, and what else decides about it.
///
/// An empty layer allows nothing, a layer that is nil (or has no levels) is not there and limits nothing.
public struct PolicySet: Sendable {
    /// Inline and managed policies of the user and of all its groups; or of the role.
    public var identity: [AppliedPolicy]
    /// The permissions boundary.
    public var boundary: AppliedPolicy?
    /// The policies passed when the session began.
    public var session: [AppliedPolicy]?
    /// Service control policies, level by level from the root to the account. Leave it empty for the organisation's
    /// management account and for service-linked roles, to which they do not apply.
    public var serviceControl: [[AppliedPolicy]]
    /// Resource control policies of the resource's account, level by level.
    public var resourceControl: [[AppliedPolicy]]
    /// The policy on the resource.
    public var resource: AppliedPolicy?
    /// `AllowUsersToChangePassword` of the account's password policy.
    public var usersMayChangePassword: Bool
    /// What services decide by themselves; none unless switched on.
    public var serviceRules: Set<ServiceRule>
    /// Which of AWS's evaluators is asked.
    public var judge: Judge

    /// The policies of a request; without any, everything is denied.
    public init(
        identity: [AppliedPolicy] = [], boundary: AppliedPolicy? = nil, session: [AppliedPolicy]? = nil,
        serviceControl: [[AppliedPolicy]] = [], resourceControl: [[AppliedPolicy]] = [], resource: AppliedPolicy? = nil,
        usersMayChangePassword: Bool = false, serviceRules: Set<ServiceRule> = [], judge: Judge = .authorization
    ) {
        self.identity = identity
        self.boundary = boundary
        self.session = session
        self.serviceControl = serviceControl
        self.resourceControl = resourceControl
        self.resource = resource
        self.usersMayChangePassword = usersMayChangePassword
        self.serviceRules = serviceRules
        self.judge = judge
    }

    /// AWS decides real calls and simulated ones by two programs, which differ where a condition's text is not what it should be.
    public enum Judge: Hashable, Sendable {
        case authorization
        /// `SimulateCustomPolicy` and `SimulatePrincipalPolicy`.
        case simulator
    }
}

/// A document and what it is called where it applies.
public struct AppliedPolicy: Sendable {
    /// As people know it: `inline policy 'duty' of group 'everyone'`, or the ARN of a managed policy.
    public let name: String
    public let document: PolicyDocument

    /// A document under its name.
    public init(_ name: String, _ document: PolicyDocument) {
        self.name = name
        self.document = document
    }
}

/// The kinds of policies, each of which may have to agree.
public enum PolicyLayer: String, Hashable, Sendable, CaseIterable {
    case resourceControl = "resource control policies"
    case serviceControl = "service control policies"
    case resource = "resource policy"
    case identity = "identity policies"
    case boundary = "permissions boundary"
    case session = "session policies"
}

/// What AWS's services decide whatever the policies say.
public enum ServiceRule: String, Hashable, Sendable, CaseIterable {
    /// GetCallerIdentity is allowed even where it is denied. Source: STS API Reference, GetCallerIdentity.
    case callerIdentityIsAlwaysAllowed
    /// A user's GetSessionToken needs no permission and cannot be denied. Source: STS API Reference, GetSessionToken.
    case sessionTokenCannotBeControlled
    /// Someone with a device already cannot enable or deactivate devices of their own with a long-term key. Switch it on
    /// for a caller who has one. Source: AWS security bulletin AWS-2023-001.
    case ownDevicesAreChangedWithMFA
    /// KMS keys, and roles to be assumed, are opened by their own policy or not at all.
    case someResourcesNeedTheirPolicy
}
