import IAM

extension IAMClient {
    public func listAccessKeys(of user: UserName, from marker: Marker?) async throws -> Page<AccessKey> {
        try await ask(.listAccessKeys, [("UserName", user.text)] + paging(marker)) { result throws(AnswerFault) in
            try result.page("AccessKeyMetadata", after: marker) { member throws(AnswerFault) in
                AccessKey(
                    id: try member.checked("AccessKeyId"), user: try member.checked("UserName"), isActive: try member.isActive(),
                    created: try member.date("CreateDate"))
            }
        }
    }

    public func getAccessKeyLastUsed(_ key: AccessKeyID) async throws -> AccessKeyLastUsed {
        try await ask(.getAccessKeyLastUsed, [("AccessKeyId", key.text)]) { result throws(AnswerFault) in
            let use = try result.need("AccessKeyLastUsed")
            return AccessKeyLastUsed(
                date: try use.date("LastUsedDate"), region: use.optionalText("Region") ?? "N/A",
                service: use.optionalText("ServiceName") ?? "N/A")
        }
    }

    public func updateAccessKey(_ key: AccessKeyID, of user: UserName, active: Bool) async throws {
        let status = active ? "Active" : "Inactive"
        try await change(.updateAccessKey, [("UserName", user.text), ("AccessKeyId", key.text), ("Status", status)])
    }

    public func deleteAccessKey(_ key: AccessKeyID, of user: UserName) async throws {
        try await change(.deleteAccessKey, [("UserName", user.text), ("AccessKeyId", key.text)])
    }

    public func listSigningCertificates(of user: UserName, from marker: Marker?) async throws -> Page<Credential> {
        try await credentials(.listSigningCertificates, of: user, from: marker, list: "Certificates", id: "CertificateId")
    }

    public func deleteSigningCertificate(_ id: String, of user: UserName) async throws {
        try await change(.deleteSigningCertificate, [("UserName", user.text), ("CertificateId", id)])
    }

    public func listSSHPublicKeys(of user: UserName, from marker: Marker?) async throws -> Page<Credential> {
        try await credentials(.listSSHPublicKeys, of: user, from: marker, list: "SSHPublicKeys", id: "SSHPublicKeyId")
    }

    public func deleteSSHPublicKey(_ id: String, of user: UserName) async throws {
        try await change(.deleteSSHPublicKey, [("UserName", user.text), ("SSHPublicKeyId", id)])
    }

    public func listServiceSpecificCredentials(of user: UserName, from marker: Marker?) async throws -> Page<Credential> {
        try await credentials(
            .listServiceSpecificCredentials, of: user, from: marker, list: "ServiceSpecificCredentials", id: "ServiceSpecificCredentialId")
    }

    public func deleteServiceSpecificCredential(_ id: String, of user: UserName) async throws {
        try await change(.deleteServiceSpecificCredential, [("UserName", user.text), ("ServiceSpecificCredentialId", id)])
    }

    private func credentials(
        _ action: IAMAction, of user: UserName, from marker: Marker?, list: String, id: String
    ) async throws -> Page<Credential> {
        try await ask(action, [("UserName", user.text)] + paging(marker)) { result throws(AnswerFault) in
            try result.page(list, after: marker) { member throws(AnswerFault) in
                Credential(id: try member.text(id), isActive: try member.isActive(), service: member.optionalText("ServiceName") ?? "")
            }
        }
    }
}

extension XMLNode {
    // A service-specific credential can also be 'Expired': it is there, and it does not work.
    fileprivate func isActive() throws(AnswerFault) -> Bool { try text("Status") == "Active" }
}
