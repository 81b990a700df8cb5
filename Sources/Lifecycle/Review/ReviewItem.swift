import Foundation
import IAM

/// One IAM user's line in a review. Decided, carried out and verified are three facts with three times.
public struct ReviewItem: Hashable, Sendable, Codable {
    public let id: ItemID
    public let entry: ItemEntry
    public var reviewer: PersonID
    /// The decision that stands; the stream keeps those before it.
    public var decision: ItemDecision?
    /// How often it was decided.
    public var decisions = 0
    /// Nobody decided until the closing, and this is what becomes of the user.
    public var silence: Silence?
    /// When the user was found to be gone before anybody decided.
    public var gone: Date?
    /// When what follows was put to the user's record.
    public var ordered: Date?
    /// When it was carried out at IAM.
    public var carriedOut: Date?
    /// When a later look showed it.
    public var verified: Date?
}

/// What was frozen of a user when the review was opened.
public struct ItemEntry: Hashable, Sendable, Codable {
    public let account: AccountAlias
    /// IAM's own id: a user that is made again under the same name is another one.
    public let user: UserID
    public let name: Sealed
    /// The user's record; nil if no request explains the user.
    public let record: RecordID?
    public let person: PersonID?
    public let profile: ProfileName?
    public let groups: SortedSet<GroupName>
    public let risk: Risk
    public let flags: SortedSet<ItemFlag>
    /// Low risk, nothing flagged, and the same as when it was last kept.
    public let isUnchanged: Bool
    /// What becomes of it if nobody decides.
    public let silence: Silence
    public let reviewer: PersonID
    public let capacity: ReviewerCapacity

    /// An entry.
    public init(
        account: AccountAlias, user: UserID, name: Sealed, record: RecordID?, person: PersonID?, profile: ProfileName?,
        groups: SortedSet<GroupName>, risk: Risk, flags: SortedSet<ItemFlag>, isUnchanged: Bool, silence: Silence, reviewer: PersonID,
        capacity: ReviewerCapacity
    ) {
        self.account = account
        self.user = user
        self.name = name
        self.record = record
        self.person = person
        self.profile = profile
        self.groups = groups
        self.risk = risk
        self.flags = flags
        self.isUnchanged = isUnchanged
        self.silence = silence
        self.reviewer = reviewer
        self.capacity = capacity
    }
}

/// Why a user must not be kept without a reason.
public enum ItemFlag: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// No request explains the user.
    case unexplained
    /// It belongs to groups that its profile does not grant.
    case beyondProfile = "beyond-profile"
    /// Groups from before it was adopted were never approved.
    case inherited
    /// Policies are put on the user itself.
    case ownPolicies = "own-policies"
    /// It has a password and no MFA device.
    case withoutMFA = "without-mfa"
    /// Neither password nor key was used for 90 days.
    case unused
    /// A check of high severity or above fails for it.
    case finding
    /// The person has left.
    case left
    /// The review before postponed it.
    case postponed

    public static func < (left: ItemFlag, right: ItemFlag) -> Bool { left.rawValue < right.rawValue }
}

/// As what a reviewer decides.
public enum ReviewerCapacity: String, Hashable, Sendable, Codable, CaseIterable {
    case manager
    /// Answers for a person of another company.
    case sponsor
    /// Answers for the profile.
    case owner
    /// A member of the approval group `security`.
    case security
    /// Nobody nearer was there.
    case admin
}

/// What a reviewer can decide.
public enum ItemVerdict: Hashable, Sendable, Codable {
    case keep
    /// Access ends on that day.
    case keepUntil(until: Date)
    /// The user leaves these groups.
    case reduce(groups: SortedSet<GroupName>)
    case revoke
    /// The next review decides; once for a user.
    case postpone

    /// The word that is typed for it.
    public var word: String {
        switch self {
        case .keep: "keep"
        case .keepUntil: "keep-until"
        case .reduce: "reduce"
        case .revoke: "revoke"
        case .postpone: "postpone"
        }
    }

