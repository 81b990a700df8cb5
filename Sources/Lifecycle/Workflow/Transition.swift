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
    /// No use of the broken glass waits for a second person's review.
    case reviewed
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
