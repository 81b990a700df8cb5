import IAM

extension SandboxAccount {
    public func createGroup(_ name: GroupName, path: IAMPath) async throws -> Group {
        try call(.createGroup, name.text) { transaction throws(Refusal) in
            transaction.group(try transaction.createGroup(name, path: path))
        }
    }

    public func getGroup(_ name: GroupName) async throws -> Group {
        try call(.getGroup, name.text) { transaction throws(Refusal) in transaction.group(try transaction.seenGroup(name)) }
    }

    public func listGroups(of name: UserName, from marker: Marker?) async throws -> Page<GroupName> {
        try call(.listGroupsForUser, name.text) { transaction throws(Refusal) in
            let groups = try transaction.seenUser(name).groups.compactMap { transaction.view.group($0)?.name }
            return try transaction.page(groups, by: \.text, from: marker)
        }
    }

    public func addUser(_ name: UserName, to group: GroupName) async throws {
        try call(.addUserToGroup, name.text) { transaction throws(Refusal) in try transaction.add(name, to: group) }
    }

    public func removeUser(_ name: UserName, from group: GroupName) async throws {
        try call(.removeUserFromGroup, name.text) { transaction throws(Refusal) in try transaction.remove(name, from: group) }
    }

    public func listGroupPolicies(of name: GroupName, from marker: Marker?) async throws -> Page<PolicyName> {
        try call(.listGroupPolicies, name.text) { transaction throws(Refusal) in
            try transaction.page(Array(try transaction.seenGroup(name).inline.keys), by: \.text, from: marker)
        }
    }

    public func getGroupPolicy(_ policy: PolicyName, of name: GroupName) async throws -> String {
        try call(.getGroupPolicy, name.text) { transaction throws(Refusal) in
            guard let document = try transaction.seenGroup(name).inline[policy] else { throw .noGroupPolicy(policy) }
            return document
        }
    }

    public func listAttachedGroupPolicies(of name: GroupName, from marker: Marker?) async throws -> Page<AttachedPolicy> {
        try call(.listAttachedGroupPolicies, name.text) { transaction throws(Refusal) in
            let attached = transaction.attached(try transaction.seenGroup(name).attached)
            return try transaction.page(attached, by: \.name.text, from: marker)
        }
    }

    public func putGroupPolicy(_ policy: PolicyName, document: String, on name: GroupName) async throws {
        try call(.putGroupPolicy, name.text) { transaction throws(Refusal) in
            try transaction.put(policy, document: document, on: name)
        }
    }

    public func deleteGroupPolicy(_ policy: PolicyName, of name: GroupName) async throws {
        try call(.deleteGroupPolicy, name.text) { transaction throws(Refusal) in
            guard try transaction.group(name).inline[policy] != nil else { throw .noGroupPolicy(policy) }
            try transaction.put(policy, document: nil, on: name)
        }
    }

    public func detachGroupPolicy(_ policy: ARN, from name: GroupName) async throws {
        try call(.detachGroupPolicy, name.text) { transaction throws(Refusal) in try transaction.detach(policy, from: name) }
    }

    public func attachGroupPolicy(_ policy: ARN, to name: GroupName) async throws {
        try call(.attachGroupPolicy, name.text) { transaction throws(Refusal) in try transaction.attach(policy, to: name) }
    }
}

extension Transaction {
    func group(_ record: GroupRecord) -> Group {
        Group(name: record.name, id: record.id, path: record.path, arn: arn(of: record))
    }

    mutating func createGroup(_ name: GroupName, path: IAMPath) throws(Refusal) -> GroupRecord {
        guard state.groupIDs[name.text.lowercased()] == nil else {
            throw Refusal(.entityAlreadyExists, "Group with name \(name) already exists.")
        }
        guard state.groups.count < Quotas.groups else { throw .quota("GroupsPerAccount", Quotas.groups) }
        var record = GroupRecord(id: try checkedID("AGPA", length: 21), name: name, path: path)
        record.created = now
        put(record)
        return record
    }

    /// Adding a member again succeeds and changes nothing: IAM's own behaviour.
    mutating func add(_ name: UserName, to groupName: GroupName) throws(Refusal) {
        let group = try group(groupName)
        var user = try user(name)
        guard !user.groups.contains(group.id) else { return }
        guard user.groups.count < Quotas.groupsPerUser else { throw .quota("GroupsPerUser", Quotas.groupsPerUser) }
        user.groups.append(group.id)
        put(user)
    }

    mutating func remove(_ name: UserName, from groupName: GroupName) throws(Refusal) {
        let group = try group(groupName)
        var user = try user(name)
        guard let place = user.groups.firstIndex(of: group.id) else {
            throw Refusal(.noSuchEntity, "User \(name) not in group \(groupName).")
        }
        user.groups.remove(at: place)
        put(user)
    }

    /// Sets an inline policy, or removes it with nil.
    mutating func put(_ policy: PolicyName, document: String?, on name: GroupName) throws(Refusal) {
        var group = try group(name)
        group.inline[policy] = document
        group.inline = try checked(group.inline, of: name)
        put(group)
    }

    func checked(_ inline: [PolicyName: String], of group: GroupName) throws(Refusal) -> [PolicyName: String] {
        for document in inline.values { try PolicyRules.check(document) }
        guard Quotas.size(of: inline) <= Quotas.groupPolicySize else {
            throw Refusal(.limitExceeded, "Maximum policy size of \(Quotas.groupPolicySize) bytes exceeded for group \(group)")
        }
        return inline
    }

    mutating func detach(_ policy: ARN, from name: GroupName) throws(Refusal) {
        var group = try group(name)
        guard let place = group.attached.firstIndex(of: policy) else { throw .noPolicy(policy) }
        group.attached.remove(at: place)
        put(group)
    }

    /// Attaching again succeeds and changes nothing: IAM's own behaviour.
    mutating func attach(_ policy: ARN, to name: GroupName) throws(Refusal) {
        var group = try group(name)
        guard self.policy(policy) != nil else { throw .notAttachable(policy) }
        guard !group.attached.contains(policy) else { return }
        guard group.attached.count < Quotas.attachedPerGroup else { throw .quota("PoliciesPerGroup", Quotas.attachedPerGroup) }
        group.attached.append(policy)
        put(group)
    }
}
