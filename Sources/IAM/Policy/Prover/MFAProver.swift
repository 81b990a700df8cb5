/// Proves of users that without MFA they can do nothing but enrol it: for all actions, all resources and all contexts, not for
/// samples.
///
/// Every policy is read once however many users have it, and most users need no search: keep one prover for an account.
/// How: an Allow counts wherever it may match, a Deny only where it certainly does, and keys of which nothing is known may
/// have any value; what is then left is searched with the patterns' automata, which are exact. So *proved* never depends on a
/// guess, and a refutation is a request that the evaluator allows.
public struct MFAProver {
    private let enrolment: Enrolment
    private var summaries: PolicySummaries
    private var refutations = KnownRefutations()

    /// A prover for that notion of enrolling.
    public init(_ enrolment: Enrolment = .own) {
        self.enrolment = enrolment
        summaries = PolicySummaries(enrolment: enrolment)
    }

    /// Whether a user with these policies can do nothing but enrol as long as `aws:MultiFactorAuthPresent` is false or absent.
    public mutating func prove(_ policies: PolicySet, of user: ARN) -> Proof {
        guard policies.resource == nil else { return .unknown([Obstacle(.resourcePolicy)]) }
        var unknown: [Obstacle] = []
        for session in SessionWithoutMFA.allCases {
            switch prove(policies, of: user, in: session) {
            case .proved: break
            case .refuted(let example): return .refuted(example)
            case .unknown(let obstacles): unknown += obstacles.filter { !unknown.contains($0) }
            }
        }
        return unknown.isEmpty ? .proved : .unknown(unknown)
    }

    /// The same for many users.
    public mutating func prove(_ users: [(user: ARN, policies: PolicySet)]) -> [(user: ARN, proof: Proof)] {
        users.map { ($0.user, prove($0.policies, of: $0.user)) }
    }

    /// A request with MFA that is allowed, if there is one, and rather one that is no enrolment: without it, the proof would
    /// say nothing.
    public static func allowedWithMFA(_ policies: PolicySet, of user: ARN) -> Counterexample? {
        let suspects = SuspectNaming(user: user).suspects(policies.identity)
        for enrolment in [Enrolment.own, .nothing] {
            let claim = MFAClaim(
                policies: policies, user: user, knowledge: SessionWithoutMFA.knowledgeWithMFA(of: user), enrolment: enrolment)
            if let example = claim.first(of: suspects) { return example }
            if case .refuted(let example) = claim.search() { return example }
        }
        return nil
    }

    private mutating func prove(_ policies: PolicySet, of user: ARN, in session: SessionWithoutMFA) -> Proof {
        if let first = refutations.first(against: policies, of: user, in: session) {
            let claim = claim(first.concerned, of: user, in: session)
            if let example = claim.first(of: [first.suspect]) { return .refuted(example) }
        }
        if let (suspect, isAnybodys) = summaries.firstSuspect(against: policies, of: user, in: session) {
            let first = KnownRefutations.First(suspect: suspect, concerned: policies.concerned(by: suspect.action))
            if let example = claim(first.concerned, of: user, in: session).first(of: [suspect]) {
                if isAnybodys { refutations.keep(first, against: policies, of: user, in: session) }
                return .refuted(example)
            }
        }
        let summary = summaries.summary(of: policies, in: session)
        if summary.isClosed, !policies.usersMayChangePassword || summary.deniesPasswords { return .proved }
        let claim = claim(policies, of: user, in: session)
        if let example = claim.first(of: summary.suspects(of: user)) { return .refuted(example) }
        return claim.search()
    }

    private func claim(_ policies: PolicySet, of user: ARN, in session: SessionWithoutMFA) -> MFAClaim {
        MFAClaim(policies: policies, user: user, knowledge: session.knowledge(of: user), enrolment: enrolment)
    }
}
