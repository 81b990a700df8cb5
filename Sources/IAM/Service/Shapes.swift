import Foundation

/// A key and a value on a user or a policy.
public struct Tag: Hashable, Sendable, Codable {
    public let key: String
    public let value: String

    /// A tag; keys have up to 128 characters, values up to 256.
    public init(_ key: String, _ value: String) {
        self.key = key
        self.value = value
    }
}

/// One page of a listing, and where the next begins.
public struct Page<Item: Sendable>: Sendable {
    /// The items of this page; a page may be empty although others follow.
    public let items: [Item]
    /// Where to go on; nil on the last page.
    public let next: Marker?

    /// A page.
    public init(_ items: [Item], next: Marker? = nil) {
        self.items = items
        self.next = next
    }
}

/// IAM's opaque place in a listing.
public struct Marker: Hashable, Sendable {
    public let text: String

    /// A marker as IAM gave it.
    public init(_ text: String) { self.text = text }
}

/// Who the credentials belong to, in IAM's own words.
public struct CallerIdentity: Hashable, Sendable {
    /// The account that every call will change.
    public let account: AccountID
    public let arn: ARN
    /// `AIDA…` for a user, `AROA…:session` for a role.
    public let id: String

    /// An identity.
    public init(account: AccountID, arn: ARN, id: String) {
        self.account = account
        self.arn = arn
        self.id = id
    }
}

/// An IAM user as CreateUser, GetUser and ListUsers describe it.
public struct User: Hashable, Sendable {
    public let name: UserName
    public let id: UserID
    public let path: IAMPath
    public let arn: ARN
    public let created: Date
    /// Last sign-in to the console; nil if never, or if the call does not tell.
    public let passwordLastUsed: Date?
    /// The tags; CreateUser and GetUser tell them, ListUsers does not.
    public let tags: [Tag]
    /// The permissions boundary; GetUser tells it.
    public let boundary: ARN?

    /// A user of these properties.
    public init(
        name: UserName, id: UserID, path: IAMPath, arn: ARN, created: Date,
        passwordLastUsed: Date? = nil, tags: [Tag] = [], boundary: ARN? = nil
    ) {
        self.name = name
        self.id = id
        self.path = path
        self.arn = arn
        self.created = created
        self.passwordLastUsed = passwordLastUsed
        self.tags = tags
        self.boundary = boundary
    }
}

/// An IAM group.
public struct Group: Hashable, Sendable {
    public let name: GroupName
    public let id: UserID
    public let path: IAMPath
    public let arn: ARN

    /// A group of these properties.
    public init(name: GroupName, id: UserID, path: IAMPath, arn: ARN) {
        self.name = name
        self.id = id
        self.path = path
        self.arn = arn
    }
}

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

/// The account's rules for console passwords. IAM has none until one is set: then GetAccountPasswordPolicy refuses
/// with `NoSuchEntity` and `PasswordPolicy.whenNoneIsSet` holds.
public struct PasswordPolicy: Hashable, Sendable {
    public var minimumLength: Int
    public var requiresSymbols: Bool
    public var requiresNumbers: Bool
    public var requiresUppercase: Bool
    public var requiresLowercase: Bool
    public var usersMayChange: Bool
    /// Days; nil if passwords do not expire.
    public var maximumAge: Int?
    public var reusePrevention: Int?
    public var hardExpiry: Bool

    /// A policy of these rules.
    public init(
        minimumLength: Int, requiresSymbols: Bool, requiresNumbers: Bool, requiresUppercase: Bool, requiresLowercase: Bool,
        usersMayChange: Bool, maximumAge: Int? = nil, reusePrevention: Int? = nil, hardExpiry: Bool = false
    ) {
        self.minimumLength = minimumLength
        self.requiresSymbols = requiresSymbols
        self.requiresNumbers = requiresNumbers
        self.requiresUppercase = requiresUppercase
        self.requiresLowercase = requiresLowercase
        self.usersMayChange = usersMayChange
        self.maximumAge = maximumAge
        self.reusePrevention = reusePrevention
        self.hardExpiry = hardExpiry
    }

    /// What IAM demands without a policy: eight characters and three of the four classes, stated here as all four.
    public static let whenNoneIsSet = PasswordPolicy(
        minimumLength: 8, requiresSymbols: true, requiresNumbers: true, requiresUppercase: true, requiresLowercase: true,
        usersMayChange: false)
}

/// How far a credential report is.
public enum ReportState: String, Sendable {
    case started = "STARTED"
    case inProgress = "INPROGRESS"
    case complete = "COMPLETE"
}

/// A credential report as it came: a CSV file and the time for which it speaks.
public struct CredentialReportFile: Hashable, Sendable {
    /// The decoded CSV; see `CredentialReport` for its rows.
    public let text: String
    public let generated: Date

    /// A report.
    public init(text: String, generated: Date) {
        self.text = text
        self.generated = generated
    }
}
