import IAM

extension SandboxAccount {
    public func listRoles(from marker: Marker?) async throws -> Page<AssumableRole> {
        try call(.listRoles) { transaction throws(Refusal) in
            let roles = transaction.view.roles.map { role in
                AssumableRole(
                    name: role.name, arn: transaction.arn("role\(role.path.text)\(role.name)"), trust: role.trust,
                    maximumSession: role.maximumSession)
            }
            return try transaction.page(roles, by: \.name, from: marker)
        }
    }

    public func listAccountAliases() async throws -> [String] {
        try call(.listAccountAliases) { transaction throws(Refusal) in transaction.view.account.aliases }
    }

    public func listServerCertificates(from marker: Marker?) async throws -> Page<ServerCertificate> {
        try call(.listServerCertificates) { transaction throws(Refusal) in
            try transaction.page(transaction.view.account.serverCertificates ?? [], by: \.name, from: marker)
        }
    }

    public func getAccountPasswordPolicy() async throws -> PasswordPolicy {
        try call(.getAccountPasswordPolicy) { transaction throws(Refusal) in
            guard let policy = transaction.view.account.passwordPolicy else {
                throw Refusal(.noSuchEntity, "The Password Policy with domain name \(transaction.account) cannot be found.")
            }
            return policy.policy
        }
    }

    public func updateAccountPasswordPolicy(_ policy: PasswordPolicy) async throws {
        try call(.updateAccountPasswordPolicy) { transaction throws(Refusal) in
            try PasswordRules.check(policy)
            var account = transaction.state.account
            account.passwordPolicy = PolicyOfPasswords(policy)
            transaction.put(account)
        }
    }

    public func getAccountSummary() async throws -> [String: Int] {
        try call(.getAccountSummary) { transaction throws(Refusal) in transaction.counts.merging(transaction.quotas) { count, _ in count } }
    }
}

extension Transaction {
    fileprivate var counts: [String: Int] {
        let assigned = assignedVirtualDevices
        let root = view.account.root
        let devices = view.users.reduce(0) { $0 + $1.devices.count } + (root.device == .none ? 0 : 1)
        return [
            "Users": view.users.count, "Groups": view.groups.count, "Roles": view.roles.count,
            "Policies": view.policies.count { $0.arn.account != "aws" },
            "PolicyVersionsInUse": view.policies.reduce(0) { $0 + $1.versions.count },
            "MFADevices": assigned.count + view.devices.count, "MFADevicesInUse": devices,
            "AccountMFAEnabled": root.device == .none ? 0 : 1, "AccountAccessKeysPresent": root.accessKeyCreated == nil ? 0 : 1,
            "AccountPasswordPresent": 1, "AccountSigningCertificatesPresent": 0,
            "InstanceProfiles": 0, "Providers": 0, "ServerCertificates": view.account.serverCertificates?.count ?? 0,
        ]
    }

    fileprivate var quotas: [String: Int] {
        [
            "UsersQuota": Quotas.users, "GroupsQuota": Quotas.groups, "RolesQuota": Quotas.roles, "PoliciesQuota": Quotas.policies,
            "GroupsPerUserQuota": Quotas.groupsPerUser, "AccessKeysPerUserQuota": Quotas.keysPerUser,
            "SigningCertificatesPerUserQuota": Quotas.certificatesPerUser, "AttachedPoliciesPerUserQuota": Quotas.attachedPerUser,
            "AttachedPoliciesPerGroupQuota": Quotas.attachedPerGroup, "AttachedPoliciesPerRoleQuota": 10,
            "UserPolicySizeQuota": Quotas.userPolicySize, "GroupPolicySizeQuota": Quotas.groupPolicySize,
            "RolePolicySizeQuota": 10_240, "PolicySizeQuota": Quotas.policySize, "AssumeRolePolicySizeQuota": 2048,
            "VersionsPerPolicyQuota": Quotas.versionsPerPolicy, "PolicyVersionsInUseQuota": 10_000,
            "InstanceProfilesQuota": 1000, "ServerCertificatesQuota": 20, "GlobalEndpointTokenVersion": 1,
        ]
    }
}
