import Foundation
import IAM

extension SandboxAccount {
    public func createLoginProfile(for name: UserName, password: Password, resetRequired: Bool) async throws {
        try call(.createLoginProfile, name.text) { transaction throws(Refusal) in
            var user = try transaction.user(name)
            guard user.login == nil else {
                throw Refusal(.entityAlreadyExists, "Login Profile for user \(name) already exists.")
            }
            try transaction.setPassword(password, of: &user, resetRequired: resetRequired)
            transaction.put(user)
        }
    }

    public func getLoginProfile(of name: UserName) async throws -> LoginProfile {
        try call(.getLoginProfile, name.text) { transaction throws(Refusal) in
            let user = try transaction.seenUser(name)
            guard let login = user.login else { throw .noLogin(name) }
            return LoginProfile(user: user.name, created: login.created, resetRequired: login.resetRequired)
        }
    }

    public func updateLoginProfile(of name: UserName, password: Password, resetRequired: Bool) async throws {
        try call(.updateLoginProfile, name.text) { transaction throws(Refusal) in
            var user = try transaction.user(name)
            guard user.login != nil else { throw .noLogin(name) }
            try transaction.setPassword(password, of: &user, resetRequired: resetRequired)
            transaction.put(user)
        }
    }

    public func deleteLoginProfile(of name: UserName) async throws {
        try call(.deleteLoginProfile, name.text) { transaction throws(Refusal) in
            var user = try transaction.user(name)
            guard user.login != nil else { throw .noLogin(name) }
            user.login = nil
            transaction.put(user)
        }
    }

    /// Whether this password is the user's own at this moment: at most one is.
    public func isPassword(_ password: Password, validFor name: UserName) throws -> Bool {
        try perform { transaction throws(Refusal) in
            guard let id = transaction.state.userIDs[name.text.lowercased()] else { return false }
            return transaction.state.users[id]?.login?.hash.matches(password) ?? false
        }
    }
}

extension Transaction {
    var passwordPolicy: PasswordPolicy? { state.account.passwordPolicy?.policy }

    /// Sets a password that keeps the account's rules.
    func setPassword(_ password: Password, of user: inout UserRecord, resetRequired: Bool) throws(Refusal) {
        try PasswordRules.check(password, for: user, policy: passwordPolicy)
        let hash = PasswordHash(password, salt: random())
        let previous = user.login.map { [$0.hash] + $0.previous } ?? []
        user.login = LoginRecord(
            created: user.login?.created ?? now, hash: hash, changed: now, resetRequired: resetRequired,
            previous: Array(previous.prefix(PasswordRules.remembered)))
    }
}
