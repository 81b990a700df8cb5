import Foundation

/// How the users of a workflow are reviewed.
public struct ReviewRule: Hashable, Sendable {
    /// A user that has been active for longer than this without a review is due for one.
    public let every: Period
    /// How long reviewers have, unless the review's opener says otherwise.
    public let within: Period
    /// When undecided reviewers are reminded, counted from the opening.
    public let remind: [Period]
    /// When the managers of undecided reviewers are told, counted from the opening; nil for never.
    public let escalate: Period?
    /// What becomes of a user about whom nobody decides; nil where the file does not say.
    public let declaredSilence: Silence?

    /// A rule; what a file leaves out is two weeks, no letters, and `Silence.undeclared`.
    public init(every: Period, within: Period = .days(14), remind: [Period] = [], escalate: Period? = nil, silence: Silence? = nil) {
        self.every = every
        self.within = within
        self.remind = remind
        self.escalate = escalate
        declaredSilence = silence
    }

    /// Whether the file says nothing but the period.
    var isPeriodAlone: Bool { self == ReviewRule(every: every) }

    /// What becomes of a user about whom nobody decides.
    public var silence: Silence { declaredSilence ?? .undeclared }
}

/// What becomes of a user about whom no reviewer has decided when the review is closed.
public enum Silence: String, Hashable, Sendable, Codable, CaseIterable {
    /// Access stays, and the report lists it as an exception.
    case keep
    case suspend
    case revoke

    /// Where a workflow says nothing: nobody loses access by a rule that nobody wrote. Every preview and report says so.
    public static let undeclared = Silence.keep
}
