import Foundation
import IAM
import Lifecycle

/// Reads an account completely, or throws: a look that broke off is no look.
struct Surveyor {
    let iam: any IAMService
    let identity: CallerIdentity
    let profileGroups: [GroupName]
    /// Users whose devices are read for themselves, because something waits on them and the list of virtual devices does not tell all.
    let closely: Set<UserID>
    let sleep: @Sendable (Duration) async throws -> Void

    /// Everything that `sync` compares with what was known.
    func survey() async throws -> Survey {
        let details = try await every { try await iam.getUserDetails(from: $0) }
        let virtual = try await virtualDevices()
        let report = try await ReportFetch(iam: iam, sleep: sleep).report().map {
            (content: try CredentialReport($0.text), generated: $0.generated)
        }
        let rows = Dictionary((report?.content.rows ?? []).map { ($0.subject.description, $0) }) { first, _ in first }
        var users: [UserID: SurveyedUser] = [:]
        for detail in details {
            users[detail.user.id] = surveyed(detail, row: rows[detail.user.name.text], devices: virtual[detail.user.name] ?? [])
        }
        try await readClosely(&users, marked: Set(rows.values.filter(\.mfaActive).map(\.subject.description)))
        return Survey(
            users: users, reported: report?.generated, grants: try await grants(), signInAlias: try await iam.listAccountAliases().first,
            principal: identity.arn.resource.hasPrefix("user/") ? identity.id : nil)
    }

    private func surveyed(_ detail: UserDetail, row: CredentialReport.Row?, devices: [MFASerial]) -> SurveyedUser {
        SurveyedUser(
            name: detail.user.name, path: detail.user.path, groups: detail.groups, devices: devices,
            hasPassword: row?.passwordEnabled, passwordChanged: row?.passwordLastChanged,
            keys: (row?.keys ?? []).map { SeenKey(slot: $0.slot, isActive: $0.isActive, lastUsed: $0.lastUsed) },
            inlinePolicies: Array(detail.inlinePolicies.keys), attachedPolicies: detail.attachedPolicies.map(\.arn))
    }

    private func virtualDevices() async throws -> [UserName: [MFASerial]] {
        let devices = try await every { try await iam.listVirtualMFADevices(.assigned, from: $0) }
        return Dictionary(grouping: devices.filter { $0.user != nil }, by: \.user).reduce(into: [:]) { devices, entry in
            if let user = entry.key { devices[user] = entry.value.map(\.serial) }
        }
    }

    // Passkeys and hardware tokens stand in no account-wide list: users who wait for MFA, and users whom the report shows
    // with a device that the list does not know, are asked for one by one.
    private func readClosely(_ users: inout [UserID: SurveyedUser], marked: Set<String>) async throws {
        let asked = users.filter { id, user in user.devices.isEmpty && (closely.contains(id) || marked.contains(user.name.text)) }
        let iam = iam
        let read = try await concurrently(asked.map { ($0.key, $0.value.name) }, width: 8) { id, name in
            do {
                return (id, try await every { try await iam.listMFADevices(of: name, from: $0) }.map(\.serial))
            } catch let error as IAMError where error.code == .noSuchEntity {
                return (id, [])
            }
        }
        for (id, devices) in read { users[id]?.devices = devices }
    }

    private func grants() async throws -> [GroupName: Digest] {
        var grants: [GroupName: Digest] = [:]
        for group in profileGroups { grants[group] = try await GroupReader(iam: iam).digest(of: group) }
        return grants
    }
}

/// The results of a body for each item, so many at a time, in the order of the items.
func concurrently<Item: Sendable, Result: Sendable>(
    _ items: [Item], width: Int, _ body: @escaping @Sendable (Item) async throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        var results = [Result?](repeating: nil, count: items.count)
        var next = 0
        func add() {
            guard next < items.count else { return }
            let (place, item) = (next, items[next])
            group.addTask { (place, try await body(item)) }
            next += 1
        }
        for _ in 0..<min(width, items.count) { add() }
        while let (place, result) = try await group.next() {
            results[place] = result
            add()
        }
        return results.compactMap(\.self)
    }
}
