import Foundation
import IAM

/// One IAM user's record, from its request to its revocation.
public struct UserRecord: Hashable, Sendable, Codable {
    public let id: RecordID
    public let account: AccountAlias
    public let person: PersonID
    /// The request that brought it about.
    public let request: RequestID
    /// The version of the workflow that it is pinned to.
    public var workflow: Digest
    /// Its name at IAM, or the one that it will get.
    public var name: Sealed
    /// IAM's own id; nil until the user was made or adopted.
    public var userID: UserID?
    public let isAdopted: Bool
    public var profile: ProfileName
    public var grant: Grant
    /// Groups that an adopted user had, until they are approved or removed.
    public var inherited: SortedSet<GroupName> = []
    /// Duty policies that an adopted user had on itself, which were taken away.
    public var inheritedDuty: [PolicyName: String] = [:]
    public var end: Date?

    public var state: StateName
    public var stage: LifeStage
    /// When the present state was entered.
    public var since: Date
    /// Stored when the state is entered; only a recorded decision moves it.
    public var deadline: Date?
    /// How many of the state's reminders are out.
    public var remindersSent = 0
    /// The transition under way.
    public var transit: Transit?
    /// Why the last transition came to nothing.
    public var setback: Setback?
    /// What tenure itself has brought about and not taken back.
    public var facts: SortedSet<Fact> = [.approval]

    /// What was last seen of it at IAM; nil before the first sighting.
    public var sighting: Sighting?
    /// When it was first missed in two looks that belong together; nil while it is there.
    public var missingSince: Date?
    /// How far IAM's clock was ahead of ours when the user was made, in seconds.
    public var clockOffset = 0
    /// When a password was last set by tenure, by IAM's clock: one that was changed later is the user's own.
    public var passwordSet: Date?
    public var deliveries: [Delivery] = []
    /// Keys that tenure made inactive, to be made active again.
    public var pausedKeys: [AccessKeyID] = []
    /// A change or a return of access that was approved and waits to be carried out.
    public var order: Order?
    /// Why an admin wants it suspended, until it is.
    public var suspension: Sealed?
    /// What the desk is asked to do, until it is done.
    public var errands: SortedSet<Errand> = []
    public var confirmation: Confirmation?
    public var keyDecision: KeyDecision?
    public var revocation: Revocation?
    /// Groups that a review took away, carried out or not.
    public var reduction: Reduction?
    /// The last time that its glass was broken.
    public var use: GlassUse?

    /// A record as it is opened.
    public init(id: RecordID, opening: Opening, at time: Date) {
        self.id = id
        self.account = opening.account
        self.person = opening.person
        self.request = opening.request
        self.workflow = opening.workflow
        self.name = opening.name
        self.userID = opening.adopts
        self.isAdopted = opening.adopts != nil
        self.profile = opening.profile
        self.grant = opening.grant
        self.end = opening.end
        self.state = opening.entry.state
        self.stage = opening.entry.stage
        self.since = time
        self.deadline = opening.entry.deadline
        if isAdopted { facts.insert(.user) }
    }
}

/// What a record is opened with: an approved request, and the first state of its workflow.
public struct Opening: Hashable, Sendable, Codable {
    public let account: AccountAlias
    public let person: PersonID
    public let request: RequestID
    public let workflow: Digest
    public let name: Sealed
    public let adopts: UserID?
    public let profile: ProfileName
    public let grant: Grant
    public let end: Date?
    public let entry: Entry

    /// The opening of a record for an approved access, in the first state of its workflow.
    public init(_ access: AskedAccess, request: RequestID, entry: Entry) {
        self.account = access.account
        self.person = access.person
        self.request = request
        self.workflow = access.workflow
        self.name = access.name
        self.adopts = access.adopts
        self.profile = access.profile
        self.grant = access.grant
        self.end = access.end
        self.entry = entry
    }
}

/// The entry into a state.
public struct Entry: Hashable, Sendable, Codable {
    public let state: StateName
    public let stage: LifeStage
    public let deadline: Date?

    /// Entering a state of a workflow at a time.
    public init(_ state: State, at time: Date) {
        self.state = state.name
        self.stage = state.stage
        self.deadline = state.deadline.map { time + $0 }
    }
}

/// A transition that was begun and is not finished: the user stays where it was.
public struct Transit: Hashable, Sendable, Codable {
    public let name: TransitionName
    public let to: StateName
    public let steps: [Step]
    /// Tags the user that is made in this transition, so that it can be told from anyone else's.
    public let nonce: String
    public let began: Date
    /// How many steps are done.
    public var done = 0
    /// The step that was announced and has no outcome yet: it may or may not have been carried out.
    public var isAnnounced = false
    /// How many steps are still to be undone, the one that failed included; nil while the transition goes forward.
    public var toUndo: Int?
    /// The approved request that the transition carries out, if it does.
    public let carries: RequestID?
    /// Transient failures of the present step.
    public var failures = 0
    public var lastFailure: String?
}

/// A transition that was taken back, and why.
public struct Setback: Hashable, Sendable, Codable {
    public let transition: TransitionName
    public let step: Step
    public let reason: String
    public let at: Date
}

/// Something that reached a person.
public struct Delivery: Hashable, Sendable, Codable {
    public let what: What
    public let at: Date
    /// The version of the duty of care that it carried; nil for a password, and for mails that carry no guide.
    public let duty: String?

    /// A delivery.
    public init(what: What, at: Date, duty: String?) {
        self.what = what
        self.at = at
        self.duty = duty
    }

    /// What was delivered.
    public enum What: Hashable, Sendable, Codable {
        case guide(GuideKind)
        case password
        case reminder
        /// A reminder that went not to the user's person but to those for whom the user waits.
        case prompt
        /// Says that access was suspended.
        case suspension
    }
}

/// An approved request that changes a user that is there.
public enum Order: Hashable, Sendable, Codable {
    case change(request: RequestID, profile: ProfileName, grant: Grant, end: Date?)
    case resume(request: RequestID)
    /// The glass is broken.
    case breakGlass(request: RequestID, grant: Grant)

    /// The request that gave it.
    public var request: RequestID {
        switch self {
        case .change(let request, _, _, _), .resume(let request), .breakGlass(let request, _): request
        }
    }
}

/// A second person has compared the device.
public struct Confirmation: Hashable, Sendable, Codable {
    public let serial: Sealed
    public let by: PersonID
    public let at: Date
}

/// What is done about the keys of an adopted user before it comes under the block.
public struct KeyDecision: Hashable, Sendable, Codable {
    public let outcome: Outcome
    public let reason: Sealed
    public let by: PersonID
    public let at: Date

    /// The three ways out.
    public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        /// The holder will use sessions with MFA.
        case mfaSession = "mfa-session"
        /// The user is a service and stays outside the block.
        case service
        /// The keys are deleted.
        case delete
    }
}

/// The end of a user: decided, carried out and verified are three facts with three times.
public struct Revocation: Hashable, Sendable, Codable {
    /// Why; nil if nobody decided it but the workflow: its end or a deadline was reached.
    public let reason: Sealed?
    public let ticket: Sealed?
    public let decided: Date
    public let by: Actor
    /// When access was cut.
    public var cut: Date?
    /// When IAM acknowledged the deletion.
    public var deleted: Date?
    /// When a later look did not find it.
    public var verified: Date?
    /// Roles that the user may have assumed, and when the last of their sessions ends.
    public var roles: [String] = []
    public var sessionsEnd: Date?
}
