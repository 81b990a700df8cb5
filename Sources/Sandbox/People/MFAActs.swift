import IAM

extension SandboxAccount {
    /// Makes a virtual device of this name, which then waits to be enabled. A name that was used before is refused until an administrator
    /// deletes the device that it left behind.
    public func createVirtualMFADevice(named name: String, by credentials: ActingCredentials) throws -> MFASerial {
        try perform { transaction throws(Refusal) in
            let user = try transaction.user(behind: credentials)
            let serial = try transaction.virtualSerial(name)
            try transaction.authorize("iam:CreateVirtualMFADevice", on: serial.text, for: user, with: credentials)
            try transaction.addVirtualDevice(serial)
            return serial
        }
    }

    /// Enables a virtual device or a hardware token for the person. AWS asks for two consecutive codes: `codesAreRight` says whether they are.
    public func enableMFADevice(_ serial: MFASerial, codesAreRight: Bool = true, by credentials: ActingCredentials) throws {
        try perform { transaction throws(Refusal) in
            let user = try transaction.user(behind: credentials)
            try transaction.authorize("iam:EnableMFADevice", on: transaction.arn(of: user).description, for: user, with: credentials)
            try transaction.checkMFASession(of: user, credentials)
            guard codesAreRight else {
                throw Refusal(.other("InvalidAuthenticationCode"), "Authentication code for device is not valid.")
            }
            try transaction.enable(serial, for: user)
        }
    }

    /// Registers a passkey or security key, which only the console can do.
    public func enablePasskey(named name: String, by session: ConsoleSession) throws -> MFASerial {
        try perform { transaction throws(Refusal) in
            let user = try transaction.user(behind: .console(session))
            try transaction.authorize("iam:EnableMFADevice", on: transaction.arn(of: user).description, for: user, with: .console(session))
            let id = transaction.uniqueID("", length: 26)
            let serial = try transaction.serial("u2f/user/\(user.name)/\(name)-\(id)")
            try transaction.enable(serial, for: user)
            return serial
        }
    }

    /// Takes a device away from the person themselves.
    public func deactivateOwnMFADevice(_ serial: MFASerial, by credentials: ActingCredentials) throws {
        try perform { transaction throws(Refusal) in
            let user = try transaction.user(behind: credentials)
            try transaction.authorize("iam:DeactivateMFADevice", on: transaction.arn(of: user).description, for: user, with: credentials)
            try transaction.checkMFASession(of: user, credentials)
            try transaction.deactivate(serial, of: user.name)
        }
    }
}

extension Transaction {
    func virtualSerial(_ name: String) throws(Refusal) -> MFASerial { try serial("mfa/\(name)") }

    func serial(_ resource: String) throws(Refusal) -> MFASerial {
        do {
            return try MFASerial(arn(resource).description)
        } catch {
            throw Refusal(.validationError, "The specified value for virtualMFADeviceName is invalid.")
        }
    }

    mutating func addVirtualDevice(_ serial: MFASerial) throws(Refusal) {
        guard state.devices[serial.text] == nil, state.deviceOwners[serial.text] == nil else {
            throw Refusal(.entityAlreadyExists, "MFADevice entity at the same path and name already exists.")
        }
        put(UnassignedDevice(serial: serial))
    }

    mutating func enable(_ serial: MFASerial, for user: UserRecord) throws(Refusal) {
        var user = user
        guard state.deviceOwners[serial.text] == nil else {
            throw Refusal(.entityAlreadyExists, "MFA Device is already in use.")
        }
        guard user.devices.count < Quotas.devicesPerUser else { throw .quota("MFADevicesPerUser", Quotas.devicesPerUser) }
        if MFADevice(serial: serial, user: nil, enabled: nil).isVirtual {
            guard let device = state.devices[serial.text] else {
                throw Refusal(.noSuchEntity, "VirtualMFADevice with serial number \(serial) doesn't exist.")
            }
            remove(device)
        }
        user.devices.append(DeviceRecord(serial: serial, enabled: now))
        put(user)
    }

    // AWS security bulletin AWS-2023-001: whatever the policies say, a user who has a device cannot change their own devices with a
    // long-term key.
    func checkMFASession(of user: UserRecord, _ credentials: ActingCredentials) throws(Refusal) {
        guard case .accessKey = credentials, !user.devices.isEmpty else { return }
        throw Refusal(
            .accessDenied,
            "To complete this action, please ensure that you are authenticated with an MFA device that is enabled for this user.")
    }
}
