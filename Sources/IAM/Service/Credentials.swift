import Foundation

/// A console password's record; the password itself is never told.
public struct LoginProfile: Hashable, Sendable {
    public let user: UserName
    public let created: Date
    public let resetRequired: Bool

    /// A login profile.
    public init(user: UserName, created: Date, resetRequired: Bool) {
        self.user = user
        self.created = created
        self.resetRequired = resetRequired
    }
}

/// An MFA device that is enabled for a user, or a virtual one that is not assigned to anybody.
public struct MFADevice: Hashable, Sendable {
    public let serial: MFASerial
    /// Nil for root's, and for an unassigned virtual device.
    public let user: UserName?
    public let enabled: Date?
    /// Whether it is root's, whom ListVirtualMFADevices names with the account's own ARN.
    public let isOfRoot: Bool

    /// A device.
    public init(serial: MFASerial, user: UserName?, enabled: Date?, isOfRoot: Bool = false) {
        self.serial = serial
        self.user = user
        self.enabled = enabled
        self.isOfRoot = isOfRoot
    }

    /// Whether DeleteVirtualMFADevice applies: virtual devices have an ARN of `mfa/`, passkeys one of `u2f/`, tokens a number.
    public var isVirtual: Bool { serial.text.contains(":mfa/") }
}

/// Which virtual devices ListVirtualMFADevices lists.
public enum MFAAssignment: String, Sendable, CaseIterable {
    case assigned = "Assigned"
    case unassigned = "Unassigned"
    case any = "Any"
}

/// An access key without its secret.
public struct AccessKey: Hashable, Sendable {
    public let id: AccessKeyID
    public let user: UserName
    public let isActive: Bool
    public let created: Date?

    /// A key.
    public init(id: AccessKeyID, user: UserName, isActive: Bool, created: Date?) {
        self.id = id
        self.user = user
        self.isActive = isActive
        self.created = created
    }
}

/// When, where and for which service a key was last used.
public struct AccessKeyLastUsed: Hashable, Sendable {
    /// Nil if never used (or not since AWS keeps this, 2015-04-22).
    public let date: Date?
    public let region: String
    public let service: String

    /// A last use.
    public init(date: Date?, region: String, service: String) {
        self.date = date
        self.region = region
        self.service = service
    }
}

/// An X.509 signing certificate, SSH public key or service-specific credential: something to list and to delete.
public struct Credential: Hashable, Sendable {
    public let id: String
    public let isActive: Bool
    /// `codecommit.amazonaws.com` and the like for a service-specific credential, otherwise empty.
    public let service: String

    /// A credential.
    public init(id: String, isActive: Bool, service: String = "") {
        self.id = id
        self.isActive = isActive
        self.service = service
    }
}
