import Foundation
import IAM
import Ledger
import Lifecycle

/// The register of rights: each right that a user was given, from its grant to its end, with who asked, who approved and who carried it out.
/// Source: 개인정보의 안전성 확보조치 기준, the article on access rights, which wants grants, changes and revocations kept.
public struct GrantRegister: Sendable {
    /// In the order in which they were granted.
    public private(set) var entries: [GrantEntry] = []
    public let past: Past

    /// The register up to a moment, of that ledger.
    public init(of ledger: Ledger, at moment: Date) throws {
        var open: [RecordID: Int] = [:]
        var entries: [GrantEntry] = []
        past = try Past(of: ledger, at: moment) { recorded, id, before, after in
            let isNew = Self.right(of: before) != Self.right(of: after)
            if let index = open[id] {
                entries[index].follow(before, after, recorded)
                if isNew { entries[index].end(after, recorded) }
                if isNew { open[id] = nil }
            }
            guard isNew, Self.right(of: after) != nil else { return }
            open[id] = entries.count
            entries.append(GrantEntry(after, before: before, recorded))
        }
        for index in entries.indices { entries[index].verify(past.users[entries[index].record]?.revocation?.verified) }
        self.entries = entries
    }

    /// What the record grants at IAM; nil while it grants nothing. What an adopted user brought along is a right as well.
    private static func right(of record: UserRecord?) -> Right? {
        guard let record, record.revocation?.cut == nil, record.facts.contains(.entitlements) || !record.inherited.isEmpty else {
            return nil
        }
        return Right(profile: record.profile, groups: record.inherited.isEmpty ? SortedSet(record.grant.groups) : record.inherited)
    }

    private struct Right: Hashable {
        let profile: ProfileName
        let groups: SortedSet<GroupName>
    }
}

/// One right of one user.
public struct GrantEntry: Hashable, Sendable {
    public let record: RecordID
    public let person: PersonID
    public let account: AccountAlias
    public let name: Sealed
    public let profile: ProfileName
    public let groups: [GroupName]
    /// Whether these are groups that an adopted user had before anybody here approved them.
    public let isInherited: Bool
    /// The request behind it; it says who asked, who approved, and why.
    public let request: RequestID
    public let granted: Date
    /// Who carried it out.
    public let by: Actor
    /// When access was stopped and given back since, in turn.
    public private(set) var pauses: [Pause] = []
    public private(set) var ending: Ending?

    /// Access was suspended.
    public struct Pause: Hashable, Sendable {
        public let from: Date
        public internal(set) var until: Date?
    }

    /// How a right ended.
    public struct Ending: Hashable, Sendable {
        public let at: Date
        public let by: Actor
        public let kind: Kind
        /// Why, where somebody said so.
        public let reason: Sealed?
        /// Who decided it; the program if a deadline or an end date did.
        public let decidedBy: Actor?
        /// When a later look did not find the user; nil until then, and where only the profile changed.
        public internal(set) var verified: Date?

        /// What came after it.
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            /// Another right took its place.
            case changed
            case revoked
        }
    }

    init(_ record: UserRecord, before: UserRecord?, _ recorded: Recorded) {
        self.record = record.id
        person = record.person
        account = record.account
        name = record.name
        profile = record.profile
        isInherited = !record.inherited.isEmpty
        groups = isInherited ? Array(record.inherited) : record.grant.groups
        // A change is carried out in a transition that names its request.
        request = before?.transit?.carries ?? record.request
        granted = recorded.at
        by = recorded.by
    }

    mutating func follow(_ before: UserRecord?, _ after: UserRecord, _ recorded: Recorded) {
        let (was, is_) = (before?.facts.contains(.denied) ?? false, after.facts.contains(.denied))
        if !was, is_, after.revocation == nil { pauses.append(Pause(from: recorded.at)) }
        if was, !is_, let last = pauses.indices.last, pauses[last].until == nil { pauses[last].until = recorded.at }
    }

    mutating func end(_ after: UserRecord, _ recorded: Recorded) {
        let isRevoked = after.revocation != nil
        // Groups that a review took away say why; another profile's reason stands in its own request.
        let reduced = after.reduction.flatMap { $0.done == recorded.at ? $0.reason : nil }
        ending = Ending(
            at: after.revocation?.cut ?? recorded.at, by: recorded.by, kind: isRevoked ? .revoked : .changed,
            reason: isRevoked ? after.revocation?.reason : reduced, decidedBy: after.revocation?.by)
    }

    mutating func verify(_ time: Date?) { if ending?.kind == .revoked { ending?.verified = time } }
}
