import IAM

extension IAMClient {
    public func createUser(_ name: UserName, path: IAMPath, tags: [Tag]) async throws -> User {
        try await ask(.createUser, [("UserName", name.text), ("Path", path.text)] + parameters(tags)) { result throws(AnswerFault) in
            try result.need("User").user()
        }
    }

    public func getUser(_ name: UserName) async throws -> User {
        try await ask(.getUser, [("UserName", name.text)]) { result throws(AnswerFault) in try result.need("User").user() }
    }

    public func listUsers(from marker: Marker?) async throws -> Page<User> {
        try await ask(.listUsers, paging(marker)) { result throws(AnswerFault) in
            try result.page("Users", after: marker) { member throws(AnswerFault) in try member.user() }
        }
    }

    public func deleteUser(_ name: UserName) async throws { try await change(.deleteUser, [("UserName", name.text)]) }

    public func deleteUserPermissionsBoundary(of user: UserName) async throws {
        try await change(.deleteUserPermissionsBoundary, [("UserName", user.text)])
    }

    public func getUserDetails(from marker: Marker?) async throws -> Page<UserDetail> {
        // Documents make these pages large; IAM may give fewer all the same.
        let parameters = [("Filter.member.1", "User")] + paging(marker, size: 500)
        return try await ask(.getAccountAuthorizationDetails, parameters) { result throws(AnswerFault) in
            try result.page("UserDetailList", after: marker) { member throws(AnswerFault) in try member.userDetail() }
        }
    }
}

extension XMLNode {
    fileprivate func userDetail() throws(AnswerFault) -> UserDetail {
        var groups: [GroupName] = []
        for member in optionalMembers("GroupList") { groups.append(try XMLNode.checked(member.text)) }
        var inline: [PolicyName: String] = [:]
        for member in optionalMembers("UserPolicyList") {
            inline[try member.checked("PolicyName")] = try member.document("PolicyDocument")
        }
        var attached: [AttachedPolicy] = []
        for member in optionalMembers("AttachedManagedPolicies") { attached.append(try member.attachedPolicy()) }
        return UserDetail(user: try user(), groups: groups, inlinePolicies: inline, attachedPolicies: attached)
    }
}
