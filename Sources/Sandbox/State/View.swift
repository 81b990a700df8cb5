import Foundation
import IAM

/// The account as one read sees it: the truth, but for what has not got round yet.
struct View {
    let state: State
    /// What is still seen in place of the truth.
    let stale: Changes

    var account: AccountRecord { stale.account ?? state.account }
    var report: ReportRecord? { state.report }
    var users: [UserRecord] { Self.merged(state.users, stale.users) }
    var groups: [GroupRecord] { Self.merged(state.groups, stale.groups) }
    var policies: [PolicyRecord] { Self.merged(state.policies, stale.policies) }
    var roles: [RoleRecord] { Self.merged(state.roles, stale.roles) }
    var devices: [UnassignedDevice] { Self.merged(state.devices, stale.devices) }

    func user(named name: UserName) -> UserRecord? {
        let wanted = name.text.lowercased()
        if let old = stale.users.values.first(where: { $0?.name.text.lowercased() == wanted }) { return old }
        guard let id = state.userIDs[wanted], stale.users[id] == nil else { return nil }
        return state.users[id]
    }

    func group(named name: GroupName) -> GroupRecord? {
        let wanted = name.text.lowercased()
        if let old = stale.groups.values.first(where: { $0?.name.text.lowercased() == wanted }) { return old }
        guard let id = state.groupIDs[wanted], stale.groups[id] == nil else { return nil }
        return state.groups[id]
    }

    func group(_ id: UserID) -> GroupRecord? { Self.seen(id.text, state.groups, stale.groups) }
    func policy(_ arn: ARN) -> PolicyRecord? { Self.seen(arn.description, state.policies, stale.policies) ?? AWSPolicies.policy(arn) }

    func owner(of key: AccessKeyID) -> UserRecord? {
        if let old = stale.users.values.first(where: { $0?.keys.contains { $0.id == key } ?? false }) { return old }
        guard let id = state.keyOwners[key.text], stale.users[id] == nil else { return nil }
        return state.users[id]
    }

    private static func seen<Record>(_ key: String, _ truth: [String: Record], _ stale: [String: Record?]) -> Record? {
        guard let old = stale[key] else { return truth[key] }
        return old
    }

    private static func merged<Record>(_ truth: [String: Record], _ stale: [String: Record?]) -> [Record] {
        guard !stale.isEmpty else { return Array(truth.values) }
        return truth.filter { stale[$0.key] == nil }.map(\.value) + stale.values.compactMap(\.self)
    }
}

/// What has changed lately, to show reads an older account.
struct History: Sendable {
    private var entries: [(at: Date, undo: Changes)] = []

    mutating func note(_ undo: Changes, at now: Date, keeping seconds: TimeInterval) {
        entries.removeAll { $0.at <= now.addingTimeInterval(-seconds) }
        entries.append((now, undo))
    }

    /// What a read of this number sees in place of the truth: for each entity, its value of the moment drawn for it.
    func stale(at now: Date, lag: Lag, read number: Int) -> Changes {
        var stale = Changes()
        for entry in entries.reversed() {
            func hides(_ key: String) -> Bool {
                let draw = Double(Mix.hash(key, seed: lag.seed &+ UInt64(number)) >> 11) / Double(1 << 53)
                return entry.at > now.addingTimeInterval(-lag.maximum * draw)
            }
            if let account = entry.undo.account, hides("account") { stale.account = account }
            Self.hide(entry.undo.users, in: &stale.users, where: hides)
            Self.hide(entry.undo.groups, in: &stale.groups, where: hides)
            Self.hide(entry.undo.policies, in: &stale.policies, where: hides)
            Self.hide(entry.undo.roles, in: &stale.roles, where: hides)
            Self.hide(entry.undo.devices, in: &stale.devices, where: hides)
        }
        return stale
    }

    private static func hide<Record>(_ undo: [String: Record?], in stale: inout [String: Record?], where hides: (String) -> Bool) {
        for (key, old) in undo where hides(key) { stale.updateValue(old, forKey: key) }
    }
}

/// A small deterministic hash: Swift's own differs from run to run.
enum Mix {
    static func hash(_ text: String, seed: UInt64) -> UInt64 {
        var value = seed &+ 0x9E37_79B9_7F4A_7C15
        for byte in text.utf8 { value = step(value ^ UInt64(byte)) }
        return step(value)
    }

    private static func step(_ input: UInt64) -> UInt64 {
        var value = input &+ 0x9E37_79B9_7F4A_7C15
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
