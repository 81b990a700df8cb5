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
