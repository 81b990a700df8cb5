/// Requests that AWS's own simulator is asked about: they are decided, and never made.
public struct SimulationQuestion: Hashable, Sendable {
    /// The user whose policies decide, as they are in the account.
    public let principal: ARN
    public let actions: [String]
    /// An ARN; nil stands for `*`.
    public let resource: String?
    /// The keys of the requests; what is not given is absent.
    public let context: [SimulatedKey]

    /// A question.
    public init(of principal: ARN, actions: [String], on resource: String?, context: [SimulatedKey]) {
        self.principal = principal
        self.actions = actions
        self.resource = resource
        self.context = context
    }
}

/// What AWS's simulator says of one action of a question.
public struct SimulationAnswer: Hashable, Sendable {
    public let action: String
    /// Never undetermined.
    public let decision: Evaluation.Decision
    /// The policies whose statements decided, as AWS names them; none for an implicit denial.
    public let policies: [String]
    /// Whether the organisation's control policies allow; nil if the account is in none.
    public let allowedByOrganizations: Bool?

    /// An answer.
    public init(action: String, decision: Evaluation.Decision, policies: [String], allowedByOrganizations: Bool?) {
        self.action = action
        self.decision = decision
        self.policies = policies
        self.allowedByOrganizations = allowedByOrganizations
    }
}
