import IAM
import Lifecycle

// AWS's order (IAM User Guide, "Deleting an IAM user"), but with access cut before any of it. Each lists what is there
// and deletes it: whatever an earlier attempt left is found.
extension StepPerformer {
    func deletePassword(_ name: UserName) async throws {
        try await ignoring([.noSuchEntity]) { try await iam.deleteLoginProfile(of: name) }
    }

    func deleteKeys(_ name: UserName) async throws {
        try await ignoring([.noSuchEntity]) {
            for key in try await every({ try await iam.listAccessKeys(of: name, from: $0) }) {
                try await ignoring([.noSuchEntity]) { try await iam.deleteAccessKey(key.id, of: name) }
            }
        }
    }

    func deleteDecidedKeys() async throws -> UserEvent.Outcome {
        guard record.keyDecision?.outcome == .delete else { return .done }
        try await deleteKeys(try name())
        return .done
    }

    func deleteCredentials(_ name: UserName) async throws {
        try await deleteEach(name, iam.listSigningCertificates, iam.deleteSigningCertificate)
        try await deleteEach(name, iam.listSSHPublicKeys, iam.deleteSSHPublicKey)
        try await deleteEach(name, iam.listServiceSpecificCredentials, iam.deleteServiceSpecificCredential)
    }

    private func deleteEach(
        _ name: UserName, _ list: (UserName, Marker?) async throws -> Page<Credential>, _ delete: (String, UserName) async throws -> Void
    ) async throws {
        try await ignoring([.noSuchEntity]) {
            for credential in try await every({ try await list(name, $0) }) {
                try await ignoring([.noSuchEntity]) { try await delete(credential.id, name) }
            }
        }
    }

    func deleteMFADevices(_ name: UserName) async throws {
        try await ignoring([.noSuchEntity]) {
            for device in try await every({ try await iam.listMFADevices(of: name, from: $0) }) {
                try await ignoring([.noSuchEntity]) { try await iam.deactivateMFADevice(device.serial, of: name) }
                if device.isVirtual { try await ignoring([.noSuchEntity]) { try await iam.deleteVirtualMFADevice(device.serial) } }
            }
        }
        try await clearDevices(name)
    }

    func clearDevices(_ name: UserName) async throws {
        // A cancelled enrolment leaves a device that belongs to nobody; its name tells whose it was to be.
        let unassigned = try await every { try await iam.listVirtualMFADevices(.unassigned, from: $0) }
        for device in unassigned where Self.isNamed(device, after: name) {
            try await ignoring([.noSuchEntity]) { try await iam.deleteVirtualMFADevice(device.serial) }
        }
    }

    private static func isNamed(_ device: MFADevice, after name: UserName) -> Bool {
        device.serial.text.split(separator: "/").last.map(String.init) == name.text
    }

    func leaveGroups(_ name: UserName) async throws {
        try await ignoring([.noSuchEntity]) {
            for group in try await every({ try await iam.listGroups(of: name, from: $0) }) {
                try await ignoring([.noSuchEntity]) { try await iam.removeUser(name, from: group) }
            }
        }
    }

    func deletePolicies(_ name: UserName) async throws {
        try await ignoring([.noSuchEntity]) {
            for policy in try await every({ try await iam.listAttachedUserPolicies(of: name, from: $0) }) {
                try await ignoring([.noSuchEntity]) { try await iam.detachUserPolicy(policy.arn, from: name) }
            }
            let inline = try await every { try await iam.listUserPolicies(of: name, from: $0) }
            // The recorded deny goes last: until then nothing of the user can be used.
            for policy in inline.filter({ $0.text != Self.cutPolicyName }) + inline.filter({ $0.text == Self.cutPolicyName }) {
                try await ignoring([.noSuchEntity]) { try await iam.deleteUserPolicy(policy, of: name) }
            }
        }
    }

    func deleteUser(_ name: UserName) async throws {
        // Gone: an earlier call was carried out and its answer lost, or somebody was quicker.
        guard let user = try await find(name) else { return }
        guard user.id == record.userID else {
            throw StepConflict("'\(name)' in account '\(record.account)' is another user now")
        }
        if user.boundary != nil { try await iam.deleteUserPermissionsBoundary(of: name) }
        try await ignoring([.noSuchEntity]) {
            do {
                try await iam.deleteUser(name)
            } catch let error as IAMError where error.code == .deleteConflict {
                // Something was added meanwhile, or a listing did not show it yet: all is gone through once more.
                try await takeApart(name)
                try await iam.deleteUser(name)
            }
        }
    }

    private func takeApart(_ name: UserName) async throws {
        try await deletePassword(name)
        try await deleteKeys(name)
        try await deleteCredentials(name)
        try await deleteMFADevices(name)
        try await leaveGroups(name)
        try await deletePolicies(name)
    }
}
