import IAM

extension SandboxAccount {
    public func listMFADevices(of name: UserName, from marker: Marker?) async throws -> Page<MFADevice> {
        try call(.listMFADevices, name.text) { transaction throws(Refusal) in
            let user = try transaction.seenUser(name)
            let devices = user.devices.map { MFADevice(serial: $0.serial, user: user.name, enabled: $0.enabled) }
            return try transaction.page(devices, by: \.serial.text, from: marker)
        }
    }

    public func listVirtualMFADevices(_ assignment: MFAAssignment, from marker: Marker?) async throws -> Page<MFADevice> {
        try call(.listVirtualMFADevices) { transaction throws(Refusal) in
            let devices: [MFADevice]
            switch assignment {
            case .assigned: devices = transaction.assignedVirtualDevices
            case .unassigned: devices = transaction.unassignedDevices
            case .any: devices = transaction.assignedVirtualDevices + transaction.unassignedDevices
            }
            return try transaction.page(devices, by: \.serial.text, from: marker)
        }
    }

    public func deactivateMFADevice(_ serial: MFASerial, of name: UserName) async throws {
        try call(.deactivateMFADevice, name.text) { transaction throws(Refusal) in try transaction.deactivate(serial, of: name) }
    }

    public func deleteVirtualMFADevice(_ serial: MFASerial) async throws {
        try call(.deleteVirtualMFADevice, serial.text) { transaction throws(Refusal) in
            guard transaction.state.deviceOwners[serial.text] == nil, serial != transaction.rootDevice?.serial else {
                throw Refusal(.deleteConflict, "MFA VirtualDevice in use. Must deactivate first.")
            }
            guard let device = transaction.state.devices[serial.text] else {
                throw Refusal(.noSuchEntity, "VirtualMFADevice with serial number \(serial) doesn't exist.")
            }
            transaction.remove(device)
        }
    }
}

extension Transaction {
    var unassignedDevices: [MFADevice] { view.devices.map { MFADevice(serial: $0.serial, user: nil, enabled: nil) } }

    var assignedVirtualDevices: [MFADevice] {
        let ofUsers = view.users.flatMap { user in
            user.devices.map { MFADevice(serial: $0.serial, user: user.name, enabled: $0.enabled) }.filter(\.isVirtual)
        }
        return ofUsers + [rootDevice].compactMap(\.self)
    }

    /// Root's virtual device, which ListVirtualMFADevices tells too.
    var rootDevice: MFADevice? {
        let root = view.account.root
        guard root.device == .virtual, let serial = try? MFASerial(arn("mfa/root-account-mfa-device").description) else { return nil }
        return MFADevice(serial: serial, user: nil, enabled: root.created, isOfRoot: true)
    }

    /// A virtual device stays behind, assigned to nobody; any other kind is gone.
    mutating func deactivate(_ serial: MFASerial, of name: UserName) throws(Refusal) {
        var user = try user(name)
        guard let place = user.devices.firstIndex(where: { $0.serial == serial }) else {
            throw Refusal(.noSuchEntity, "MFA Device invalid for user.")
        }
        let device = user.devices.remove(at: place)
        put(user)
        if MFADevice(serial: device.serial, user: nil, enabled: nil).isVirtual { put(UnassignedDevice(serial: device.serial)) }
    }
}
