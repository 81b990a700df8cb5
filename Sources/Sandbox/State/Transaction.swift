import Foundation
import IAM

/// What one call reads and changes. Nothing is changed until the call has ended well.
struct Transaction {
    let account: AccountID
    let partition: Partition
    /// The account's clock, to the second as IAM tells it.
    let now: Date
    let settings: SandboxSettings
    let state: State
    /// What reads may see.
    let view: View
    let random: @Sendable () -> UInt64
    private(set) var changes = Changes()

    init(_ core: Core, view: View) {
        account = core.account
        partition = core.partition
        now = Date(timeIntervalSince1970: core.instant().timeIntervalSince1970.rounded(.down))
        settings = core.settings
        state = core.state
        random = core.random
        self.view = view
    }

    mutating func put(_ user: UserRecord) { changes.users[user.id.text] = user }
    mutating func put(_ group: GroupRecord) { changes.groups[group.id.text] = group }
    mutating func put(_ policy: PolicyRecord) { changes.policies[policy.arn.description] = policy }
    mutating func put(_ role: RoleRecord) { changes.roles[role.name] = role }
    mutating func put(_ device: UnassignedDevice) { changes.devices[device.serial.text] = device }
    mutating func put(_ account: AccountRecord) { changes.account = account }
    mutating func put(_ report: ReportRecord) { changes.report = report }
    mutating func remove(_ user: UserRecord) { changes.users.updateValue(nil, forKey: user.id.text) }
    mutating func remove(_ group: GroupRecord) { changes.groups.updateValue(nil, forKey: group.id.text) }
    mutating func remove(_ policy: PolicyRecord) { changes.policies.updateValue(nil, forKey: policy.arn.description) }
    mutating func remove(_ device: UnassignedDevice) { changes.devices.updateValue(nil, forKey: device.serial.text) }

    /// The user as it is, for a change.
    func user(_ name: UserName) throws(Refusal) -> UserRecord {
        guard let id = state.userIDs[name.text.lowercased()], let user = state.users[id] else { throw .noUser(name) }
        return user
    }

    /// The group as it is, for a change.
    func group(_ name: GroupName) throws(Refusal) -> GroupRecord {
        guard let id = state.groupIDs[name.text.lowercased()], let group = state.groups[id] else { throw .noGroup(name) }
        return group
    }

    /// The user as a read sees it.
    func seenUser(_ name: UserName) throws(Refusal) -> UserRecord {
        guard let user = view.user(named: name) else { throw .noUser(name) }
        return user
    }

    /// The group as a read sees it.
    func seenGroup(_ name: GroupName) throws(Refusal) -> GroupRecord {
        guard let group = view.group(named: name) else { throw .noGroup(name) }
        return group
    }

    /// A managed policy as it is, AWS's own among them.
    func policy(_ arn: ARN) -> PolicyRecord? { state.policies[arn.description] ?? AWSPolicies.policy(arn) }

    func arn(_ resource: String) -> ARN { ARN(partition: partition, service: "iam", account: account.text, resource: resource) }
    func arn(of user: UserRecord) -> ARN { arn("user\(user.path.text)\(user.name.text)") }
    func arn(of group: GroupRecord) -> ARN { arn("group\(group.path.text)\(group.name.text)") }

    /// A unique id of IAM with this prefix and this length in all, in base 32 as IAM's are.
    func uniqueID(_ prefix: String, length: Int) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var text = prefix
        while text.count < length {
            var draw = random()
            for _ in 0..<min(12, length - text.count) {
                text.append(alphabet[Int(draw & 31)])
                draw >>= 5
            }
        }
        return text
    }

    /// A unique id that nothing has yet, even if the random numbers repeat themselves.
    func checkedID(_ prefix: String, length: Int) throws(Refusal) -> UserID {
        for _ in 0..<100 {
            let text = uniqueID(prefix, length: length)
            let isTaken = state.users[text] != nil || state.groups[text] != nil || state.keyOwners[text] != nil
            if !isTaken, let id = try? UserID(text) { return id }
        }
        throw Refusal(.serviceFailure, "The random numbers of this sandbox repeat themselves.")
    }
}
