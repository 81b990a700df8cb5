import Foundation

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
