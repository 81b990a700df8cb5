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
    /// How the users of this workflow are reviewed.
    public let review: ReviewRule
    public let invariants: [Invariant]
    /// The state that an approved request puts a user in.
    public let initial: StateName
    public let states: [State]
    public let transitions: [Transition]

    /// A workflow of these parts.
    public init(
        name: WorkflowName, title: Bilingual, kind: Kind, requires: [Requirement], maximumTerm: Period?, approval: ApprovalPlan,
        review: ReviewRule, invariants: [Invariant], initial: StateName, states: [State], transitions: [Transition]
    ) {
        self.name = name
        self.title = title
        self.kind = kind
        self.requires = requires
        self.maximumTerm = maximumTerm
        self.approval = approval
        self.review = review
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

/// What a workflow file promises about every life in it.
public enum Invariant: Hashable, Sendable {
    /// The first fact is never true while the second is not: `never: entitlements without mfa`.
    case never(Fact, without: Fact)
    /// From every state there is a way to that one: `always: a way to revoked`.
    case always(StateName)
}