    /// What the word leaves out: the day, or the groups; nil if it says all.
    public var detail: String? {
        switch self {
        case .keep, .revoke, .postpone: nil
        case .keepUntil(let until): until.formatted(.iso8601)
        case .reduce(let groups): groups.map(\.text).joined(separator: " ")
        }
    }
}

/// A decision, by whom and how it was made.
public struct ItemDecision: Hashable, Sendable, Codable {
    public let verdict: ItemVerdict
    public let reason: Sealed?
    public let manner: Manner
    public let by: PersonID
    public let at: Date

    /// How a decision was typed: signs of rubber-stamping rest on it.
    public enum Manner: String, Hashable, Sendable, Codable, CaseIterable {
        /// One item, one command.
        case single
        /// Several items in one command.
        case bulk
        /// One key in `tenure review walk`.
        case walk
        /// A line of a file.
        case file
    }
}

/// What can happen to an item of a review.
public enum ItemEvent: Hashable, Sendable, Codable {
    /// The user was there when the population was frozen.
    case listed(entry: ItemEntry)
    /// A reviewer has decided; an earlier decision no longer stands, and stays in the history.
    case decided(verdict: ItemVerdict, reason: Sealed?, manner: ItemDecision.Manner, signed: SignedStatement? = nil)
    case reassigned(reviewer: PersonID, reason: Sealed)
    /// Nobody had decided when the review was closed: this becomes of the user.
    case fellSilent(outcome: Silence)
    /// Nobody had decided, and the user was gone.
    case vanished
    /// What was decided stands in the user's record now, and the next run carries it out.
    case ordered
    /// It was carried out at IAM, at that time.
    case carriedOut(done: Date)
    /// A later look showed it, at that time.
    case verified(seen: Date)
}

extension ReviewItem {
    /// The item after an event; nil before it was listed.
    public static func evolve(_ item: ReviewItem?, id: ItemID, _ event: ItemEvent, at time: Date, by actor: Actor) -> ReviewItem? {
        guard var item else {
            guard case .listed(let entry) = event else { return nil }
            return ReviewItem(id: id, entry: entry, reviewer: entry.reviewer)
        }
        switch event {
        case .listed: break
        case .decided(let verdict, let reason, let manner, _):
            guard let person = actor.person else { return item }
            item.decision = ItemDecision(verdict: verdict, reason: reason, manner: manner, by: person, at: time)
            item.decisions += 1
        case .reassigned(let reviewer, _): item.reviewer = reviewer
        case .fellSilent(let outcome): item.silence = outcome
        case .vanished: item.gone = time
        case .ordered: item.ordered = time
        case .carriedOut(let done): item.carriedOut = done
        case .verified(let seen): item.verified = seen
        }
        return item
    }

    /// What follows for the user's access from how the item was settled; nothing while it is neither decided nor silent.
    public var consequence: Consequence {
        guard gone == nil else { return .none }
        switch (decision?.verdict, silence) {
        case (.keep, _), (.postpone, _): return .none
        case (.keepUntil(let until), _): return .end(until)
        case (.reduce(let groups), _): return .reduce(groups)
        case (.revoke, _), (nil, .revoke): return .revoke
        case (nil, .suspend): return .suspend
        case (nil, .keep), (nil, nil): return .none
        }
    }

    /// What follows for a user's access.
    public enum Consequence: Hashable, Sendable {
        case none
        case end(Date)
        case reduce(SortedSet<GroupName>)
        case suspend
        case revoke
    }

    /// Whether somebody or something has settled what becomes of the user.
    public var isAnswered: Bool { decision != nil || silence != nil || gone != nil }

    /// Whether nothing is open any more: what takes access away for good must have been seen by a later look.
    public var isComplete: Bool {
        guard isAnswered else { return false }
        switch consequence {
        case .none: return true
        case .end, .suspend: return carriedOut != nil
        case .reduce, .revoke: return verified != nil
        }
    }
}
