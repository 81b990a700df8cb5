/// The declared life of one kind of user, as a workflow file states it. Order is the file's.
///
/// A workflow that was loaded is sound in structure (`WorkflowLint` found no error), so that every name in it leads somewhere.
public struct Workflow: Hashable, Sendable {
    public let name: WorkflowName
    public let title: Bilingual
    /// Whether it makes a user or takes over one that was found.
    public let kind: Kind
    /// What a request must bring, besides person, account, profile and reason.
    public let requires: [Requirement]
    /// The longest time from the request to the end date; nil if none is demanded.
    public let maximumTerm: Period?
    public let approval: ApprovalPlan
    /// How often a user of this workflow is reviewed.
    public let reviewPeriod: Period
    public let invariants: [Invariant]
    /// The state that an approved request puts a user in.
    public let initial: StateName
    public let states: [State]
    public let transitions: [Transition]

    /// A workflow of these parts.
    public init(
        name: WorkflowName, title: Bilingual, kind: Kind, requires: [Requirement], maximumTerm: Period?, approval: ApprovalPlan,
        reviewPeriod: Period, invariants: [Invariant], initial: StateName, states: [State], transitions: [Transition]
    ) {
        self.name = name
        self.title = title
        self.kind = kind
        self.requires = requires
        self.maximumTerm = maximumTerm
        self.approval = approval
        self.reviewPeriod = reviewPeriod
        self.invariants = invariants
        self.initial = initial
        self.states = states
        self.transitions = transitions
    }

    /// Whether a workflow makes users or adopts them.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case new
        case existing
    }

    /// Something that a request must bring.
    public enum Requirement: String, Hashable, Sendable, Codable, CaseIterable {
        case ticket
        case endDate = "end-date"
        /// The subject's company is known.
        case company
        /// Somebody inside answers for the subject.
        case sponsor
        /// The subject's signed security pledge is named.
        case pledge
    }

    /// The state of that name; nil only for a name that is not this workflow's.
    public func state(_ name: StateName) -> State? { states.first { $0.name == name } }

    /// The transition of that name; nil only for a name that is not this workflow's.
    public func transition(_ name: TransitionName) -> Transition? { transitions.first { $0.name == name } }

    /// The transitions that leave a state, in the file's order.
    public func transitions(from state: StateName) -> [Transition] { transitions.filter { $0.from.contains(state) } }
}

/// How a request of this workflow is decided.
public struct ApprovalPlan: Hashable, Sendable {
    /// After this time a request that nobody decided has expired.
    public let expires: Period
    /// After this time an approval that nobody carried out has expired.
    public let beginWithin: Period
    public let stages: [ApprovalStage]

    /// A plan of these stages, passed in this order.
    public init(expires: Period, beginWithin: Period, stages: [ApprovalStage]) {
        self.expires = expires
        self.beginWithin = beginWithin
        self.stages = stages
    }

    /// The stages that a request of that risk passes.
    public func stages(for risk: Risk) -> [ApprovalStage] { stages.filter { $0.applies(to: risk) } }
}

/// One stage of approval: so many persons of these groups.
public struct ApprovalStage: Hashable, Sendable, Codable {
    public let name: StageName
    public let groups: [ApprovalGroup]
    public let quorum: Int
    /// The stage is passed only by requests of at least this risk; nil means all.
    public let from: Risk?

    /// A stage.
    public init(name: StageName, groups: [ApprovalGroup], quorum: Int, from: Risk?) {
        self.name = name
        self.groups = groups
        self.quorum = quorum
        self.from = from
    }

    /// Whether a request of that risk passes this stage.
    public func applies(to risk: Risk) -> Bool { from.map { $0 <= risk } ?? true }
}

/// How much harm what is asked could do; it is the profile's.
public enum Risk: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case low
    case medium
    case high
    case critical

    public static func < (left: Risk, right: Risk) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// Where a user is in the workflow.
public struct State: Hashable, Sendable {
    public let name: StateName
    public let stage: LifeStage
    /// Whom the user waits for here.
    public let waitsFor: Party
    /// How long a user may stay before it is stuck.
    public let deadline: Period?
    /// When the awaited party is reminded, counted from the entry.
    public let reminders: [Period]
    /// The transition that is taken at the deadline; nil leaves it stuck.
    public let atDeadline: TransitionName?
    /// Whether a life ends here.
    public let isTerminal: Bool

