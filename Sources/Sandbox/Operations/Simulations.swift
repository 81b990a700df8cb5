import IAM

extension SandboxAccount {
    public func simulatePrincipalPolicy(_ question: SimulationQuestion, from marker: Marker?) async throws -> Page<SimulationAnswer> {
        try call(.simulatePrincipalPolicy, question.principal.description) { transaction throws(Refusal) in
            let view = transaction.view
            guard let user = view.users.first(where: { transaction.arn(of: $0) == question.principal }) else {
                throw Refusal(.noSuchEntity, "The entity \(question.principal) cannot be found.")
            }
            let answers = try transaction.answers(to: question, under: view.policySet(of: user))
            // In the order asked, which a listing in order of names would lose.
            let numbered = Array(answers.enumerated())
            let page = try transaction.page(numbered, by: { String($0.offset + 1_000_000) }, from: marker)
            return Page(page.items.map(\.element), next: page.next)
        }
    }
}

extension Transaction {
    fileprivate func answers(to question: SimulationQuestion, under policies: PolicySet) throws(Refusal) -> [SimulationAnswer] {
        var simulator = Simulator()
        do {
            return try simulator.results(of: SimulationInput(question), under: policies).map { result in
                SimulationAnswer(
                    action: result.action, decision: result.decision.decision, policies: result.decision.matched.map(\.policy),
                    allowedByOrganizations: nil)
            }
        } catch {
            throw Refusal(.invalidInput, error.message)
        }
    }
}

extension View {
    /// Every policy that applies to a user, as AWS's simulator names them. IAM keeps no document that cannot be read.
    fileprivate func policySet(of user: UserRecord) -> PolicySet {
        let groups = user.groups.compactMap { group($0) }
        var policies = inline(user.inline, of: "user_\(user.name)") + groups.flatMap { inline($0.inline, of: "group_\($0.name)") }
        var attached: Set<ARN> = []
        for arn in user.attached + groups.flatMap(\.attached) where attached.insert(arn).inserted {
            if let managed = managed(arn) { policies.append(managed) }
        }
        return PolicySet(identity: policies, boundary: user.boundary.flatMap(managed))
    }

    private func inline(_ policies: [PolicyName: String], of owner: String) -> [AppliedPolicy] {
        policies.sorted { $0.key < $1.key }.compactMap { applied("\(owner)_\($0.key)", $0.value) }
    }

    private func managed(_ arn: ARN) -> AppliedPolicy? {
        guard let policy = policy(arn), let document = policy.versions[policy.defaultVersion] else { return nil }
        return applied(policy.name.text, document)
    }

    private func applied(_ name: String, _ document: String) -> AppliedPolicy? {
        (try? PolicyDocument(parsing: document, as: .identity)).map { AppliedPolicy(name, $0) }
    }
}
