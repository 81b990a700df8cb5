import IAM

extension SandboxAccount {
    public func listSigningCertificates(of name: UserName, from marker: Marker?) async throws -> Page<Credential> {
        try list(.listSigningCertificates, name, \.certificates, from: marker)
    }

    public func deleteSigningCertificate(_ id: String, of name: UserName) async throws {
        try delete(.deleteSigningCertificate, id, name, \.certificates) { "The Certificate with id \($0) cannot be found." }
    }

    public func listSSHPublicKeys(of name: UserName, from marker: Marker?) async throws -> Page<Credential> {
        try list(.listSSHPublicKeys, name, \.sshKeys, from: marker)
    }

    public func deleteSSHPublicKey(_ id: String, of name: UserName) async throws {
        try delete(.deleteSSHPublicKey, id, name, \.sshKeys) { "The Public Key with id \($0) cannot be found." }
    }

    public func listServiceSpecificCredentials(of name: UserName, from marker: Marker?) async throws -> Page<Credential> {
        try list(.listServiceSpecificCredentials, name, \.serviceCredentials, from: marker)
    }

    public func deleteServiceSpecificCredential(_ id: String, of name: UserName) async throws {
        try delete(.deleteServiceSpecificCredential, id, name, \.serviceCredentials) {
            "No such credential \($0) exists"
        }
    }

    private func list(
        _ action: IAMAction, _ name: UserName, _ part: KeyPath<UserRecord, [CredentialRecord]>, from marker: Marker?
    ) throws -> Page<Credential> {
        try call(action, name.text) { transaction throws(Refusal) in
            let credentials = try transaction.seenUser(name)[keyPath: part].map {
                Credential(id: $0.id, isActive: $0.isActive, service: $0.service)
            }
            return try transaction.page(credentials, by: \.id, from: marker)
        }
    }

    private func delete(
        _ action: IAMAction, _ id: String, _ name: UserName, _ part: WritableKeyPath<UserRecord, [CredentialRecord]>,
        otherwise message: (String) -> String
    ) throws {
        try call(action, name.text) { transaction throws(Refusal) in
            var user = try transaction.user(name)
            guard let place = user[keyPath: part].firstIndex(where: { $0.id == id }) else { throw Refusal(.noSuchEntity, message(id)) }
            user[keyPath: part].remove(at: place)
            transaction.put(user)
        }
    }
}
