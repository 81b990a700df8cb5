/// One idempotent change at IAM, or one delivery. Running it twice is running it once.
public enum Step: String, Hashable, Sendable, Codable, CaseIterable {
    /// Makes the IAM user, tagged in the same call.
    case createUser = "create-user"
    /// Puts the user under the duty policy, which leaves it nothing but enrolling MFA until it has done so.
    case joinDutyGroup = "join-duty-group"
    /// Sets a console password without forced reset and writes it, once, to the channel that the operator named.
    case setPassword = "set-password"
    /// Delivers the transition's guide.
    case deliverGuide = "deliver-guide"
    /// Puts the user into exactly the groups of its profile, after their policies were read back.
    case grantProfile = "grant-profile"
    /// Takes the user out of its profile's groups; it stays under the duty policy.
    case withdrawProfile = "withdraw-profile"
    /// Takes away an inline duty policy that an adopted user had before the group.
    case removeInheritedDuty = "remove-inherited-duty"
    /// Puts the recorded deny-everything policy on the user.
    case denyAll = "deny-all"
    /// Takes that policy away.
    case liftDeny = "lift-deny"
    /// Makes the user's active keys inactive, remembering which.
    case deactivateKeys = "deactivate-keys"
    /// Makes the remembered keys active again.
    case reactivateKeys = "reactivate-keys"
    /// Deletes the access keys of an adopted user, if that was decided before the block.
    case deleteDecidedKeys = "delete-decided-keys"
    case deletePassword = "delete-password"
    case deleteKeys = "delete-keys"
    /// Signing certificates, SSH keys and service-specific credentials.
    case deleteCredentials = "delete-credentials"
    case deleteMFADevices = "delete-mfa-devices"
    /// Deletes virtual devices that a broken-off enrolment left behind.
    case clearDevices = "clear-devices"
    case leaveGroups = "leave-groups"
    /// Takes the user out of exactly the groups that a review named.
    case removeGroups = "remove-groups"
    /// Detaches managed policies and deletes inline ones, the recorded deny last.
    case deletePolicies = "delete-policies"
    /// Deletes the user, its permissions boundary just before.
    case deleteUser = "delete-user"

    /// The facts that hold once it is done.
    public var establishes: Set<Fact> {
        switch self {
        case .createUser: [.user]
        case .joinDutyGroup: [.duty]
        case .setPassword: [.password]
        case .deliverGuide: [.guide]
        case .grantProfile: [.entitlements]
        case .denyAll: [.denied]
        case .reactivateKeys: [.keys]
        case .clearDevices, .deleteDecidedKeys, .removeInheritedDuty, .liftDeny, .deactivateKeys, .deletePassword, .deleteKeys,
            .deleteCredentials, .deleteMFADevices,
            .leaveGroups, .removeGroups, .withdrawProfile, .deletePolicies, .deleteUser:
            []
        }
    }

    /// The facts that no longer hold once it is done.
    public var destroys: Set<Fact> {
        switch self {
        case .liftDeny: [.denied]
        case .deactivateKeys, .deleteKeys: [.keys]
        case .deletePassword: [.password]
        case .deleteMFADevices: [.mfa]
        case .leaveGroups: [.entitlements, .duty]
        case .withdrawProfile: [.entitlements]
        case .deletePolicies: [.denied]
        case .deleteUser: [.user, .duty, .password, .entitlements, .keys, .mfa, .denied]
        case .createUser, .joinDutyGroup, .setPassword, .deliverGuide, .grantProfile, .removeInheritedDuty, .denyAll, .reactivateKeys,
            .deleteCredentials, .deleteDecidedKeys, .clearDevices, .removeGroups:
            []
        }
    }

    /// What takes it back. A step that cuts access or dismantles is never taken back: it is repeated until it is done.
    public var undo: Undo {
        switch self {
        case .createUser, .joinDutyGroup, .setPassword, .grantProfile, .removeInheritedDuty, .liftDeny, .reactivateKeys: .takesBack
        case .deliverGuide: .nothing
        case .denyAll, .deactivateKeys, .deleteDecidedKeys, .clearDevices, .deletePassword, .deleteKeys, .deleteCredentials,
            .deleteMFADevices,
            .leaveGroups, .removeGroups, .withdrawProfile, .deletePolicies, .deleteUser:
            .forwardOnly
        }
    }

    /// How a step is undone.
    public enum Undo: Hashable, Sendable {
        /// By the opposite change at IAM.
        case takesBack
        /// There is nothing to take back: what was read was read.
        case nothing
        /// Never: it is repeated until it is done.
        case forwardOnly
    }
}

/// Something that is true of a user at IAM; steps establish and destroy facts, invariants speak of them.
public enum Fact: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// The request was approved.
    case approval
    /// The IAM user exists.
    case user
    /// The user is under the duty policy.
    case duty
    /// The user has a console password.
    case password
    /// The guide was delivered.
    case guide
    /// An MFA device is enabled.
    case mfa
    /// The profile's groups are granted.
    case entitlements
    /// The user has active access keys.
    case keys
    /// The recorded deny-everything policy is on the user.
    case denied

    public static func < (left: Fact, right: Fact) -> Bool { left.rawValue < right.rawValue }
}
