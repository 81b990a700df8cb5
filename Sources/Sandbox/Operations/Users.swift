import Foundation
import IAM

extension SandboxAccount {
    public func getCallerIdentity() async throws -> CallerIdentity {
        try call(.getCallerIdentity) { transaction throws(Refusal) in
            let name = transaction.settings.callerName
            return CallerIdentity(account: transaction.account, arn: transaction.arn("user/\(name)"), id: "AIDASANDBOXCALLER0000")
        }
    }

    public func createUser(_ name: UserName, path: IAMPath, tags: [Tag]) async throws -> User {
        try call(.createUser, name.text) { transaction throws(Refusal) in
            try transaction.createUser(name, path: path, tags: tags)
        }
    }

    public func getUser(_ name: UserName) async throws -> User {
        try call(.getUser, name.text) { transaction throws(Refusal) in
            let user = try transaction.seenUser(name)
            return User(
                name: user.name, id: user.id, path: user.path, arn: transaction.arn(of: user), created: user.created,
                passwordLastUsed: user.passwordLastUsed, tags: user.tags, boundary: user.boundary)
        }
    }

    public func listUsers(from marker: Marker?) async throws -> Page<User> {
        try call(.listUsers) { transaction throws(Refusal) in
            let page = try transaction.page(transaction.view.users, by: { $0.name.text }, from: marker)
            // ListUsers tells neither tags nor boundary: IAM API Reference, ListUsers.
            let users = page.items.map { user in
                User(
                    name: user.name, id: user.id, path: user.path, arn: transaction.arn(of: user), created: user.created,
                    passwordLastUsed: user.passwordLastUsed)
            }
            return Page(users, next: page.next)
        }
    }

    public func deleteUser(_ name: UserName) async throws {
        try call(.deleteUser, name.text) { transaction throws(Refusal) in
            let user = try transaction.user(name)
            try user.checkNothingIsLeft()
            transaction.remove(user)
        }
    }

    public func deleteUserPermissionsBoundary(of name: UserName) async throws {
        try call(.deleteUserPermissionsBoundary, name.text) { transaction throws(Refusal) in
            var user = try transaction.user(name)
            guard user.boundary != nil else { throw Refusal(.noSuchEntity, "User \(name) does not have a permissions boundary.") }
            user.boundary = nil
            transaction.put(user)
        }
    }
}

extension Transaction {
    mutating func createUser(_ name: UserName, path: IAMPath, tags: [Tag]) throws(Refusal) -> User {
        try TagRules.check(tags)
        guard state.userIDs[name.text.lowercased()] == nil else {
            throw Refusal(.entityAlreadyExists, "User with name \(name) already exists.")
        }
        guard state.users.count < Quotas.users else { throw .quota("UsersPerAccount", Quotas.users) }
        let user = UserRecord(id: try checkedID("AIDA", length: 21), name: name, path: path, created: now, tags: tags)
        put(user)
        return User(name: name, id: user.id, path: path, arn: arn(of: user), created: now, tags: tags)
    }

    func page<Item: Sendable>(_ items: [Item], by key: (Item) -> String, from marker: Marker?) throws(Refusal) -> Page<Item> {
        try Listing(paging: settings.paging).page(items, by: key, from: marker)
    }

    func attached(_ arns: [ARN]) -> [AttachedPolicy] {
        arns.compactMap { arn in view.policy(arn).map { AttachedPolicy(name: $0.name, arn: arn) } }
    }
}

extension UserRecord {
    /// DeleteUser does not cascade: whatever still hangs on the user must go first. Source: IAM API Reference, DeleteUser. A permissions
    /// boundary is not on its list and does not stand in the way.
    func checkNothingIsLeft() throws(Refusal) {
        if login != nil { throw .conflict("delete login profile") }
        if !keys.isEmpty { throw .conflict("delete access keys") }
        if !certificates.isEmpty { throw .conflict("delete signing certificates") }
        if !sshKeys.isEmpty || !serviceCredentials.isEmpty { throw .conflict("remove referenced objects") }
        if !devices.isEmpty { throw .conflict("delete MFA device") }
        if !inline.isEmpty { throw .conflict("delete policies") }
        if !attached.isEmpty { throw .conflict("detach all policies") }
        if !groups.isEmpty { throw .conflict("remove users from group") }
    }
}
