/// A rule said no. The ledger is as before.
public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which rule; it never changes, so that scripts and golden tables can rely on it.
    public let code: Code
    /// Why, in lower case, the user's values in single quotes.
    public let message: String
    /// What to type next.
    public let hint: String

    /// A refusal by that rule.
    public init(_ code: Code, _ message: String, hint: String) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    public var description: String { message }

    /// The rules that can refuse.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        case notPermitted = "not-permitted"
        case ownRequest = "own-request"
        case ownAccess = "own-access"
        case secondApproval = "second-approval"
        case notInStage = "not-in-stage"
        case notOpen = "not-open"
        case nobodyCouldApprove = "nobody-could-approve"
        case requirementMissing = "requirement-missing"
        case termTooLong = "term-too-long"
        case endInPast = "end-in-past"
        case unknownProfile = "unknown-profile"
        case unknownAccount = "unknown-account"
        case unknownWorkflow = "unknown-workflow"
        case unknownPerson = "unknown-person"
        case unknownUser = "unknown-user"
        case ambiguous
        case profileNotInAccount = "profile-not-in-account"
        case groupNotSeen = "group-not-seen"
        case alreadyHasUser = "already-has-user"
        case alreadyRequested = "already-requested"
        case nameRefused = "name-refused"
        case nameTaken = "name-taken"
        case latinNameMissing = "latin-name-missing"
        case identityTaken = "identity-taken"
        case contentChanged = "content-changed"
        case approvalExpired = "approval-expired"
        case wrongState = "wrong-state"
        case alreadyRevoking = "already-revoking"
        case noChange = "no-change"
        case deviceMismatch = "device-mismatch"
        case deviceNotSeen = "device-not-seen"
        case observationStale = "observation-stale"
        case deadlineNotLater = "deadline-not-later"
        case lastAdmin = "last-admin"
        case notSandbox = "not-sandbox"
        case personLeft = "person-left"
        case reasonMissing = "reason-missing"
        case workflowBroken = "workflow-broken"
        case dutyRefuted = "duty-refuted"
        case unknownPlan = "unknown-plan"
        case notInvalidatable = "nothing-to-void"
        case unknownReview = "unknown-review"
        case nobodyCouldReview = "nobody-could-review"
        case secondPerson = "second-person"
        case bulkKeep = "bulk-keep"
        case alreadyPostponed = "already-postponed"
        case groupNotHeld = "group-not-held"
        case adoptionNeeded = "adoption-needed"
        case signatureMissing = "signature-missing"
        case signatureRefused = "signature-refused"
        case retention
    }
}
