extension AccountSnapshot {
    /// A user's policies, named as AWS's simulator names them: `user_NAME_POLICY`, `group_NAME_POLICY`, and a managed policy by its bare name.
    public func simulatedPolicies(of user: SnapshotUser) -> PolicySet {
        let names = simulatorNames(of: user)
        var policies = principal(user).policies
        policies.identity = policies.identity.map { policy in
            let managed = policy.name.split(separator: "/").last.map(String.init) ?? policy.name
            return AppliedPolicy(names[policy.name] ?? managed, policy.document)
        }
        return policies
    }

    private func simulatorNames(of user: SnapshotUser) -> [String: String] {
        var names: [String: String] = [:]
        for policy in user.detail.inlinePolicies.keys {
            names[SnapshotPrincipal.inlineName(policy, of: "user '\(user.name)'")] = "user_\(user.name)_\(policy)"
        }
        for group in user.detail.groups {
            for policy in groups[group]?.inlinePolicies.keys.sorted() ?? [] {
                names[SnapshotPrincipal.inlineName(policy, of: "group '\(group)'")] = "group_\(group)_\(policy)"
            }
        }
        return names
    }
}

extension Simulator {
    /// The results under a principal's policies, as SimulatePrincipalPolicy gives them; the input's own policies come on top.
    public mutating func results(of input: SimulationInput, under own: PolicySet) throws(SimulationError) -> [SimulationResult] {
        guard !input.actions.isEmpty else { throw SimulationError(.invalidInput, "ActionNames cannot be empty.") }
        let scene = try scene(of: input, under: own)
        var results: [SimulationResult] = []
        for action in input.actions { results.append(try scene.result(of: action, on: input.resources)) }
        return results
    }
}
