import Foundation
import IAM

/// One review: a population that was frozen at one moment, and the decisions about each of it. Its lines are `ReviewItem`s, with streams
/// of their own, so that two reviewers never wait for each other.
public struct Campaign: Hashable, Sendable, Codable {
    public let id: ReviewID
    public let opening: CampaignOpening
    public let opened: Date
    public let by: Actor
    public var delegations: [Delegation] = []
    /// When undecided reviewers were reminded.
    public var reminded: [Date] = []
    /// When the managers of undecided reviewers were told.
    public var escalated: Date?
    public var closing: Closing?
    public var signOffs: [SignOff] = []

    /// Whether reviewers can decide.
    public var isOpen: Bool { closing == nil }
}

/// What a review is opened with; all of it is fixed from then on.
public struct CampaignOpening: Hashable, Sendable, Codable {
    public let name: ReviewName
    public let scope: ReviewScope
    /// Until when reviewers decide.
    public let due: Date
    /// When undecided reviewers are reminded.
    public let remindAt: [Date]
    /// When the managers of undecided reviewers are told; nil for never.
    public let escalateAt: Date?
    public let population: Population
    /// The review before this one that it is compared with.
    public let previous: ReviewID?
    /// Why it was opened out of turn; nil for one that the calendar brings.
    public let because: Sealed?

    /// An opening.
    public init(
        name: ReviewName, scope: ReviewScope, due: Date, remindAt: [Date], escalateAt: Date?, population: Population, previous: ReviewID?,
        because: Sealed?
    ) {
        self.name = name
        self.scope = scope
        self.due = due
        self.remindAt = remindAt
        self.escalateAt = escalateAt
        self.population = population
        self.previous = previous
        self.because = because
    }
}

/// Whom a review is about: those who meet all that is given.
public struct ReviewScope: Hashable, Sendable, Codable {
    public var account: AccountAlias?
    public var workflow: WorkflowName?
    public var profile: ProfileName?
    /// Only users whose risk is high or above.
    public var isPrivileged: Bool
    /// Only this user's record.
    public var record: RecordID?

    /// A scope; without arguments it is everybody.
    public init(
        account: AccountAlias? = nil, workflow: WorkflowName? = nil, profile: ProfileName? = nil, isPrivileged: Bool = false,
        record: RecordID? = nil
    ) {
        self.account = account
        self.workflow = workflow
        self.profile = profile
        self.isPrivileged = isPrivileged
        self.record = record
    }

    /// `everybody`, or `account=prod privileged`.
    public var text: String {
        let parts: [String?] = [
            account.map { "account=\($0)" }, workflow.map { "workflow=\($0)" }, profile.map { "profile=\($0)" },
            isPrivileged ? "privileged" : nil, record.map { "user=\($0)" },
        ]
        let given = parts.compactMap(\.self)
        return given.isEmpty ? "everybody" : given.joined(separator: " ")
    }
}

/// The proof of what was reviewed: how many, which, as of when, and from what.
public struct Population: Hashable, Sendable, Codable {
    public let count: Int
    /// Over the lines `ACCOUNT USERID`, sorted, of all items: whoever has a list of users can make it again.
    public let digest: Digest
    public let sources: [PopulationSource]

    /// The population of those users, by account and IAM's id.
    public init(of users: [(account: AccountAlias, user: UserID)], sources: [PopulationSource]) {
        count = users.count
        digest = Self.digest(of: users.map { "\($0.account) \($0.user)" })
        self.sources = sources
    }

    /// The digest of those lines, in whatever order they come.
    public static func digest(of lines: [String]) -> Digest { Digest.of(text: lines.sorted().map { $0 + "\n" }.joined()) }
}

/// A snapshot that a population was frozen from.
public struct PopulationSource: Hashable, Sendable, Codable {
    public let account: AccountAlias
    /// The kept snapshot's digest.
    public let snapshot: Digest
    /// When the account was read.
    public let taken: Date
    /// All IAM users of the account, those outside the scope included.
    public let users: Int

    /// A source.
    public init(account: AccountAlias, snapshot: Digest, taken: Date, users: Int) {
        self.account = account
        self.snapshot = snapshot
        self.taken = taken
        self.users = users
    }
}

/// One person decides in the place of another, for a time.
public struct Delegation: Hashable, Sendable, Codable {
    public let from: PersonID
    public let to: PersonID
    public let until: Date
    public let reason: Sealed

    /// A delegation.
    public init(from: PersonID, to: PersonID, until: Date, reason: Sealed) {
        self.from = from
        self.to = to
        self.until = until
        self.reason = reason
    }
}

/// The end of deciding: how the population was accounted for.
public struct Closing: Hashable, Sendable, Codable {
    public let at: Date
    public let by: Actor
    public let tally: Tally

    /// What the items of a review came to. The law of reviews: the three make up the population.
    public struct Tally: Hashable, Sendable, Codable {
        public var decided: Int
        /// Nobody decided: what the workflow declares becomes of them.
        public var silent: Int
        /// Gone before anybody decided.
        public var gone: Int

        /// A tally.
        public init(decided: Int = 0, silent: Int = 0, gone: Int = 0) {
            self.decided = decided
            self.silent = silent
            self.gone = gone
        }

        /// All that were accounted for.
        public var total: Int { decided + silent + gone }
    }
}

/// Somebody's name under what a review came to.
public struct SignOff: Hashable, Sendable, Codable {
    public let by: PersonID
    public let at: Date
    /// Over the canonical bytes of the review's items as they stood.
    public let facts: Digest
    public let remark: Sealed?
}

/// What can happen to a review.
public enum ReviewEvent: Hashable, Sendable, Codable {
    /// The population is frozen; an event of each item stands in the same transaction.
    case opened(opening: CampaignOpening)
    case delegated(delegation: Delegation)
    /// These reviewers had not decided everything and were written to.
    case reminded(reviewers: [PersonID])
    /// These reviewers had not decided everything, and their managers were written to.
    case escalated(reviewers: [PersonID])
    /// Deciding has ended; what nobody decided is settled in the same transaction.
    case closed(tally: Closing.Tally)
    /// A named person answers for what the review came to, item for item.
    case signed(facts: Digest, remark: Sealed?)
}

extension Campaign {
    /// The review after an event; nil before it was opened.
    public static func evolve(_ campaign: Campaign?, id: ReviewID, _ event: ReviewEvent, at time: Date, by actor: Actor) -> Campaign? {
        guard var campaign else {
            guard case .opened(let opening) = event else { return nil }
            return Campaign(id: id, opening: opening, opened: time, by: actor)
        }
        switch event {
        case .opened: break
        case .delegated(let delegation): campaign.delegations.append(delegation)
        case .reminded: campaign.reminded.append(time)
        case .escalated: campaign.escalated = time
        case .closed(let tally): campaign.closing = campaign.closing ?? Closing(at: time, by: actor, tally: tally)
        case .signed(let facts, let remark):
            guard let person = actor.person else { return campaign }
            campaign.signOffs.append(SignOff(by: person, at: time, facts: facts, remark: remark))
        }
        return campaign
    }
}
