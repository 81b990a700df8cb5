import IAM

/// A proof for programs.
struct ProofRecord: Encodable {
    let claim: String
    let verdict: String
    let counterexample: RequestRecord?
    let obstacles: [ObstacleRecord]
    /// The verdict for users with and without a path; empty where the claim is about no user.
    let users: [UserProofRecord]
    /// A request that is allowed with MFA, without which the proof would say nothing.
    let allowedWithMFA: RequestRecord?

    init(claim: String, proof: Proof, users: [UserProofRecord], allowedWithMFA: RequestRecord?) {
        self.claim = claim
        verdict = proof.verdict.rawValue
        self.users = users
        self.allowedWithMFA = allowedWithMFA
        switch proof {
        case .proved: (counterexample, obstacles) = (nil, [])
        case .refuted(let example): (counterexample, obstacles) = (RequestRecord(example), [])
        case .unknown(let found): (counterexample, obstacles) = (nil, found.map(ObstacleRecord.init))
        }
    }
}

/// What is proved of one user.
struct UserProofRecord: Encodable {
    let user: String
    let verdict: String
    let canEnrol: Bool
    let remaining: [String: String]

    init(_ user: ARN, _ proof: Proof, _ reach: EnrolmentReach) {
        self.user = user.description
        verdict = proof.verdict.rawValue
        canEnrol = reach.isPossible
        remaining = Dictionary(reach.remaining.map { ($0.action.text, $0.resource.text) }) { first, _ in first }
    }
}

/// A request, and what the evaluator says of it.
struct RequestRecord: Encodable {
    let action: String
    let resource: String
    let context: [String: [String]]
    let decision: String
    let statements: [StatementRecord]
    let needsOtherAccount: Bool

    init(_ example: Counterexample) {
        action = example.request.action.text
        resource = example.request.resource.text
        let context = example.request.context
        self.context = Dictionary(context.keys.map { ($0.text, context[$0]?.all ?? []) }) { first, _ in first }
        decision = example.evaluation.decision.rawValue
        statements = example.evaluation.statements.map(StatementRecord.init)
        needsOtherAccount = example.needsOtherAccount
    }
}

/// What could not be decided.
struct ObstacleRecord: Encodable {
    let action: String?
    let reason: String
    let statements: [StatementRecord]

    init(_ obstacle: Obstacle) {
        action = obstacle.action
        reason = obstacle.reason.rawValue
        statements = obstacle.statements.map(StatementRecord.init)
    }
}

/// A statement by its place.
struct StatementRecord: Encodable {
    let policy: String
    let sid: String?
    /// From one, as people count.
    let number: Int
    let effect: String
    let line: Int
    let column: Int

    init(_ reference: StatementReference) {
        policy = reference.policy
        sid = reference.sid
        number = reference.index + 1
        effect = reference.effect.rawValue
        line = reference.position.line
        column = reference.position.column
    }
}
