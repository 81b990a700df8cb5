/// One request that shows a claim to be wrong.
public struct Counterexample: Sendable {
    public let request: AuthorizationRequest
    /// What the evaluator says of it.
    public let evaluation: Evaluation
    /// Whether the policies of another account have to agree, which cannot be seen from here.
    public let needsOtherAccount: Bool

    /// Whether AWS's behaviour is certain; otherwise the request may be allowed.
    public var isCertain: Bool { evaluation.decision == .allowed }

    /// What has to be so besides: the keys whose values follow neither from the caller nor from its MFA, sorted.
    public var assumptions: [(key: ContextKey, value: ContextValue)] {
        let given = request.caller.derivedContext
        return request.context.keys.filter { $0 != .hasMFA }.compactMap { key in
            guard let value = request.context[key], value != given[key] else { return nil }
            return (key, value)
        }
    }

    init(_ request: AuthorizationRequest, _ evaluation: Evaluation) {
        self.request = request
        self.evaluation = evaluation
        needsOtherAccount = request.crossesAccounts
    }
}

/// What stands in the way of an answer: something could not be excluded, and no request was found that shows it.
public struct Obstacle: Hashable, Sendable {
    public let reason: Reason
    /// The action that could not be excluded, if it is about one.
    public let action: String?
    /// The statements that may allow it.
    public let statements: [StatementReference]

    /// Why there is no answer.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        case noWitness = "it may be allowed, but no request was found that the evaluator allows"
        case tooComplex = "the policies have more cases than can be gone through"
        case resourcePolicy = "policies on resources are no part of what a user's own policies prove"
        case differentRules = "the two sides are decided under different rules of AWS's services"
    }

    init(_ reason: Reason, action: String? = nil, statements: [StatementReference] = []) {
        self.reason = reason
        self.action = action
        self.statements = statements
    }
}

/// What became of a claim about all requests.
public enum Proof: Sendable {
    /// It holds for every action, every resource and every context.
    case proved
    case refuted(Counterexample)
    /// Neither proved nor refuted, and so to be treated as refuted.
    case unknown([Obstacle])

    /// What became of it, without the reason.
    public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
        case proved, refuted, unknown
    }

    /// The answer alone.
    public var verdict: Verdict {
        switch self {
        case .proved: .proved
        case .refuted: .refuted
        case .unknown: .unknown
        }
    }

    /// Whether the claim holds.
    public var isProved: Bool { if case .proved = self { true } else { false } }
}
