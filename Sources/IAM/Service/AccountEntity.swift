import Foundation

/// One thing of which GetAccountAuthorizationDetails tells.
public enum AccountEntity: Hashable, Sendable {
    case user(UserDetail)
    case group(GroupDetail)
    case role(RoleDetail)
    case policy(PolicyDetail)

    /// The kinds that can be asked for.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case user = "User"
        case group = "Group"
        case role = "Role"
        /// The account's own managed policies.
        case localPolicy = "LocalManagedPolicy"
        /// AWS's managed policies that are attached to something; as a mere boundary they may be missing.
        case awsPolicy = "AWSManagedPolicy"
    }
}

/// What GetAccountAuthorizationDetails tells about one user.
public struct UserDetail: Hashable, Sendable {
    public let user: User
    public let groups: [GroupName]
    public let inlinePolicies: [PolicyName: String]
    public let attachedPolicies: [AttachedPolicy]

    /// The details of a user; documents are decoded text.
    public init(user: User, groups: [GroupName], inlinePolicies: [PolicyName: String], attachedPolicies: [AttachedPolicy]) {
        self.user = user
        self.groups = groups
        self.inlinePolicies = inlinePolicies
        self.attachedPolicies = attachedPolicies
    }
}

/// What GetAccountAuthorizationDetails tells about one group.
public struct GroupDetail: Hashable, Sendable {
    public let group: Group
    public let created: Date
    public let inlinePolicies: [PolicyName: String]
    public let attachedPolicies: [AttachedPolicy]

    /// The details of a group; documents are decoded text.
    public init(group: Group, created: Date, inlinePolicies: [PolicyName: String], attachedPolicies: [AttachedPolicy]) {
        self.group = group
        self.created = created
        self.inlinePolicies = inlinePolicies
        self.attachedPolicies = attachedPolicies
    }
}

/// What GetAccountAuthorizationDetails tells about one role.
public struct RoleDetail: Hashable, Sendable {
    public let name: RoleName
    public let id: UserID
    public let path: IAMPath
    public let arn: ARN
    public let created: Date
    /// The trust policy, decoded.
    public let trust: String
    public var inlinePolicies: [PolicyName: String] = [:]
    public var attachedPolicies: [AttachedPolicy] = []
    public var boundary: ARN?
    public var tags: [Tag] = []
    public var lastUse = Use.notTold
    /// The names of the instance profiles that hold it.
    public var instanceProfiles: [String] = []

    /// When a role was last used.
    public enum Use: Hashable, Sendable {
        case at(Date, region: String?)
        /// Not within the time that AWS looks back: 400 days, or less in newer regions.
        case never
        /// The answer has no `RoleLastUsed` at all.
        case notTold
    }

    /// A role without policies; set what it has.
    public init(name: RoleName, id: UserID, path: IAMPath, arn: ARN, created: Date, trust: String) {
        self.name = name
        self.id = id
        self.path = path
        self.arn = arn
        self.created = created
        self.trust = trust
    }

    /// Whether a service made it for itself: nobody but the service may change it.
    public var isServiceLinked: Bool { path.text.hasPrefix("/aws-service-role/") }
}

/// What GetAccountAuthorizationDetails tells about one managed policy.
public struct PolicyDetail: Hashable, Sendable {
    public let name: PolicyName
    public let arn: ARN
    /// `v1`, `v2`…
    public let defaultVersion: String
    /// All versions, in the order in which they were told.
    public let versions: [Version]
    /// How many users, groups and roles have it attached.
    public let attachmentCount: Int
    /// How many users and roles have it as their boundary.
    public let boundaryCount: Int

    /// One version of a policy.
    public struct Version: Hashable, Sendable {
        public let id: String
        /// The document, decoded.
        public let document: String

        /// A version.
        public init(id: String, document: String) {
            self.id = id
            self.document = document
        }
    }

    /// A managed policy of these versions.
    public init(
        name: PolicyName, arn: ARN, defaultVersion: String, versions: [Version], attachmentCount: Int, boundaryCount: Int
    ) {
        self.name = name
        self.arn = arn
        self.defaultVersion = defaultVersion
        self.versions = versions
        self.attachmentCount = attachmentCount
        self.boundaryCount = boundaryCount
    }

    /// The document in force; nil if it was not told.
    public var document: String? { versions.first { $0.id == defaultVersion }?.document }
}

extension IAMService {
    /// One page of the users that GetAccountAuthorizationDetails tells.
    public func getUserDetails(from marker: Marker?) async throws -> Page<UserDetail> {
        let page = try await getAccountAuthorizationDetails([.user], from: marker)
        return Page(page.items.compactMap { if case .user(let detail) = $0 { detail } else { nil } }, next: page.next)
    }
}
