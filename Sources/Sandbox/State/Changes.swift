import IAM

/// What one call changes: each entity's new value by its key, or null where it is gone. It is also the unit of the account's file.
struct Changes: Codable, Sendable, Equatable {
    var account: AccountRecord?
    var report: ReportRecord?
    var users: [String: UserRecord?] = [:]
    var groups: [String: GroupRecord?] = [:]
    var policies: [String: PolicyRecord?] = [:]
    var roles: [String: RoleRecord?] = [:]
    var devices: [String: UnassignedDevice?] = [:]

    var isEmpty: Bool {
        account == nil && report == nil && users.isEmpty && groups.isEmpty && policies.isEmpty && roles.isEmpty && devices.isEmpty
    }

    private enum CodingKeys: CodingKey {
        case account, report, users, groups, policies, roles, devices
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        account = try container.decodeIfPresent(AccountRecord.self, forKey: .account)
        report = try container.decodeIfPresent(ReportRecord.self, forKey: .report)
        users = try container.decodeIfPresent([String: UserRecord?].self, forKey: .users) ?? [:]
        groups = try container.decodeIfPresent([String: GroupRecord?].self, forKey: .groups) ?? [:]
        policies = try container.decodeIfPresent([String: PolicyRecord?].self, forKey: .policies) ?? [:]
        roles = try container.decodeIfPresent([String: RoleRecord?].self, forKey: .roles) ?? [:]
        devices = try container.decodeIfPresent([String: UnassignedDevice?].self, forKey: .devices) ?? [:]
    }

    // Only what has changed is written: a line of the file is as short as its change.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(account, forKey: .account)
        try container.encodeIfPresent(report, forKey: .report)
        if !users.isEmpty { try container.encode(users, forKey: .users) }
        if !groups.isEmpty { try container.encode(groups, forKey: .groups) }
        if !policies.isEmpty { try container.encode(policies, forKey: .policies) }
        if !roles.isEmpty { try container.encode(roles, forKey: .roles) }
        if !devices.isEmpty { try container.encode(devices, forKey: .devices) }
    }
}
