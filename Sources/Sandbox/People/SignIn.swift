import Foundation
import IAM

extension SandboxAccount {
    /// Signs a person in to the console. Whoever has an MFA device must show it; nobody else can.
    ///
    /// A forced reset, or an expired password, asks for a new password (`PasswordResetRequired`, which is no code of IAM's API), and setting it
    /// needs `iam:ChangePassword` in this very session. With hard expiry an expired password opens nothing.
    public func signIn(
        _ name: UserName, password: Password, showingMFA: Bool, newPassword: Password? = nil
    ) throws -> ConsoleSession {
        try perform { transaction throws(Refusal) in
            guard var user = try? transaction.user(name), let login = user.login, login.hash.matches(password) else {
                throw Refusal(.accessDenied, "Your authentication information is incorrect. Please try again.")
            }
            guard showingMFA == !user.devices.isEmpty else {
                throw Refusal(.accessDenied, showingMFA ? "No MFA device is enabled for this user." : "MFA code required.")
            }
            let session = ConsoleSession(user: user.id, hasMFA: showingMFA, issued: transaction.now)
            try transaction.resetPassword(of: &user, login, old: password, new: newPassword, in: session)
            user.noteSignIn(at: transaction.now)
            transaction.put(user)
            return session
        }
    }

    /// Changes the person's own password; the old one is checked.
    public func changePassword(from old: Password, to new: Password, by credentials: ActingCredentials) throws {
        try perform { transaction throws(Refusal) in
            var user = try transaction.user(behind: credentials)
            try transaction.authorize("iam:ChangePassword", on: transaction.arn(of: user).description, for: user, with: credentials)
            guard let login = user.login else { throw .noLogin(user.name) }
            guard login.hash.matches(old) else { throw Refusal(.accessDenied, "The old password was incorrect.") }
            try transaction.changePassword(of: &user, old: old, new: new)
            transaction.put(user)
        }
    }

    /// What the policies would answer to this request, with nothing done.
    public func answer(to action: String, on resource: String, by credentials: ActingCredentials) throws -> AuthorizationAnswer {
        try perform { transaction throws(Refusal) in
            let user = try transaction.user(behind: credentials)
            return transaction.answer(to: action, on: resource, for: user, with: credentials)
        }
    }
}

extension Transaction {
    fileprivate func resetPassword(
        of user: inout UserRecord, _ login: LoginRecord, old: Password, new: Password?, in session: ConsoleSession
    ) throws(Refusal) {
        let isExpired = isExpired(login)
        if isExpired, passwordPolicy?.hardExpiry ?? false {
            throw Refusal(.accessDenied, "Your password has expired. Contact your administrator.")
        }
        guard isExpired || login.resetRequired else { return }
        guard let new else { throw Refusal(.other("PasswordResetRequired"), "You must change your password to continue.") }
        try authorize("iam:ChangePassword", on: arn(of: user).description, for: user, with: .console(session))
        try changePassword(of: &user, old: old, new: new)
    }

    fileprivate func changePassword(of user: inout UserRecord, old: Password, new: Password) throws(Refusal) {
        let isSame = old.reveal { old in new.reveal { $0 == old } }
        guard !isSame else { throw Refusal(.passwordPolicyViolation, "The new password must differ from the old one.") }
        try setPassword(new, of: &user, resetRequired: false)
    }

    private func isExpired(_ login: LoginRecord) -> Bool {
        guard let days = passwordPolicy?.maximumAge else { return false }
        return now.timeIntervalSince(login.changed) >= Double(days) * 86_400
    }
}

extension UserRecord {
    // IAM User Guide, credential reports: of several uses within five minutes only the first is recorded.
    fileprivate mutating func noteSignIn(at now: Date) {
        if let last = passwordLastUsed, now.timeIntervalSince(last) < 300 { return }
        passwordLastUsed = now
    }
}
