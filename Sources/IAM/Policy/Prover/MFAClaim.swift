/// That one user can do nothing but enrol in one kind of session.
struct MFAClaim {
    let policies: PolicySet
    let user: ARN
    let knowledge: Knowledge
    let enrolment: Enrolment

    /// The answer by a search over everything.
    func search() -> Proof {
        let builder = WitnessBuilder(caller: .user(user), knowledge: knowledge, judge: policies.judge)
        return Refutation(builder: builder, naming: SuspectNaming(user: user), confirm: confirm).answer(problems)
    }

    /// The first of some requests that breaks the claim for certain.
    func first(of suspects: some Sequence<Suspect>) -> Counterexample? {
        for suspect in suspects {
            let request = AuthorizationRequest(
                by: .user(user), action: suspect.action, on: suspect.resource, wholeContext: knowledge.context)
            if let example = confirm(request), example.isCertain { return example }
        }
        return nil
    }

    private func confirm(_ request: AuthorizationRequest) -> Counterexample? {
        guard !enrolment.permits(request) else { return nil }
        let answer = policies.answer(to: request)
        return answer.mayBeAllowed ? Counterexample(request, answer) : nil
    }

    private var reader: TermReader {
        TermReader(reading: PatternReading(knowledge: knowledge, doubts: .forCounterexample), judge: policies.judge)
    }

    private var problems: [ReachProblem] {
        let reader = reader
        let blockers = denials(reader) + tolerated
        let organisation = policies.serviceControl.map { reader.terms($0, .serviceControl, .allow, on: .helping) }
        var limits = organisation
        if let boundary = policies.boundary { limits.append(reader.terms([boundary], .boundary, .allow, on: .helping)) }
        if let session = policies.session { limits.append(reader.terms(session, .session, .allow, on: .helping)) }
        let own = reader.terms(policies.identity, .identity, .allow, on: .origin)
        var problems = [ReachProblem(layers: [own] + limits, blockers: blockers)]
        if policies.usersMayChangePassword {
            // Whether a boundary limits what the password policy gives is not documented.
            problems.append(ReachProblem(layers: [PasswordGrant.terms(to: user)] + organisation, blockers: blockers))
        }
        return problems
    }

    private func denials(_ reader: TermReader) -> [Term] {
        reader.terms(policies.identity, .identity, .deny, on: .hindering)
            + reader.terms(policies.boundary.map { [$0] } ?? [], .boundary, .deny, on: .hindering)
            + reader.terms(policies.session ?? [], .session, .deny, on: .hindering)
            + reader.terms(policies.serviceControl.flatMap(\.self), .serviceControl, .deny, on: .hindering)
    }

    /// Enrolling, in the widest reading: what AWS might take for the user's own device counts as one.
    private var tolerated: [Term] {
        let reading = PatternReading(knowledge: knowledge, doubts: .matching(PatternReading.aboutPatterns))
        return enrolment.statements.compactMap { TermReader(reading: reading, judge: policies.judge).term($0, nil, on: .hindering) }
    }
}
