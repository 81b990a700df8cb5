extension AccountSnapshot {
    /// What `principal(user)` gave, named as AWS's simulator names it: `user_NAME_POLICY`, `group_NAME_POLICY`, and a managed policy by its bare name.
    public func simulated(_ own: PolicySet, of user: SnapshotUser) -> PolicySet {
        let names = simulatorNames(of: user)
        var policies = own
        policies.identity = policies.identity.map { policy in
            let managed = ARN.name(in: policy.name)
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
