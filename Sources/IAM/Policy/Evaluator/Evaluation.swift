/// What became of a request, and why.
public struct Evaluation: Sendable {
    public let decision: Decision
    /// Whether the request is allowed where every doubt is settled in its favour. The same as `allowed` without doubts.
    public let mayBeAllowed: Bool
    /// What decided: the statements that denied; or those that allowed, in every layer that had to agree. For an undetermined
    /// decision, the statements in doubt. In the order of layers, policies and statements.
    public let deciders: [Decider]
    /// The layers that had to allow and did not; empty unless it is an implicit denial.
    public let silentLayers: [PolicyLayer]
    /// The keys that statements about this action and resource ask for and the request does not have, sorted.
    public let missingKeys: [ContextKey]
    /// Why the decision is undetermined; empty if it is not.
    public let doubts: Set<Doubt>

    /// The answers to a request.
    public enum Decision: String, Hashable, Sendable, CaseIterable {
        case allowed
        case explicitDeny
        case implicitDeny
        /// AWS's own behaviour is unclear, and matters.
        case undetermined
    }

    /// One thing that decided.
    public enum Decider: Hashable, Sendable {
        case statement(StatementReference)
        /// The account's password policy lets every user change their own password.
        case passwordPolicy
        case serviceRule(ServiceRule)
        /// The root user needs no permission in its own account.
        case rootUser
    }

    /// The statements among the deciders.
    public var statements: [StatementReference] {
        deciders.compactMap { if case .statement(let reference) = $0 { reference } else { nil } }
    }
}

/// A statement by its place.
public struct StatementReference: Hashable, Sendable, CustomStringConvertible {
    public let layer: PolicyLayer
    /// The policy's name in the set that was asked.
    public let policy: String
    /// From zero.
    public let index: Int
    public let sid: String?
    public let effect: PolicyEffect
    /// Where the statement begins in the policy's text.
    public let position: TextPosition

    public var description: String {
        "\(effect.rawValue) \(sid.map { "'\($0)'" } ?? "number \(index + 1)") of \(policy), \(position)"
    }
}
