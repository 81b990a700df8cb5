import IAM

extension IAMClient {
    public func createGroup(_ name: GroupName, path: IAMPath) async throws -> Group {
        try await ask(.createGroup, [("GroupName", name.text), ("Path", path.text)]) { result throws(AnswerFault) in
            try result.need("Group").group()
        }
    }

    public func getGroup(_ name: GroupName) async throws -> Group {
        // The answer lists the group's users too, page by page; one is enough here.
        try await ask(.getGroup, [("GroupName", name.text), ("MaxItems", "1")]) { result throws(AnswerFault) in
            try result.need("Group").group()
        }
    }

    public func listGroups(of user: UserName, from marker: Marker?) async throws -> Page<GroupName> {
        try await ask(.listGroupsForUser, [("UserName", user.text)] + paging(marker)) { result throws(AnswerFault) in
            try result.page("Groups", after: marker) { member throws(AnswerFault) in try member.checked("GroupName") }
        }
    }

    public func addUser(_ user: UserName, to group: GroupName) async throws {
        try await change(.addUserToGroup, [("UserName", user.text), ("GroupName", group.text)])
    }

    public func removeUser(_ user: UserName, from group: GroupName) async throws {
        try await change(.removeUserFromGroup, [("UserName", user.text), ("GroupName", group.text)])
    }

    public func listGroupPolicies(of group: GroupName, from marker: Marker?) async throws -> Page<PolicyName> {
        try await ask(.listGroupPolicies, [("GroupName", group.text)] + paging(marker)) { result throws(AnswerFault) in
            try result.page("PolicyNames", after: marker) { member throws(AnswerFault) in try XMLNode.checked(member.text) }
        }
    }

    public func getGroupPolicy(_ policy: PolicyName, of group: GroupName) async throws -> String {
        try await ask(.getGroupPolicy, [("GroupName", group.text), ("PolicyName", policy.text)]) { result throws(AnswerFault) in
            try result.document("PolicyDocument")
        }
    }

    public func listAttachedGroupPolicies(of group: GroupName, from marker: Marker?) async throws -> Page<AttachedPolicy> {
        try await ask(.listAttachedGroupPolicies, [("GroupName", group.text)] + paging(marker)) { result throws(AnswerFault) in
            try result.page("AttachedPolicies", after: marker) { member throws(AnswerFault) in try member.attachedPolicy() }
        }
    }

    public func attachGroupPolicy(_ policy: ARN, to group: GroupName) async throws {
        try await change(.attachGroupPolicy, [("GroupName", group.text), ("PolicyArn", policy.description)])
    }

    public func detachGroupPolicy(_ policy: ARN, from group: GroupName) async throws {
        try await change(.detachGroupPolicy, [("GroupName", group.text), ("PolicyArn", policy.description)])
    }

    public func putGroupPolicy(_ policy: PolicyName, document: String, on group: GroupName) async throws {
        try await change(.putGroupPolicy, [("GroupName", group.text), ("PolicyName", policy.text), ("PolicyDocument", document)])
    }

    public func deleteGroupPolicy(_ policy: PolicyName, of group: GroupName) async throws {
        try await change(.deleteGroupPolicy, [("GroupName", group.text), ("PolicyName", policy.text)])
    }
}

extension XMLNode {
    /// A group, as every call describes it.
    func group() throws(AnswerFault) -> Group {
        Group(name: try checked("GroupName"), id: try checked("GroupId"), path: try checked("Path"), arn: try arn("Arn"))
    }
}
