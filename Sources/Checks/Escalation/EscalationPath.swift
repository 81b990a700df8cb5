import IAM
import Lifecycle

/// A published way in which somebody who is no administrator becomes one.
public struct EscalationPath: Sendable {
    /// It never changes: `create-policy-version`.
    public let id: String
    /// Every call that it takes, and on what.
    public let calls: [Call]
    /// What the calls give.
    let gain: Gain
    /// The step as a sentence about the caller; `{}` stands for the user, group, role or policy.
    let sentence: Bilingual
    public let source: Source

    /// A call that must be allowed.
    public struct Call: Sendable {
        public let action: ActionName
        public let target: Target
    }

    /// What a call has to be about.
    public enum Target: Hashable, Sendable {
        case thisUser
        case thisRole
        case anotherUser
        /// A group of the caller's, or of the one whose permissions are changed.
        case ownGroup
        case group
        /// A policy of the account's own that is attached to the caller, or to the one who is changed, or to a group of theirs.
        case heldPolicy
        /// A role that gives more.
        case role
        /// Something of a service whose name the caller chooses: `function:` of `lambda`.
        case thing(service: String, kind: String)
        /// The action knows no resources.
        case nothing
    }

    /// What the caller has afterwards.
    indirect enum Gain: Hashable, Sendable {
        /// Policies of its own choosing.
        case anyPermission
        /// One of the policies that there are.
        case attachedPolicy
        /// Another version of a policy.
        case otherVersion
        case membership
        /// No boundary, or one that allows everything.
        case noBoundary
        /// A policy that denied is gone.
        case lostDeny(Loss)
        /// What another user may do.
        case user
        /// What a role may do that admits the caller.
        case assumedRole
        /// What a role may do whose trust policy the caller writes.
        case retrustedRole
        /// The same, but for another user or role: worth something to whoever can become that one, or was that one before.
        case another(Gain)
        /// What a role may do that the service may assume; for EC2 an instance profile has to hold it.
        case role(of: String, hasProfile: Bool)
    }

    /// From whom a policy is taken that denies.
    enum Loss: Hashable, Sendable { case attachment, inline, membership, groupAttachment, groupInline }

    /// Who described it first, or best.
    public enum Source: String, Sendable, CaseIterable {
        case rhino = "Rhino Security Labs, AWS IAM Privilege Escalation: Methods and Mitigation (2018)"
        case bishopFox = "Bishop Fox, IAM Vulnerable (2021)"
        case datadog = "Datadog, pathfinding.cloud (2025)"
        case prowler = "Prowler, iam_policy_allows_privilege_escalation (2025)"
        case aws = "AWS, IAM User Guide: Policy evaluation logic"
    }

    /// A path; nil if what is given as an action is none.
    init?(_ id: String, _ gain: Gain, _ calls: [(String, Target)], ko: String, en: String, _ source: Source) {
        self.id = id
        self.gain = gain
        self.calls = calls.compactMap { action, target in (try? ActionName(action)).map { Call(action: $0, target: target) } }
        sentence = Bilingual(ko: ko, en: en)
        self.source = source
        guard self.calls.count == calls.count else { return nil }
    }

    /// Whether its calls change what somebody else may do.
    var isAboutAnother: Bool { if case .another = gain { true } else { false } }

    /// The sentence about somebody or something of that name.
    func sentence(_ name: String) -> Bilingual {
        Bilingual(ko: sentence.ko.replacing("{}", with: name), en: sentence.en.replacing("{}", with: name))
    }

    /// The sentence for lists, where nobody is meant.
    public var route: Bilingual { Bilingual(ko: sentence.ko.replacing("{}", with: "X"), en: sentence.en.replacing("{}", with: "X")) }
}
