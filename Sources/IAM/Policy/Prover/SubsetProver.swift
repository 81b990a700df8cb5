/// Whether everything that some policies allow is allowed by others, too: for all actions, resources and contexts.
///
/// Conditions count: one that stands on both sides holds on both or fails on both, all others may hold or fail as they please.
/// So *proved* is never wrong; a refutation is a request that the evaluator allows under the first and not under the second; and
/// where a condition implies another in a way that is not seen, the answer is unknown.
public struct SubsetProver {
    private let smaller: PolicySet
    private let larger: PolicySet
    private let user: ARN?

    /// A prover for the policies of one user; without one, of any caller whose own name is not known.
    public init(_ smaller: PolicySet, within larger: PolicySet, for user: ARN? = nil) {
        self.smaller = smaller
        self.larger = larger
        self.user = user
    }

    /// Whether every request that the smaller set allows is allowed by the larger.
    public func prove() -> Proof {
        let proof = proofForAll()
        guard user == nil, case .unknown = proof else { return proof }
        // What cannot be told of everybody may be plain of somebody.
        let example = SubsetProver(smaller, within: larger, for: Self.somebody).proofForAll()
        if case .refuted = example { return example }
        return proof
    }

    private func proofForAll() -> Proof {
        guard smaller.resource == nil, larger.resourceControl.isEmpty else { return .unknown([Obstacle(.resourcePolicy)]) }
        guard smaller.judge == larger.judge, smaller.serviceRules == larger.serviceRules else {
            return .unknown([Obstacle(.differentRules)])
        }
        var unknown: [Obstacle] = []
        // AWS reads patterns in one way, whichever it is: the claim has to hold in all of them.
        for reading in readings {
            switch answer(reading) {
            case .proved: break
            case .refuted(let example): return .refuted(example)
            case .unknown(let obstacles): unknown += obstacles.filter { !unknown.contains($0) }
            }
        }
        return unknown.isEmpty ? .proved : .unknown(unknown)
    }

    private func answer(_ doubts: Set<Doubt>) -> Proof {
        let knowledge = knowledge
        let reader = TermReader(reading: PatternReading(knowledge: knowledge, doubts: .matching(doubts)), judge: smaller.judge)
        let builder = WitnessBuilder(caller: .user(user ?? Self.somebody), knowledge: knowledge, judge: smaller.judge)
        if let example = suspect { return .refuted(example) }
        let refutation = Refutation(builder: builder, naming: SuspectNaming(user: user ?? Self.somebody), confirm: confirm)
        return refutation.answer(SubsetProblems(smaller, larger, reader, user).all)
    }

    /// A request by whose name people know what is lost, if one comes to mind.
    private var suspect: Counterexample? {
        let caller = user ?? Self.somebody
        return SuspectNaming(user: caller).suspects(smaller.identity).lazy.compactMap { suspect in
            confirm(AuthorizationRequest(by: .user(caller), action: suspect.action, on: suspect.resource))
        }.first(where: \.isCertain)
    }

    private func confirm(_ request: AuthorizationRequest) -> Counterexample? {
        let answer = smaller.answer(to: request)
        guard answer.mayBeAllowed, larger.answer(to: request).decision != .allowed else { return nil }
        return Counterexample(request, answer)
    }

    private var knowledge: Knowledge {
        guard let user else { return .nothing }
        let context = Caller.user(user).derivedContext
        return Knowledge(
            context: context,
            keys: ["aws:username", "aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalType", "aws:PrincipalIsAWSService"])
    }

    /// Whoever no policy names.
    static let somebody = ARN(partition: .aws, service: "iam", account: "111122223333", resource: "user/somebody")

    /// Every combination of the doubts that occur.
    private var readings: [Set<Doubt>] {
        var occurring = PatternReading.aboutPatterns.filter { doubt in statements.contains { $0.mayRaise(doubt) } }
        if smaller.usersMayChangePassword { occurring.insert(.grantAgainstBoundary) }
        return occurring.sorted { $0.rawValue < $1.rawValue }.reduce([[]]) { sets, doubt in sets + sets.map { $0.union([doubt]) } }
    }

    private var statements: [PolicyStatement] {
        [smaller, larger].flatMap { set in
            let applied = set.identity + [set.boundary].compactMap(\.self) + (set.session ?? []) + set.serviceControl.flatMap(\.self)
            return applied.flatMap(\.document.statements)
        }
    }
}

extension PolicyStatement {
    /// Whether AWS's behaviour of that kind matters to its patterns.
    fileprivate func mayRaise(_ doubt: Doubt) -> Bool {
        if doubt == .emptyList { return actions.isEmptyNegation || resources.map(\.isEmptyNegation) ?? false }
        return (resources?.items ?? []).contains { item in
            guard case .arn(let arn) = item else { return false }
            if doubt == .shortARN { return arn.segments.count != 6 }
            if doubt == .colonCrossing { return arn.mayCrossColons }
            if doubt == .malformedVariable { return arn.segments.contains(where: \.isMalformed) }
            return arn.segments.count == 6 && arn.doubtsAboutSegments.contains(doubt)
        }
    }
}

extension Clause {
    fileprivate var isEmptyNegation: Bool { isNegated && items.isEmpty }
}
