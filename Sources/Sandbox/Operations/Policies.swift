import IAM

extension SandboxAccount {
    public func createPolicy(_ name: PolicyName, path: IAMPath, document: String, tags: [Tag]) async throws -> ManagedPolicy {
        try call(.createPolicy, name.text) { transaction throws(Refusal) in
            try transaction.createPolicy(name, path: path, document: document, tags: tags)
        }
    }

    public func getPolicy(_ arn: ARN) async throws -> ManagedPolicy {
        try call(.getPolicy, arn.description) { transaction throws(Refusal) in
            guard let policy = transaction.view.policy(arn) else { throw .noPolicy(arn) }
            return ManagedPolicy(name: policy.name, arn: arn, defaultVersion: policy.defaultVersion, tags: policy.tags)
        }
    }

    public func getPolicyVersion(_ version: String, of arn: ARN) async throws -> String {
        try call(.getPolicyVersion, arn.description) { transaction throws(Refusal) in
            guard let policy = transaction.view.policy(arn) else { throw .noPolicy(arn) }
            guard let document = policy.versions[version] else {
                throw Refusal(.noSuchEntity, "Policy \(arn) version \(version) does not exist or is not attachable.")
            }
            return document
        }
    }

    public func listPolicyVersions(of arn: ARN, from marker: Marker?) async throws -> Page<ManagedPolicyVersion> {
        try call(.listPolicyVersions, arn.description) { transaction throws(Refusal) in
            guard let policy = transaction.view.policy(arn) else { throw .noPolicy(arn) }
            let versions = policy.versions.keys.map { ManagedPolicyVersion(id: $0, isDefault: $0 == policy.defaultVersion) }
            return try transaction.page(versions, by: \.id, from: marker)
        }
    }

    public func createPolicyVersion(of arn: ARN, document: String) async throws -> ManagedPolicyVersion {
        try call(.createPolicyVersion, arn.description) { transaction throws(Refusal) in
            try transaction.createVersion(of: arn, document: document)
        }
    }

    public func deletePolicyVersion(_ version: String, of arn: ARN) async throws {
        try call(.deletePolicyVersion, arn.description) { transaction throws(Refusal) in
            guard var policy = transaction.state.policies[arn.description] else { throw .noPolicy(arn) }
            guard policy.versions[version] != nil else {
                throw Refusal(.noSuchEntity, "Policy \(arn) version \(version) does not exist or is not attachable.")
            }
            guard policy.defaultVersion != version else {
                throw Refusal(.deleteConflict, "Cannot delete the default version of a policy.")
            }
            policy.versions[version] = nil
            transaction.put(policy)
        }
    }

    public func putUserPolicy(_ policy: PolicyName, document: String, on name: UserName) async throws {
        try call(.putUserPolicy, name.text) { transaction throws(Refusal) in
            try PolicyRules.check(document)
            var user = try transaction.user(name)
            user.inline[policy] = document
            guard Quotas.size(of: user.inline) <= Quotas.userPolicySize else {
                throw Refusal(.limitExceeded, "Maximum policy size of \(Quotas.userPolicySize) bytes exceeded for user \(name)")
            }
            transaction.put(user)
        }
    }

    public func getUserPolicy(_ policy: PolicyName, of name: UserName) async throws -> String {
        try call(.getUserPolicy, name.text) { transaction throws(Refusal) in
            guard let document = try transaction.seenUser(name).inline[policy] else { throw .noUserPolicy(policy) }
            return document
        }
    }

    public func listUserPolicies(of name: UserName, from marker: Marker?) async throws -> Page<PolicyName> {
        try call(.listUserPolicies, name.text) { transaction throws(Refusal) in
            try transaction.page(Array(try transaction.seenUser(name).inline.keys), by: \.text, from: marker)
        }
    }

    public func deleteUserPolicy(_ policy: PolicyName, of name: UserName) async throws {
        try call(.deleteUserPolicy, name.text) { transaction throws(Refusal) in
            var user = try transaction.user(name)
            guard user.inline.removeValue(forKey: policy) != nil else { throw .noUserPolicy(policy) }
            transaction.put(user)
        }
    }

    public func listAttachedUserPolicies(of name: UserName, from marker: Marker?) async throws -> Page<AttachedPolicy> {
        try call(.listAttachedUserPolicies, name.text) { transaction throws(Refusal) in
            let attached = transaction.attached(try transaction.seenUser(name).attached)
            return try transaction.page(attached, by: \.name.text, from: marker)
        }
    }

    public func detachUserPolicy(_ policy: ARN, from name: UserName) async throws {
        try call(.detachUserPolicy, name.text) { transaction throws(Refusal) in
            var user = try transaction.user(name)
            guard let place = user.attached.firstIndex(of: policy) else { throw .noPolicy(policy) }
            user.attached.remove(at: place)
            transaction.put(user)
        }
    }
}

extension Transaction {
    /// CreatePolicyVersion with `SetAsDefault`: the policy says something else from now on.
    mutating func createVersion(of arn: ARN, document: String) throws(Refusal) -> ManagedPolicyVersion {
        try PolicyRules.check(document)
        guard Quotas.size(of: document) <= Quotas.policySize else { throw .quota("PolicySize", Quotas.policySize) }
        guard var policy = state.policies[arn.description], arn.account != "aws" else { throw .noPolicy(arn) }
        guard policy.versions.count < Quotas.versionsPerPolicy else {
            throw Refusal(
                .limitExceeded,
                "A managed policy can have up to \(Quotas.versionsPerPolicy) versions. Before you create a new version, you must delete an existing version."
            )
        }
        policy.defaultVersion = "v\(policy.newestVersion + 1)"
        policy.versions[policy.defaultVersion] = document
        put(policy)
        return ManagedPolicyVersion(id: policy.defaultVersion, isDefault: true)
    }

    /// A new customer-managed policy; its name is unique whatever its path and case.
    mutating func createPolicy(_ name: PolicyName, path: IAMPath, document: String, tags: [Tag]) throws(Refusal) -> ManagedPolicy {
        try TagRules.check(tags)
        try PolicyRules.check(document)
        guard Quotas.size(of: document) <= Quotas.policySize else { throw .quota("PolicySize", Quotas.policySize) }
        guard state.policyARNs[name.text.lowercased()] == nil else {
            throw Refusal(.entityAlreadyExists, "A policy called \(name) already exists. Duplicate names are not allowed.")
        }
        guard state.policyARNs.count < Quotas.policies else { throw .quota("PoliciesPerAccount", Quotas.policies) }
        let arn = arn("policy\(path.text)\(name.text)")
        put(PolicyRecord(arn: arn, name: name, defaultVersion: "v1", versions: ["v1": document], tags: tags))
        return ManagedPolicy(name: name, arn: arn, defaultVersion: "v1", tags: tags)
    }
}
