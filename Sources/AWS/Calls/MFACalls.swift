import IAM

extension IAMClient {
    public func listMFADevices(of user: UserName, from marker: Marker?) async throws -> Page<MFADevice> {
        try await ask(.listMFADevices, [("UserName", user.text)] + paging(marker)) { result throws(AnswerFault) in
            try result.page("MFADevices", after: marker) { member throws(AnswerFault) in
                MFADevice(
                    serial: try member.checked("SerialNumber"), user: try member.checked("UserName"), enabled: try member.date("EnableDate")
                )
            }
        }
    }

    public func listVirtualMFADevices(_ assignment: MFAAssignment, from marker: Marker?) async throws -> Page<MFADevice> {
        let parameters = [("AssignmentStatus", assignment.rawValue)] + paging(marker)
        return try await ask(.listVirtualMFADevices, parameters) { result throws(AnswerFault) in
            try result.page("VirtualMFADevices", after: marker) { member throws(AnswerFault) in
                // Root's device has a User with the account's ARN and without a name.
                let owner = member.child("User")
                let isOfRoot = try owner?.optionalText("Arn") == nil ? false : owner?.arn("Arn").resource == "root"
                var user: UserName?
                if let name = owner?.optionalText("UserName"), !isOfRoot { user = try XMLNode.checked(name) }
                return MFADevice(
                    serial: try member.checked("SerialNumber"), user: user, enabled: try member.date("EnableDate"), isOfRoot: isOfRoot)
            }
        }
    }

    public func deactivateMFADevice(_ serial: MFASerial, of user: UserName) async throws {
        try await change(.deactivateMFADevice, [("UserName", user.text), ("SerialNumber", serial.text)])
    }

    public func deleteVirtualMFADevice(_ serial: MFASerial) async throws {
        try await change(.deleteVirtualMFADevice, [("SerialNumber", serial.text)])
    }
}
