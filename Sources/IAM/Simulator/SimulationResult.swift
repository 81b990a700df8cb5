/// What became of one action, as `EvaluationResult` of the IAM API has it.
public struct SimulationResult: Sendable {
    public let action: String
    /// What the decision is about: the one resource; for several a pattern of AWS's, which says no more than the service.
    public let resource: String
    /// The resources' decisions as one.
    public let decision: SimulatedDecision
    /// The resources one by one; empty where none was named.
    public let resources: [SimulatedDecision]
}

/// What became of one action on one resource.
public struct SimulatedDecision: Sendable {
    public let resource: String
    /// Never undetermined: where AWS's own behaviour is unclear, it is what AWS most probably answers.
    public let decision: Evaluation.Decision
    /// The statements that decided; none for an implicit denial.
    public let matched: [SimulatedStatement]
    /// What an implicitly denied request might have been given: every key of any statement that was not. Sorted.
    public let missingKeys: [String]
    /// Whether the control policies allow; nil without any.
    public let allowedByOrganizations: Bool?
    /// Whether the permissions boundary allows; nil without one.
    public let allowedByBoundary: Bool?
    /// What each kind of policy says by itself, where the resource belongs to another account and both must agree.
    public let details: [PolicyLayer: Evaluation.Decision]
    /// Why AWS's own behaviour is unclear, and matters.
    public let doubts: Set<Doubt>
}

/// A statement by its place, as the IAM API names it.
public struct SimulatedStatement: Hashable, Sendable, Comparable {
    public let layer: PolicyLayer
    /// The policy's name in the set that was asked: `PolicyInputList.1`.
    public let policy: String
    public let extent: TextRange

    public static func < (left: Self, right: Self) -> Bool {
        (left.policy, left.layer.rawValue, left.extent.start) < (right.policy, right.layer.rawValue, right.extent.start)
    }
}

extension SimulatedDecision {
    /// Several decisions as one, as AWS sums them up: the strictest, with the statements of all.
    init(strictestOf decisions: [SimulatedDecision], about resource: String) {
        self.resource = resource
        decision = Self.strictest(decisions.map(\.decision))
        matched = Set(decisions.flatMap(\.matched)).sorted()
        missingKeys = Set(decisions.flatMap(\.missingKeys)).sorted()
        allowedByOrganizations = Self.all(decisions.compactMap(\.allowedByOrganizations))
        allowedByBoundary = Self.all(decisions.compactMap(\.allowedByBoundary))
        details = decisions.map(\.details).reduce(into: [:]) { $0.merge($1) { Self.strictest([$0, $1]) } }
        doubts = decisions.map(\.doubts).reduce(into: []) { $0.formUnion($1) }
    }

    private static func strictest(_ decisions: [Evaluation.Decision]) -> Evaluation.Decision {
        decisions.contains(.explicitDeny) ? .explicitDeny : decisions.contains(.implicitDeny) ? .implicitDeny : .allowed
    }

    private static func all(_ answers: [Bool]) -> Bool? { answers.isEmpty ? nil : answers.allSatisfy(\.self) }
}
