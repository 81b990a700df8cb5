import Foundation
import IAM
import Lifecycle

/// A snapshot as checks look at it, with what else is known about the account.
///
/// It never changes; what is worked out about all users is worked out once. Findings hold on to it, and tell what they say from it.
public final class ExaminedAccount: Sendable {
    public let snapshot: AccountSnapshot
    /// What the account is called here; nil if it is not under management, and then no command of tenure is offered.
    public let alias: AccountAlias?
    /// The users that a record of tenure's explains.
    public let managed: Set<UserName>
    /// Accounts that are trusted as one's own.
    public let ownAccounts: Set<AccountID>
    /// What the ledger knows of the account; nil if there is no ledger that does.
    public let records: AccountRecords?
    let attachments: Attachments
    let standings = Standings()
    let escalations = Escalations()
    /// Where a user stands in the snapshot, by IAM's own id; empty if there is no ledger to compare with.
    let places: [UserID: Int]

    /// A look at a snapshot.
    public init(
        _ snapshot: AccountSnapshot, alias: AccountAlias? = nil, managed: Set<UserName> = [], ownAccounts: Set<AccountID> = [],
        records: AccountRecords? = nil
    ) {
        self.snapshot = snapshot
        self.alias = alias
        self.managed = managed
        self.ownAccounts = ownAccounts.union([snapshot.account])
        self.records = records
        attachments = Attachments(in: snapshot)
        let users = records == nil ? [] : snapshot.users
        places = Dictionary(users.enumerated().map { ($1.detail.user.id, $0) }) { first, _ in first }
    }

    /// The moment for which verdicts hold.
    public var asOf: Date { snapshot.taken }

    /// How long before that moment something was, in whole days.
    func days(since date: Date) -> Int { Int((asOf.timeIntervalSince(date) / 86_400).rounded(.down)) }

    /// Whether something was at least so many days ago.
    func isOld(_ date: Date, _ threshold: Threshold, _ limits: Limits) -> Bool { asOf.timeIntervalSince(date) >= limits.days(threshold) }

    func arn(_ service: String, _ resource: String, region: String = "") -> ARN {
        ARN(partition: snapshot.partition, service: service, region: region, account: snapshot.account.text, resource: resource)
    }

    /// The ARN of AWS's own policy of that name.
    func awsPolicy(_ name: String) -> ARN {
        ARN(partition: snapshot.partition, service: "iam", account: "aws", resource: "policy/\(name)")
    }

    /// Who has a managed policy attached.
    func holders(of policy: ARN) -> [Subject.Holder] { attachments.holders[policy] ?? [] }

    /// The ARN of what a verdict is about; the root user's for the account as a whole.
    public func resource(_ subject: Subject) -> String {
        switch subject {
        case .account, .root, .control, .person, .record: arn("iam", "root").description
        case .user(let name), .key(let name, _), .signingCertificate(let name, _): self.user(name)
        case .role(let name): role(name)
        case .managedPolicy(let arn): arn.description
        case .inlinePolicy(_, let holder), .attachment(_, let holder): self.holder(holder)
        case .serverCertificate(let name):
            snapshot.serverCertificates.value?.first { $0.name == name }?.arn.description
                ?? arn("iam", "server-certificate/\(name)").description
        case .device(let serial): serial.text
        case .region(let region): arn("access-analyzer", "*", region: region).description
        }
    }

    private func holder(_ holder: Subject.Holder) -> String {
        switch holder {
        case .user(let name): user(name)
        case .group(let name): (snapshot.groups[name]?.group.arn ?? arn("iam", "group/\(name)")).description
        case .role(let name): role(name)
        }
    }

    private func user(_ name: UserName) -> String { (snapshot.user(name)?.detail.user.arn ?? arn("iam", "user/\(name)")).description }

    private func role(_ name: RoleName) -> String { (attachments.roles[name]?.arn ?? arn("iam", "role/\(name)")).description }

    /// A command of tenure about a user: `tenure user suspend prod/jane …`. Whoever is not under management has to be adopted first.
    func command(_ verb: String, _ name: UserName, _ more: String = "") -> String? {
        guard let alias else { return nil }
        guard managed.contains(name) else { return "tenure user adopt \(name) --account \(alias) --dry-run" }
        return "tenure user \(verb) \(alias)/\(name)\(more)"
    }

    /// The command that plans what answers a check's finding; nil if no repair does, or nobody has a home for the account.
    func planning(_ check: CheckID, of subject: Subject) -> String? {
        guard let alias, RepairPlanner.planned.contains(check) else { return nil }
        let user = subject.user.map { " --user \($0)" } ?? ""
        return "tenure fix plan --account \(alias) --check \(check)\(user)"
    }
}

/// Who holds what, turned round once.
struct Attachments: Sendable {
    private(set) var holders: [ARN: [Subject.Holder]] = [:]
    /// The same in the order of the ARNs as they are written, which takes long to find.
    private(set) var ordered: [(name: String, arn: ARN, holders: [Subject.Holder])] = []
    private(set) var roles: [RoleName: RoleDetail] = [:]

    init(in snapshot: AccountSnapshot) {
        for user in snapshot.users { add(user.detail.attachedPolicies, .user(user.name)) }
        for group in snapshot.groups.values.sorted(by: { $0.group.name < $1.group.name }) {
            add(group.attachedPolicies, .group(group.group.name))
        }
        for role in snapshot.roles {
            add(role.attachedPolicies, .role(role.name))
            roles[role.name] = role
        }
        ordered = holders.map { (name: $0.description, arn: $0, holders: $1) }.sorted { $0.name < $1.name }
    }

    private mutating func add(_ policies: [AttachedPolicy], _ holder: Subject.Holder) {
        for policy in policies { holders[policy.arn, default: []].append(holder) }
    }
}
