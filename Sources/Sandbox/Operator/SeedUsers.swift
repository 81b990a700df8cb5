import Foundation
import IAM

// What another administrator does in the console, behind tenure's back: no call of the port, never faulty, never logged.
extension SandboxAccount {
    /// Makes a user; the rules of CreateUser hold.
    @discardableResult
    public func seedUser(_ name: UserName, path: IAMPath, tags: [Tag] = [], password: Password? = nil) throws -> User {
        let user = try perform { transaction throws(Refusal) in try transaction.createUser(name, path: path, tags: tags) }
        guard let password else { return user }
        try change(name) { transaction, user throws(Refusal) in try transaction.setPassword(password, of: &user, resetRequired: false) }
        return user
    }

    /// Puts a user into a group.
    public func seedMembership(of name: UserName, in group: GroupName) throws {
        try perform { transaction throws(Refusal) in try transaction.add(name, to: group) }
    }

    /// Takes a user out of a group.
    public func seedDeparture(of name: UserName, from group: GroupName) throws {
        try perform { transaction throws(Refusal) in try transaction.remove(name, from: group) }
    }

    /// UpdateUser: another name or path, and the same id. Policies that name the old ARN are not changed.
    public func renameUser(_ name: UserName, to newName: UserName, path: IAMPath? = nil) throws {
        try perform { transaction throws(Refusal) in
            var user = try transaction.user(name)
            if let holder = transaction.state.userIDs[newName.text.lowercased()], holder != user.id.text {
                throw Refusal(.entityAlreadyExists, "User with name \(newName) already exists.")
            }
            user.name = newName
            user.path = path ?? user.path
            transaction.put(user)
        }
    }

    /// Replaces a user's tags.
    public func seedTags(_ tags: [Tag], on name: UserName) throws {
        try change(name) { _, user throws(Refusal) in
            try TagRules.check(tags)
            user.tags = tags
        }
    }

    /// Sets or, with nil, removes a user's permissions boundary.
    public func seedBoundary(_ policy: ARN?, on name: UserName) throws {
        try change(name) { transaction, user throws(Refusal) in
            if let policy, transaction.policy(policy) == nil { throw .notAttachable(policy) }
            user.boundary = policy
        }
    }

    /// Attaches a managed policy to a user.
    public func attachUserPolicy(_ policy: ARN, to name: UserName) throws {
        try change(name) { transaction, user throws(Refusal) in
            guard transaction.policy(policy) != nil else { throw .notAttachable(policy) }
            guard !user.attached.contains(policy) else { return }
            guard user.attached.count < Quotas.attachedPerUser else { throw .quota("PoliciesPerUser", Quotas.attachedPerUser) }
            user.attached.append(policy)
        }
    }

    /// Makes an access key for a user.
    @discardableResult
    public func seedAccessKey(of name: UserName) throws -> AccessKeyID {
        try perform { transaction throws(Refusal) in try transaction.addKey(to: try transaction.user(name)) }
    }

    /// Makes a virtual device that is assigned to nobody, as a cancelled wizard leaves it.
    @discardableResult
    public func seedVirtualMFADevice(named name: String) throws -> MFASerial {
        try perform { transaction throws(Refusal) in
            let serial = try transaction.virtualSerial(name)
            try transaction.addVirtualDevice(serial)
            return serial
        }
    }

    /// Enables a device for a user: a virtual one that exists, or any other kind.
    public func seedMFADevice(_ serial: MFASerial, of name: UserName) throws {
        try perform { transaction throws(Refusal) in try transaction.enable(serial, for: try transaction.user(name)) }
    }

    /// Sets when a user signed in last; nil is never.
    public func seedSignIn(of name: UserName, at date: Date?) throws {
        try change(name) { _, user throws(Refusal) in user.passwordLastUsed = date }
    }

    /// Sets which services a user's policies allow, and when each was last used; nil is never.
    public func seedServices(_ services: [ServiceAccess], of name: UserName) throws {
        try change(name) { _, user throws(Refusal) in
            user.services = services.map { ServiceRecord(namespace: $0.namespace, last: $0.last) }
        }
    }

    /// Changes one user.
    func change(_ name: UserName, _ body: (Transaction, inout UserRecord) throws(Refusal) -> Void) throws {
        try perform { transaction throws(Refusal) in
            var user = try transaction.user(name)
            try body(transaction, &user)
            transaction.put(user)
        }
    }
}
