import Foundation
import IAM

/// What is asked, completely: an approval is bound to the digest of this value.
public enum Ask: Hashable, Sendable, Codable {
    /// A new IAM user, or the adoption of one that was found.
    case access(AskedAccess)
    /// Another profile, or another end, for a user that is there.
    case change(AskedChange)
    /// The glass of a prepared user is broken, by its holder.
    case breakGlass(AskedGlass)
    /// Access back for a suspended user.
    case resume(record: RecordID)
    /// The end of a user. Cutting needs no approval.
    case revoke(record: RecordID)
    /// A change of the rules, under which it was asked for.
    case rules(RuleChange)
}

/// The access that is asked for.
public struct AskedAccess: Hashable, Sendable, Codable {
    public let person: PersonID
    public let account: AccountAlias
    public let profile: ProfileName
    public let workflow: Digest
    public let name: Sealed
    /// The id of the user that is adopted; nil for a new one.
    public let adopts: UserID?
    /// What is granted, policies included.
    public let grant: Grant
    /// When the access ends; nil for no end.
    public let end: Date?

    /// An access to ask for.
    public init(
        person: PersonID, account: AccountAlias, profile: ProfileName, workflow: Digest, name: Sealed, adopts: UserID?, grant: Grant,
        end: Date?
    ) {
        self.person = person
        self.account = account
        self.profile = profile
        self.workflow = workflow
        self.name = name
        self.adopts = adopts
        self.grant = grant
        self.end = end
    }
}

/// The change that is asked for.
public struct AskedChange: Hashable, Sendable, Codable {
    public let record: RecordID
    public let profile: ProfileName
    public let grant: Grant
    public let end: Date?

    /// A change to ask for.
    public init(record: RecordID, profile: ProfileName, grant: Grant, end: Date?) {
        self.record = record
        self.profile = profile
        self.grant = grant
        self.end = end
    }
}

/// The glass that is broken.
public struct AskedGlass: Hashable, Sendable, Codable {
    public let record: RecordID
    /// What its user gets, policies included.
    public let grant: Grant

    /// A glass to break.
    public init(record: RecordID, grant: Grant) {
        self.record = record
        self.grant = grant
    }
}

/// The groups that a profile gives in an account, and a digest of all that they allowed when they were last read.
public struct Grant: Hashable, Sendable, Codable {
    public let groups: [GroupName]
    /// Over the canonical text of every inline and attached policy of each group.
    public let policies: Digest

    /// A grant.
    public init(groups: [GroupName], policies: Digest) {
        self.groups = groups
        self.policies = policies
    }
}
