import Foundation
import IAM

extension SandboxAccount {
    /// Makes a group with these policies; the rules of CreateGroup hold.
    @discardableResult
    public func seedGroup(
        _ name: GroupName, path: IAMPath, inline: [PolicyName: String] = [:], attached: [ARN] = []
    ) throws -> Group {
        try perform { transaction throws(Refusal) in
            var group = try transaction.createGroup(name, path: path)
            group.inline = try transaction.checked(inline, of: name)
            for arn in attached where transaction.policy(arn) == nil { throw .notAttachable(arn) }
            guard attached.count <= Quotas.attachedPerGroup else { throw .quota("PoliciesPerGroup", Quotas.attachedPerGroup) }
            group.attached = attached
            transaction.put(group)
            return transaction.group(group)
        }
    }

    /// PutGroupPolicy: sets one inline policy of a group, or removes it with nil.
    public func seedGroupPolicy(_ policy: PolicyName, document: String?, of name: GroupName) throws {
        try perform { transaction throws(Refusal) in try transaction.put(policy, document: document, on: name) }
    }

    /// DeleteGroup: members and policies must be gone first.
    public func deleteGroup(_ name: GroupName) throws {
        try perform { transaction throws(Refusal) in
            let group = try transaction.group(name)
            if transaction.state.users.values.contains(where: { $0.groups.contains(group.id) }) {
                throw .conflict("remove users from group")
            }
            if !group.inline.isEmpty { throw .conflict("delete policies") }
            if !group.attached.isEmpty { throw .conflict("detach all policies") }
            transaction.remove(group)
        }
    }

    /// Makes one of AWS's managed policies known (`arn:aws:iam::aws:policy/ReadOnlyAccess`), or replaces its document.
    @discardableResult
    public func seedAWSPolicy(_ name: PolicyName, document: String) throws -> ARN {
        try perform { transaction throws(Refusal) in
            try PolicyRules.check(document)
            let arn = ARN(partition: transaction.partition, service: "iam", account: "aws", resource: "policy/\(name)")
            transaction.put(PolicyRecord(arn: arn, name: name, defaultVersion: "v1", versions: ["v1": document]))
            return arn
        }
    }

    /// CreatePolicy, by another administrator.
    @discardableResult
    public func seedManagedPolicy(_ name: PolicyName, document: String) throws -> ARN {
        try perform { transaction throws(Refusal) in
            guard let root = try? IAMPath("/") else { throw Refusal(.serviceFailure, "'/' is a path") }
            return try transaction.createPolicy(name, path: root, document: document, tags: []).arn
        }
    }

    /// CreatePolicyVersion with `--set-as-default`: the policy says something else from now on.
    public func seedPolicyVersion(of arn: ARN, document: String) throws {
        try perform { transaction throws(Refusal) in
            _ = try transaction.createVersion(of: arn, document: document)
        }
    }

    /// Makes a role with this trust policy and these policies.
    public func seedRole(
        _ name: String, path: IAMPath, trust: String, maximumSession: Int = 3600, inline: [PolicyName: String] = [:], attached: [ARN] = [],
        boundary: ARN? = nil, lastUsed: Date? = nil
    ) throws {
        try perform { transaction throws(Refusal) in
            guard transaction.state.roles[name] == nil else {
                throw Refusal(.entityAlreadyExists, "AssumableRole with name \(name) already exists.")
            }
            for document in inline.values { try PolicyRules.check(document) }
            for arn in attached + [boundary].compactMap(\.self) where transaction.policy(arn) == nil { throw .notAttachable(arn) }
            var role = RoleRecord(name: name, path: path, trust: trust, maximumSession: maximumSession)
            role.id = try transaction.checkedID("AROA", length: 21)
            role.created = transaction.now
            role.inline = inline
            role.attached = attached
            role.boundary = boundary
            role.lastUsed = lastUsed
            transaction.put(role)
        }
    }

    /// UploadServerCertificate, as far as listings tell of it.
    public func seedServerCertificate(_ name: String, expires: Date) throws {
        try perform { transaction throws(Refusal) in
            var account = transaction.state.account
            let certificate = ServerCertificate(
                name: name, arn: transaction.arn("server-certificate/\(name)"), uploaded: transaction.now, expires: expires)
            account.serverCertificates = (account.serverCertificates ?? []) + [certificate]
            transaction.put(account)
        }
    }

    /// Sets the account's rules for passwords, all of them at once as UpdateAccountPasswordPolicy does; nil removes them.
    public func setPasswordPolicy(_ policy: PasswordPolicy?) throws {
        try changeAccount { account throws(Refusal) in
            if let policy { try PasswordRules.check(policy) }
            account.passwordPolicy = policy.map(PolicyOfPasswords.init)
        }
    }

    /// Sets the account's one alias; nil removes it.
    public func setAccountAlias(_ alias: String?) throws {
        try changeAccount { account throws(Refusal) in account.aliases = [alias].compactMap(\.self) }
    }

    /// Sets what root has.
    public func setRoot(_ root: Root) throws {
        try changeAccount { account throws(Refusal) in account.root = root }
    }

    private func changeAccount(_ body: (inout AccountRecord) throws(Refusal) -> Void) throws {
        try perform { transaction throws(Refusal) in
            var account = transaction.state.account
            try body(&account)
            transaction.put(account)
        }
    }
}
