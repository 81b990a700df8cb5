/// The kinds of finding in a workflow file. Raw values are stable: people search for them and suppress by them.
public enum LintCode: String, Hashable, Sendable, Codable, CaseIterable {
    // The file as a text.
    case tooLarge = "too-large"
    case notUTF8 = "not-utf8"
    case tooManyAliases = "too-many-aliases"
    case notYAML = "not-yaml"
    case duplicateKey = "duplicate-key"

    // Keys and values.
    case unknownKey = "unknown-key"
    case missingKey = "missing-key"
    case wrongValue = "wrong-value"
    case duplicateName = "duplicate-name"
    case unknownRole = "unknown-role"
    case unknownGuard = "unknown-guard"
    case unknownStep = "unknown-step"
    case unknownTemplate = "unknown-template"
    case unknownFact = "unknown-fact"
    case missingTarget = "missing-target"

    // States.
    case initialTerminal = "initial-terminal"
    case terminalState = "terminal-state"
    case noOwner = "no-owner"
    case noDeadline = "no-deadline"
    case noWayOn = "no-way-on"
    case reminderAfterDeadline = "reminder-after-deadline"
    case reminderOrder = "reminder-order"
    case reminderWithoutPerson = "reminder-without-person"

    // Deadlines.
    case deadlineOrder = "deadline-order"
    case deadlineElsewhere = "deadline-elsewhere"
    case deadlineTrigger = "deadline-trigger"
    case unusedDeadline = "unused-deadline"

    // Transitions.
    case stepOrder = "step-order"
    case guideMissing = "guide-missing"
    case guideNotDelivered = "guide-not-delivered"
    case ambiguousTransitions = "ambiguous-transitions"

    // The graph.
    case unreachableState = "unreachable-state"
    case deadEnd = "dead-end"
    case noWayToEnd = "no-way-to-end"
    case noRevocation = "no-revocation"
    case idleLoop = "idle-loop"

    // Approval, people and users in flight.
    case noApproval = "no-approval"
    case unknownGroup = "unknown-group"
    case unreachableQuorum = "unreachable-quorum"
    case unreachableSignature = "unreachable-signature"
    case strandedUsers = "stranded-users"

    /// What depends on people is a warning; everything else refuses the file.
    public var severity: LintSeverity {
        switch self {
        case .unknownGroup, .unreachableQuorum, .unreachableSignature: .warning
        case .tooLarge, .notUTF8, .tooManyAliases, .notYAML, .duplicateKey, .unknownKey, .missingKey, .wrongValue, .duplicateName,
            .unknownRole, .unknownGuard, .unknownStep, .unknownTemplate, .unknownFact, .missingTarget, .initialTerminal, .terminalState,
            .noOwner, .noDeadline, .noWayOn, .reminderAfterDeadline, .reminderOrder, .reminderWithoutPerson, .deadlineOrder,
            .deadlineElsewhere, .deadlineTrigger, .unusedDeadline, .stepOrder, .guideMissing, .guideNotDelivered, .ambiguousTransitions,
            .unreachableState, .deadEnd, .noWayToEnd, .noRevocation, .idleLoop, .noApproval, .strandedUsers:
            .error
        }
    }
}
