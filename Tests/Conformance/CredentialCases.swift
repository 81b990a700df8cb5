import IAM

extension ConformanceCase {
    static let credentials: [ConformanceCase] = [
        ConformanceCase("an access key is told, deactivated and deleted", source: "IAM API Reference, UpdateAccessKey", needs: [.accessKey])
        { world in
            let user = try world.user()
            try await world.made(user)
            let id = try AccessKeyID(await world.arranged(.accessKey, for: user))
            let made = try await every { try await world.service.listAccessKeys(of: user, from: $0) }
            try world.demand(made.map(\.id) == [id] && made.allSatisfy(\.isActive), "ListAccessKeys tells \(made)")
            let used = try await world.service.getAccessKeyLastUsed(id)
            try world.demand(used.date == nil && used.service == "N/A" && used.region == "N/A", "GetAccessKeyLastUsed tells \(used)")
            try await world.service.updateAccessKey(id, of: user, active: false)
            let cut = try await every { try await world.service.listAccessKeys(of: user, from: $0) }
            try world.demand(cut.map(\.isActive) == [false], "ListAccessKeys tells \(cut)")
            try await world.service.deleteAccessKey(id, of: user)
            try await world.refuses(.noSuchEntity) { try await world.service.deleteAccessKey(id, of: user) }
            try await world.service.deleteUser(user)
        },
        ConformanceCase(
            "a virtual device that is assigned is not deleted", source: "IAM API Reference, DeleteVirtualMFADevice, DeleteConflict",
            needs: [.virtualMFADevice], motoDeviation: "moto deletes an assigned device"
        ) { world in
            try await world.made(world.user())
            let serial = try MFASerial(await world.arranged(.virtualMFADevice, for: world.user()))
            try await world.refuses(.deleteConflict) { try await world.service.deleteVirtualMFADevice(serial) }
        },
        ConformanceCase(
            "a virtual device that is deactivated stays behind until it is deleted", source: "IAM User Guide, deactivate an MFA device",
            needs: [.virtualMFADevice]
        ) { world in
            let user = try world.user()
            try await world.made(user)
            let serial = try MFASerial(await world.arranged(.virtualMFADevice, for: user))
            let enabled = try await every { try await world.service.listMFADevices(of: user, from: $0) }
            try world.demand(enabled.map(\.serial) == [serial] && enabled.first?.enabled != nil, "ListMFADevices tells \(enabled)")
            try await world.service.deactivateMFADevice(serial, of: user)
            let left = try await every { try await world.service.listMFADevices(of: user, from: $0) }
            try world.demand(left.isEmpty, "ListMFADevices still tells \(left)")
            let unassigned = try await every { try await world.service.listVirtualMFADevices(.unassigned, from: $0) }
            try world.demand(unassigned.contains { $0.serial == serial && $0.user == nil }, "ListVirtualMFADevices tells \(unassigned)")
            try await world.service.deleteVirtualMFADevice(serial)
            try await world.refuses(.noSuchEntity) { try await world.service.deleteVirtualMFADevice(serial) }
        },
        ConformanceCase("a device that is missing is not deactivated", source: "IAM API Reference, DeactivateMFADevice, NoSuchEntity") {
            world in
            let caller = try await world.service.getCallerIdentity()
            let serial = try MFASerial("arn:\(caller.arn.partition.rawValue):iam::\(caller.account):mfa/\(world.prefix)")
            try await world.made(world.user())
            try await world.refuses(.noSuchEntity) { try await world.service.deactivateMFADevice(serial, of: world.user()) }
        },
        ConformanceCase("an SSH public key is told and deleted", source: "IAM API Reference, DeleteSSHPublicKey", needs: [.sshPublicKey]) {
            world in
            let user = try world.user()
            try await world.made(user)
            let id = try await world.arranged(.sshPublicKey, for: user)
            let told = try await every { try await world.service.listSSHPublicKeys(of: user, from: $0) }
            try world.demand(told.map(\.id) == [id], "ListSSHPublicKeys tells \(told)")
            try await world.service.deleteSSHPublicKey(id, of: user)
            try await world.service.deleteUser(user)
        },
        ConformanceCase(
            "a signing certificate is told and deleted", source: "IAM API Reference, DeleteSigningCertificate", needs: [.signingCertificate]
        ) { world in
            let user = try world.user()
            try await world.made(user)
            let id = try await world.arranged(.signingCertificate, for: user)
            let told = try await every { try await world.service.listSigningCertificates(of: user, from: $0) }
            try world.demand(told.map(\.id) == [id], "ListSigningCertificates tells \(told)")
            try await world.service.deleteSigningCertificate(id, of: user)
            try await world.service.deleteUser(user)
        },
        ConformanceCase(
            "a service-specific credential is told and deleted", source: "IAM API Reference, DeleteServiceSpecificCredential",
            needs: [.serviceSpecificCredential], motoDeviation: "moto has no service-specific credentials"
        ) { world in
            let user = try world.user()
            try await world.made(user)
            let id = try await world.arranged(.serviceSpecificCredential, for: user)
            let told = try await every { try await world.service.listServiceSpecificCredentials(of: user, from: $0) }
            try world.demand(told.map(\.id) == [id], "ListServiceSpecificCredentials tells \(told)")
            try await world.service.deleteServiceSpecificCredential(id, of: user)
            try await world.service.deleteUser(user)
        },
    ]
}
