import IAM

/// An account's whole content, with the indexes that follow from it. It changes only by `apply`.
struct State: Sendable {
    private(set) var account: AccountRecord
    private(set) var report: ReportRecord?
    private(set) var users: [String: UserRecord] = [:]
    private(set) var groups: [String: GroupRecord] = [:]
    private(set) var policies: [String: PolicyRecord] = [:]
    private(set) var roles: [String: RoleRecord] = [:]
    private(set) var devices: [String: UnassignedDevice] = [:]

    // IAM tells names apart without their case, so the indexes hold them in lower case.
    private(set) var userIDs: [String: String] = [:]
    private(set) var groupIDs: [String: String] = [:]
    private(set) var policyARNs: [String: String] = [:]
    private(set) var keyOwners: [String: String] = [:]
    private(set) var deviceOwners: [String: String] = [:]

    init(root: Root) { account = AccountRecord(root: root) }

    /// Every entity, as changes from an empty account.
    var all: Changes {
        var changes = Changes()
        changes.account = account
        changes.report = report
        changes.users = users.mapValues(Optional.some)
        changes.groups = groups.mapValues(Optional.some)
        changes.policies = policies.mapValues(Optional.some)
        changes.roles = roles.mapValues(Optional.some)
        changes.devices = devices.mapValues(Optional.some)
        return changes
    }

    /// The number of entities: what a compacted file would hold.
    var count: Int { users.count + groups.count + policies.count + roles.count + devices.count + 2 }

    /// The changes that would bring back what these replace. A first report is kept: nothing reads it as "gone".
    func undo(of changes: Changes) -> Changes {
        var undo = Changes()
        if changes.account != nil { undo.account = account }
        if changes.report != nil { undo.report = report }
        for key in changes.users.keys { undo.users[key] = .some(users[key]) }
        for key in changes.groups.keys { undo.groups[key] = .some(groups[key]) }
        for key in changes.policies.keys { undo.policies[key] = .some(policies[key]) }
        for key in changes.roles.keys { undo.roles[key] = .some(roles[key]) }
        for key in changes.devices.keys { undo.devices[key] = .some(devices[key]) }
        return undo
    }

    mutating func apply(_ changes: Changes) {
        if let account = changes.account { self.account = account }
        if let report = changes.report { self.report = report }
        for (id, user) in changes.users { replaceUser(id, by: user) }
        for (id, group) in changes.groups { replaceGroup(id, by: group) }
        for (arn, policy) in changes.policies { replacePolicy(arn, by: policy) }
        for (name, role) in changes.roles { roles[name] = role }
        for (serial, device) in changes.devices { devices[serial] = device }
    }

    private mutating func replaceUser(_ id: String, by user: UserRecord?) {
        if let old = users[id] {
            userIDs[old.name.text.lowercased()] = nil
            for key in old.keys { keyOwners[key.id.text] = nil }
            for device in old.devices { deviceOwners[device.serial.text] = nil }
        }
        users[id] = user
        guard let user else { return }
        userIDs[user.name.text.lowercased()] = id
        for key in user.keys { keyOwners[key.id.text] = id }
        for device in user.devices { deviceOwners[device.serial.text] = id }
    }

    private mutating func replaceGroup(_ id: String, by group: GroupRecord?) {
        if let old = groups[id] { groupIDs[old.name.text.lowercased()] = nil }
        groups[id] = group
        if let group { groupIDs[group.name.text.lowercased()] = id }
    }

    private mutating func replacePolicy(_ arn: String, by policy: PolicyRecord?) {
        if let old = policies[arn] { policyARNs[old.name.text.lowercased()] = nil }
        policies[arn] = policy
        if let policy, policy.arn.account != "aws" { policyARNs[policy.name.text.lowercased()] = arn }
    }
}