    /// A state.
    public init(
        name: StateName, stage: LifeStage, waitsFor: Party, deadline: Period?, reminders: [Period], atDeadline: TransitionName?,
        isTerminal: Bool
    ) {
        self.name = name
        self.stage = stage
        self.waitsFor = waitsFor
        self.deadline = deadline
        self.reminders = reminders
        self.atDeadline = atDeadline
        self.isTerminal = isTerminal
    }
}

/// The part of a life that a state belongs to; the program's own words, whatever a file calls its states.
public enum LifeStage: String, Hashable, Sendable, Codable, CaseIterable {
    case creation
    /// An existing user was found that needs a decision before it may come under the block.
    case decision
    /// The block is announced to an existing user.
    case notice
    /// MFA and a password of the user's own are awaited.
    case enrolment
    /// A second person compares the MFA device.
    case confirmation
    case active
    case suspended
    /// Access is cut; absence is not yet verified.
    case revocation
    case revoked
}

/// Who moves a user on.
public enum Party: String, Hashable, Sendable, Codable, CaseIterable {
    /// The program itself: `tenure run`.
    case tenure
    /// The person who has the user.
    case subject
    case admin
    case manager
    case sponsor
    case nobody

    /// Whether a human being is waited for.
    public var isHuman: Bool {
        switch self {
        case .subject, .admin, .manager, .sponsor: true
        case .tenure, .nobody: false
        }
    }
}

/// A way from one state to the next.
public struct Transition: Hashable, Sendable {
    public let name: TransitionName
    public let from: [StateName]
    public let to: StateName
    public let by: Trigger
    public let guards: [Guard]
    public let steps: [Step]
    /// The document that `deliver-guide` delivers.
    public let guide: GuideKind?

    /// A transition.
    public init(
        name: TransitionName, from: [StateName], to: StateName, by: Trigger, guards: [Guard], steps: [Step], guide: GuideKind?
    ) {
        self.name = name
        self.from = from
        self.to = to
        self.by = by
        self.guards = guards
        self.steps = steps
        self.guide = guide
    }
}

/// What starts a transition once its guards hold.
public enum Trigger: String, Hashable, Sendable, Codable, CaseIterable {
    /// `tenure run`, as soon as the guards hold.
    case tenure
    /// The deadline of the state, and nothing else.
    case deadline
    /// An admin's command: suspend, revoke, confirm.
    case admin
    /// An approved request: change, resume.
    case request
}

/// Something that must hold before a transition starts.
public enum Guard: String, Hashable, Sendable, Codable, CaseIterable {
    /// An MFA device was seen at IAM in an observation that is fresh enough.
    case mfaEnrolled = "mfa-enrolled"
    /// A fresh observation saw no MFA device.
    case mfaMissing = "mfa-missing"
    /// The password was changed after tenure set it.
    case passwordChanged = "password-changed"
    /// A second person has compared the device's serial.
    case confirmed
    /// The notice or guide of this state was delivered its whole lead time before.
    case noticeDelivered = "notice-delivered"
    /// An access key was used in the last 30 days, or the user is one that must not come under the block unasked.
    case keysInUse = "keys-in-use"
    /// No key is in use, or a decision about them is recorded.
    case keysSettled = "keys-settled"
    /// It was decided that the adopted user is a service and stays outside the block.
    case keptAsService = "kept-as-service"
    /// The end date of the access has passed.
    case endReached = "end-reached"
    /// Two complete listings at least a minute apart did not hold the user.
    case absent
}

/// A document that tells a person what to do now.
public enum GuideKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// To a new user: sign in, enrol MFA, sign in again, set a password.
    case new
    /// To the holder of a user that was found: enrol MFA.
    case existing
    /// To the administrator.
    case admin
    /// The announcement of the block.
    case notice
}

/// What a workflow file promises about every life in it.
public enum Invariant: Hashable, Sendable {
    /// The first fact is never true while the second is not: `never: entitlements without mfa`.
    case never(Fact, without: Fact)
    /// From every state there is a way to that one: `always: a way to revoked`.
    case always(StateName)
}
