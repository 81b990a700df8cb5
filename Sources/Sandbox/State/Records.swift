import Foundation
import IAM

/// All that IAM keeps about one user.
struct UserRecord: Codable, Sendable, Equatable {
    let id: UserID
    var name: UserName
    var path: IAMPath
    let created: Date
    var tags: [Tag] = []
    var boundary: ARN?
    var login: LoginRecord?
    var passwordLastUsed: Date?
    /// The ids of the groups, in the order in which they were joined.
    var groups: [UserID] = []
    var inline: [PolicyName: String] = [:]
    var attached: [ARN] = []
    var keys: [KeyRecord] = []
    var devices: [DeviceRecord] = []
    var certificates: [CredentialRecord] = []
    var sshKeys: [CredentialRecord] = []
    var serviceCredentials: [CredentialRecord] = []
    /// The services that the user's policies allow, with their last use; nil as long as nobody has said.
    var services: [ServiceRecord]?
}

/// A console password, as a salted hash.
struct LoginRecord: Codable, Sendable, Equatable {
    let created: Date
    var hash: PasswordHash
    var changed: Date
    var resetRequired: Bool
    /// The hashes before this one, newest first, as many as a policy may forbid to use again.
    var previous: [PasswordHash] = []
}

struct KeyRecord: Codable, Sendable, Equatable {
    let id: AccessKeyID
    var isActive: Bool
    let created: Date
    var rotated: Date
    var lastUsed: Date?
    var region = "N/A"
    var service = "N/A"
}

/// A device that is enabled for a user.
struct DeviceRecord: Codable, Sendable, Equatable {
    let serial: MFASerial
    let enabled: Date
}

/// A service that somebody's policies allow.
struct ServiceRecord: Codable, Sendable, Equatable {
    let namespace: String
    let last: Date?
}

struct CredentialRecord: Codable, Sendable, Equatable {
    let id: String
    let isActive: Bool
    let service: String
    let created: Date
}

struct GroupRecord: Codable, Sendable, Equatable {
    let id: UserID
    var name: GroupName
    var path: IAMPath
    var inline: [PolicyName: String] = [:]
    var attached: [ARN] = []
    /// Nil in files that are older than this property.
    var created: Date?
}

struct PolicyRecord: Codable, Sendable, Equatable {
    let arn: ARN
    let name: PolicyName
    var defaultVersion: String
    var versions: [String: String]
    var tags: [Tag] = []
    var newestVersion: Int { versions.keys.compactMap { Int($0.dropFirst()) }.max() ?? 0 }
}

struct RoleRecord: Codable, Sendable, Equatable {
    let name: String
    let path: IAMPath
    let trust: String
    let maximumSession: Int
    // What follows is missing in files that are older than these properties.
    var id: UserID?
    var created: Date?
    var inline: [PolicyName: String]?
    var attached: [ARN]?
    var boundary: ARN?
    var lastUsed: Date?
}

/// A virtual device that is not assigned to anybody.
struct UnassignedDevice: Codable, Sendable, Equatable {
    let serial: MFASerial
}

struct AccountRecord: Codable, Sendable, Equatable {
    var aliases: [String] = []
    var passwordPolicy: PolicyOfPasswords?
    var root: Root
    /// Nil if there never was any.
    var serverCertificates: [ServerCertificate]?
}

/// `PasswordPolicy`, as it is stored.
struct PolicyOfPasswords: Codable, Sendable, Equatable {
    var minimumLength: Int
    var requiresSymbols: Bool
    var requiresNumbers: Bool
    var requiresUppercase: Bool
    var requiresLowercase: Bool
    var usersMayChange: Bool
    var maximumAge: Int?
    var reusePrevention: Int?
    var hardExpiry: Bool

    init(_ policy: PasswordPolicy) {
        minimumLength = policy.minimumLength
        requiresSymbols = policy.requiresSymbols
        requiresNumbers = policy.requiresNumbers
        requiresUppercase = policy.requiresUppercase
        requiresLowercase = policy.requiresLowercase
        usersMayChange = policy.usersMayChange
        maximumAge = policy.maximumAge
        reusePrevention = policy.reusePrevention
        hardExpiry = policy.hardExpiry
    }

    var policy: PasswordPolicy {
        PasswordPolicy(
            minimumLength: minimumLength, requiresSymbols: requiresSymbols, requiresNumbers: requiresNumbers,
            requiresUppercase: requiresUppercase, requiresLowercase: requiresLowercase, usersMayChange: usersMayChange,
            maximumAge: maximumAge, reusePrevention: reusePrevention, hardExpiry: hardExpiry)
    }
}

/// The account's own user.
public struct Root: Codable, Sendable, Hashable {
    /// How root signs in the second time.
    public enum Device: String, Codable, Sendable, CaseIterable {
        case none, virtual, hardware
    }

    /// When the account was opened.
    public var created: Date
    public var device: Device
    public var passwordLastUsed: Date?
    /// When root's access key was made; nil if there is none, as there should be.
    public var accessKeyCreated: Date?

    /// A root user of these properties.
    public init(created: Date, device: Device = .none, passwordLastUsed: Date? = nil, accessKeyCreated: Date? = nil) {
        self.created = created
        self.device = device
        self.passwordLastUsed = passwordLastUsed
        self.accessKeyCreated = accessKeyCreated
    }
}

struct ReportRecord: Codable, Sendable, Equatable {
    let started: Date
    let text: String
}
