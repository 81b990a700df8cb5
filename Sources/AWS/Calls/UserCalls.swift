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
}
