import Foundation
import IAM

/// What was seen of one IAM user at IAM. Names and serials are sealed: they tell who somebody is.
public struct Sighting: Hashable, Sendable, Codable {
    public var name: Sealed
    public var path: IAMPath
    public var groups: SortedSet<GroupName>
    public var devices: [Sealed]
    public var hasPassword: Bool
    /// From the credential report, so up to four hours old; nil if it does not say.
    public var passwordChanged: Date?
    public var keys: [SeenKey]
    public var inlinePolicies: SortedSet<PolicyName>
    public var attachedPolicies: SortedSet<String>
    /// SSH keys, signing certificates and service-specific credentials, where they were asked for.
    public var otherCredentials: Int

    /// A sighting.
    public init(
        name: Sealed, path: IAMPath, groups: SortedSet<GroupName>, devices: [Sealed], hasPassword: Bool, passwordChanged: Date?,
        keys: [SeenKey], inlinePolicies: SortedSet<PolicyName>, attachedPolicies: SortedSet<String>, otherCredentials: Int = 0
    ) {
        self.name = name
        self.path = path
        self.groups = groups
        self.devices = devices
        self.hasPassword = hasPassword
        self.passwordChanged = passwordChanged
        self.keys = keys
        self.inlinePolicies = inlinePolicies
        self.attachedPolicies = attachedPolicies
        self.otherCredentials = otherCredentials
    }

    /// Whether the other sighting says the same of the user. Two sealings of one text are the same here.
    public func agrees(with other: Sighting) -> Bool { words == other.words }

    private var words: [String] {
        [name.description, path.text, "\(hasPassword)", passwordChanged?.description ?? "-", "\(otherCredentials)"]
            + groups.map(\.text) + ["/"] + devices.map(\.description).sorted() + ["/"] + keys.map { "\($0)" }.sorted() + ["/"]
            + inlinePolicies.map(\.text) + ["/"] + Array(attachedPolicies)
    }
}

/// An access key as it was seen.
public struct SeenKey: Hashable, Sendable, Codable {
    /// 1 or 2: the place in the credential report, which does not tell ids.
    public let slot: Int
    public let isActive: Bool
    public let lastUsed: Date?

    /// A key.
    public init(slot: Int, isActive: Bool, lastUsed: Date?) {
        self.slot = slot
        self.isActive = isActive
        self.lastUsed = lastUsed
    }
}

/// What is known of an account from the last complete look at it.
public struct AccountView: Hashable, Sendable, Codable {
    public let alias: AccountAlias
    /// When the last complete look ended; everything below is as of then.
    public var seen: Date?
    /// When the credential report that it used was made.
    public var reported: Date?
    /// All IAM users of the account, counted.
    public var userCount = 0
    /// Users that no record explains, by IAM's id.
    public var strangers: [UserID: Sighting] = [:]
    /// What the groups of profiles allow, by digest.
    public var grants: [GroupName: Digest] = [:]
    /// The account's own alias, for the sign-in address.
    public var signInAlias: String?
    /// The id of the user whose credentials tenure uses; nil if it is a role.
    public var principal: String?
    /// Known managed and adopted users that the last look did not find, with the first time.
    public var missing: [UserID: Date] = [:]

    /// An account that nobody has looked at.
    public init(alias: AccountAlias) { self.alias = alias }
}

/// What a complete look at an account found that is about no user of ours; one event a look.
public struct Look: Hashable, Sendable, Codable {
    public var reported: Date?
    public var userCount: Int
    public var appeared: [UserID: Sighting]
    public var changed: [UserID: Sighting]
    /// Strangers that are gone, or that a record explains now.
    public var gone: [UserID]
    /// Groups whose policies changed since the last look, and what they are now.
    public var grants: [GroupName: Digest]
    public var signInAlias: String?
    public var principal: String?
    /// Users with a record that this look did not find.
    public var missing: SortedSet<UserID>

    /// A look.
    public init(
        reported: Date?, userCount: Int, appeared: [UserID: Sighting], changed: [UserID: Sighting], gone: [UserID],
        grants: [GroupName: Digest], signInAlias: String?, principal: String?, missing: SortedSet<UserID>
    ) {
        self.reported = reported
        self.userCount = userCount
        self.appeared = appeared
        self.changed = changed
        self.gone = gone
        self.grants = grants
        self.signInAlias = signInAlias
        self.principal = principal
        self.missing = missing
    }
}

/// What can happen to the view of an account.
public enum AccountEvent: Hashable, Sendable, Codable {
    /// A complete, error-free look.
    case looked(look: Look)
    /// A snapshot was kept. What is known of the account's users does not follow from it: only a look does that.
    case snapshotKept(snapshot: KeptSnapshot)
    /// AWS's own simulator was asked what a user can do without MFA, and its answers were compared with the proof.
    case proofCompared(comparison: ComparedProof)
}

extension AccountView {
    /// The view after an event.
    public static func evolve(_ view: AccountView?, alias: AccountAlias, _ event: AccountEvent, at time: Date) -> AccountView {
        var view = view ?? AccountView(alias: alias)
        switch event {
        case .looked(let look):
            view.seen = time
            view.reported = look.reported ?? view.reported
            view.userCount = look.userCount
            for id in look.gone { view.strangers[id] = nil }
            view.strangers.merge(look.appeared) { _, new in new }
            view.strangers.merge(look.changed) { _, new in new }
            view.grants.merge(look.grants) { _, new in new }
            view.signInAlias = look.signInAlias
            view.principal = look.principal
            view.missing = Dictionary(uniqueKeysWithValues: look.missing.map { ($0, view.missing[$0] ?? time) })
        case .snapshotKept, .proofCompared: break
        }
        return view
    }
}
