import IAM

extension SandboxAccount {
    /// Adds an SSH public key to a user.
    @discardableResult
    public func seedSSHKey(of name: UserName) throws -> String {
        try add(to: name, \.sshKeys, "APKA", service: "", quota: ("SSHPublicKeysPerUser", Quotas.sshKeysPerUser))
    }

    /// Adds a signing certificate to a user.
    @discardableResult
    public func seedSigningCertificate(of name: UserName) throws -> String {
        try add(to: name, \.certificates, "", service: "", quota: ("SigningCertificatesPerUser", Quotas.certificatesPerUser))
    }

    /// Adds a service-specific credential for that service (`codecommit.amazonaws.com`) to a user.
    @discardableResult
    public func seedServiceCredential(of name: UserName, service: String) throws -> String {
        try add(
            to: name, \.serviceCredentials, "ACCA", service: service,
            quota: ("ServiceSpecificCredentialsPerUser", Quotas.serviceCredentialsPerService))
    }

    private func add(
        to name: UserName, _ part: WritableKeyPath<UserRecord, [CredentialRecord]>, _ prefix: String, service: String,
        quota: (name: String, limit: Int)
    ) throws -> String {
        try perform { transaction throws(Refusal) in
            var user = try transaction.user(name)
            guard user[keyPath: part].count(where: { $0.service == service }) < quota.limit else { throw .quota(quota.name, quota.limit) }
            let id = transaction.uniqueID(prefix, length: prefix.isEmpty ? 32 : 21)
            user[keyPath: part].append(CredentialRecord(id: id, isActive: true, service: service, created: transaction.now))
            transaction.put(user)
            return id
        }
    }
}
