import IAM
import Sandbox

/// Something random done to an account, refused or not: few names, so that calls meet.
struct RandomActs {
    let dice: Dice
    let account: SandboxAccount

    /// One act; whether it was done.
    func one() async throws -> Bool {
        do {
            try await attempt(dice.below(24))
            return true
        } catch is IAMError {
            return false
        } catch is ActRefusal {
            return false
        }
    }

    private func attempt(_ choice: Int) async throws {
        let (user, group, policy) = (try user(), try GroupName("g\(dice.below(3))"), try PolicyName("p\(dice.below(3))"))
        switch choice {
        case 0...3: _ = try await account.createUser(user, path: root, tags: [Tag("k", "\(dice.below(9))")])
        case 4...6: try await account.deleteUser(user)
        case 7: try await account.createLoginProfile(for: user, password: password, resetRequired: dice.below(2) == 0)
        case 8: try await account.deleteLoginProfile(of: user)
        case 9: _ = try await account.createGroup(group, path: root)
        case 10, 11: try await account.addUser(user, to: group)
        case 12: try await account.removeUser(user, from: group)
        case 13: try account.deleteGroup(group)
        case 14: try await account.putUserPolicy(policy, document: Rule.document, on: user)
        case 15: try await account.deleteUserPolicy(policy, of: user)
        case 16: try account.seedAccessKey(of: user)
        case 17: try await deleteKey(of: user)
        case 18: try enableDevice(of: user)
        case 19: try await deactivateDevice(of: user)
        case 20: try await deleteDevice()
        case 21: try account.renameUser(user, to: try self.user())
        case 22: try account.setAccountAlias("alias-\(dice.below(3))")
        default: _ = try await account.generateCredentialReport()
        }
    }

    private func user() throws -> UserName { try UserName(dice.one(of: ["u0", "U0", "u1", "u2", "u3"])) }

    private func deleteKey(of user: UserName) async throws {
        for key in try await account.listAccessKeys(of: user, from: nil).items.prefix(1) {
            try await account.deleteAccessKey(key.id, of: user)
        }
    }

    private func enableDevice(of user: UserName) throws {
        let serial = try account.seedVirtualMFADevice(named: "d\(dice.below(4))")
        if dice.below(3) > 0 { try account.seedMFADevice(serial, of: user) }
    }

    private func deactivateDevice(of user: UserName) async throws {
        for device in try await account.listMFADevices(of: user, from: nil).items.prefix(1) {
            try await account.deactivateMFADevice(device.serial, of: user)
        }
    }

    private func deleteDevice() async throws {
        for device in try await account.listVirtualMFADevices(.any, from: nil).items.prefix(2) {
            try await account.deleteVirtualMFADevice(device.serial)
        }
    }
}
