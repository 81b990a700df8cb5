import IAM

extension IAMClient {
    public func createPolicy(_ name: PolicyName, path: IAMPath, document: String, tags: [Tag]) async throws -> ManagedPolicy {
        let own = [("PolicyName", name.text), ("Path", path.text), ("PolicyDocument", document)]
        return try await ask(.createPolicy, own + parameters(tags)) { result throws(AnswerFault) in
            try result.need("Policy").managedPolicy()
        }
    }

    public func getPolicy(_ arn: ARN) async throws -> ManagedPolicy {
        try await ask(.getPolicy, [("PolicyArn", arn.description)]) { result throws(AnswerFault) in
            try result.need("Policy").managedPolicy()
        }
    }

    public func getPolicyVersion(_ version: String, of arn: ARN) async throws -> String {
        try await ask(.getPolicyVersion, [("PolicyArn", arn.description), ("VersionId", version)]) { result throws(AnswerFault) in
            try result.need("PolicyVersion").document("Document")
        }
    }

    public func listPolicyVersions(of arn: ARN, from marker: Marker?) async throws -> Page<ManagedPolicyVersion> {
        try await ask(.listPolicyVersions, [("PolicyArn", arn.description)] + paging(marker)) { result throws(AnswerFault) in
            try result.page("Versions", after: marker) { member throws(AnswerFault) in try member.policyVersion() }
        }
    }

    public func createPolicyVersion(of arn: ARN, document: String) async throws -> ManagedPolicyVersion {
        let parameters = [("PolicyArn", arn.description), ("PolicyDocument", document), ("SetAsDefault", "true")]
        return try await ask(.createPolicyVersion, parameters) { result throws(AnswerFault) in
            try result.need("PolicyVersion").policyVersion()
        }
    }

    public func deletePolicyVersion(_ version: String, of arn: ARN) async throws {
        try await change(.deletePolicyVersion, [("PolicyArn", arn.description), ("VersionId", version)])
    }

    public func putUserPolicy(_ policy: PolicyName, document: String, on user: UserName) async throws {
        try await change(.putUserPolicy, [("UserName", user.text), ("PolicyName", policy.text), ("PolicyDocument", document)])
    }

    public func getUserPolicy(_ policy: PolicyName, of user: UserName) async throws -> String {
        try await ask(.getUserPolicy, [("UserName", user.text), ("PolicyName", policy.text)]) { result throws(AnswerFault) in
            try result.document("PolicyDocument")
        }
    }

    public func listUserPolicies(of user: UserName, from marker: Marker?) async throws -> Page<PolicyName> {
        try await ask(.listUserPolicies, [("UserName", user.text)] + paging(marker)) { result throws(AnswerFault) in
            try result.page("PolicyNames", after: marker) { member throws(AnswerFault) in try XMLNode.checked(member.text) }
        }
    }

    public func deleteUserPolicy(_ policy: PolicyName, of user: UserName) async throws {
        try await change(.deleteUserPolicy, [("UserName", user.text), ("PolicyName", policy.text)])
    }

    public func listAttachedUserPolicies(of user: UserName, from marker: Marker?) async throws -> Page<AttachedPolicy> {
        try await ask(.listAttachedUserPolicies, [("UserName", user.text)] + paging(marker)) { result throws(AnswerFault) in
            try result.page("AttachedPolicies", after: marker) { member throws(AnswerFault) in try member.attachedPolicy() }
        }
    }

    public func detachUserPolicy(_ policy: ARN, from user: UserName) async throws {
        try await change(.detachUserPolicy, [("UserName", user.text), ("PolicyArn", policy.description)])
    }
}

extension XMLNode {
    fileprivate func policyVersion() throws(AnswerFault) -> ManagedPolicyVersion {
        ManagedPolicyVersion(id: try text("VersionId"), isDefault: try flag("IsDefaultVersion") ?? false)
    }

    fileprivate func managedPolicy() throws(AnswerFault) -> ManagedPolicy {
        ManagedPolicy(
            name: try checked("PolicyName"), arn: try arn("Arn"), defaultVersion: try text("DefaultVersionId"), tags: try tags())
    }
}
