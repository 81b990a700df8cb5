import IAM

extension IAMClient {
    public func createLoginProfile(for user: UserName, password: Password, resetRequired: Bool) async throws {
        try await setPassword(.createLoginProfile, user, password, resetRequired)
    }

    public func getLoginProfile(of user: UserName) async throws -> LoginProfile {
        try await ask(.getLoginProfile, [("UserName", user.text)]) { result throws(AnswerFault) in
            let profile = try result.need("LoginProfile")
            return LoginProfile(
                user: try profile.checked("UserName"), created: try profile.needDate("CreateDate"),
                resetRequired: try profile.flag("PasswordResetRequired") ?? false)
        }
    }

    public func updateLoginProfile(of user: UserName, password: Password, resetRequired: Bool) async throws {
        try await setPassword(.updateLoginProfile, user, password, resetRequired)
    }

    public func deleteLoginProfile(of user: UserName) async throws { try await change(.deleteLoginProfile, [("UserName", user.text)]) }

    private func setPassword(_ action: IAMAction, _ user: UserName, _ password: Password, _ resetRequired: Bool) async throws {
        var form = QueryForm(
            action: action.name, version: "2010-05-08", [("UserName", user.text), ("PasswordResetRequired", String(resetRequired))])
        password.reveal { form.add(secret: "Password", $0) }
        try await change(action, form)
    }
}
