import Foundation
import IAM

/// An AWS account under management.
public struct Account: Hashable, Sendable, Codable {
    public let alias: AccountAlias
    public let id: AccountID
    public let partition: Partition
    public let reach: Reach
    /// The group that carries the duty policy.
    public let dutyGroup: GroupName
    /// Another policy than the duty policy, taken over although it is refuted; nil for the duty policy itself.
    private let exception: DutyVariant?

    /// An account.
    public init(
        alias: AccountAlias, id: AccountID, partition: Partition, reach: Reach, dutyGroup: GroupName, duty: DutyVariant = .strict
    ) {
        self.alias = alias
        self.id = id
        self.partition = partition
        self.reach = reach
        self.dutyGroup = dutyGroup
        exception = duty == .strict ? nil : duty
    }

    /// Which policy the duty group carries.
    public var duty: DutyVariant { exception ?? .strict }

    /// The same account with another policy on its duty group.
    public func with(_ duty: DutyVariant) -> Account {
        Account(alias: alias, id: id, partition: partition, reach: reach, dutyGroup: dutyGroup, duty: duty)
    }

    /// What is said of the policy wherever the account is told of; nil for the duty policy itself.
    public var dutyException: String? { exception.map { "under the refuted policy '\($0.rawValue)'" } }

    private enum CodingKeys: String, CodingKey {
        case alias, id, partition, reach, dutyGroup
        // Accounts that were recorded before there was a choice read and spell as they always did.
        case exception = "duty"
    }

    /// How an account is reached; where its endpoint and credentials are stands in `tenure.yaml`.
    public enum Reach: String, Hashable, Sendable, Codable, CaseIterable {
        case aws
        case sandbox
    }
}

/// What can be asked for: a list of IAM groups for each account, with its risk.
public struct Profile: Hashable, Sendable, Codable {
    public let name: ProfileName
    public let risk: Risk
    /// The workflow of an employee's user.
    public let workflow: WorkflowName
    public let groups: [AccountAlias: [GroupName]]
    /// Who answers for what the profile grants.
    public let owner: PersonID?

    /// A profile.
    public init(name: ProfileName, risk: Risk, workflow: WorkflowName, groups: [AccountAlias: [GroupName]], owner: PersonID?) {
        self.name = name
        self.risk = risk
        self.workflow = workflow
        self.groups = groups
        self.owner = owner
    }
}

/// Who may do what, which accounts and profiles there are, and which version of each workflow is in force.
public struct Rules: Hashable, Sendable, Codable {
    /// Roles beyond requester, which every active person has.
    public var roles: [PersonID: SortedSet<Role>] = [:]
    public var groups: [ApprovalGroup: SortedSet<PersonID>] = [:]
    public var accounts: [AccountAlias: Account] = [:]
    public var profiles: [ProfileName: Profile] = [:]
    /// The version in force; users in flight are pinned to the one that they began with.
    public var workflows: [WorkflowName: Digest] = [:]
    /// Those who have left hold no role and belong to no group.
    public var left: SortedSet<PersonID> = []

    /// No rules at all, as before `init`.
    public init() {}

    /// Whether the person holds the role now.
    public func has(_ role: Role, _ person: PersonID) -> Bool {
        guard !left.contains(person) else { return false }
        return role == .requester || roles[person, default: []].contains(role)
    }

    /// All who hold the role now.
    public func holders(of role: Role) -> SortedSet<PersonID> {
        SortedSet(roles.filter { $0.value.contains(role) }.keys).subtracting(left)
    }
}

/// A change of the rules; each is asked for by one person and approved by another.
public enum RuleChange: Hashable, Sendable, Codable {
    case addPerson(person: PersonID, attributes: PersonAttributes, roles: SortedSet<Role>, groups: SortedSet<ApprovalGroup>)
    case changePerson(person: PersonID, attributes: PersonAttributes)
    case move(
        person: PersonID, grant: SortedSet<Role>, withdraw: SortedSet<Role>, join: SortedSet<ApprovalGroup>, quit: SortedSet<ApprovalGroup>)
    case leave(person: PersonID)
    case addKey(person: PersonID, key: SSHPublicKey)
    case removeKey(person: PersonID, key: SSHPublicKey)
    case setAccount(account: Account)
    case setProfile(profile: Profile)
    case loadWorkflow(name: WorkflowName, digest: Digest)
    /// A finding of a check may be there until then; the request's reason says why.
    case waive(account: AccountAlias, finding: Sealed, owner: PersonID, until: Date)
    /// Root may be used in that time, or was; the request's reason and ticket say what for.
    case addPurpose(account: AccountAlias, from: Date, to: Date)
    /// Everything that tells who somebody is, who has left, is erased once it need not be kept any more.
    case erase(person: PersonID)

    /// Whose power or identity it changes, or who is to answer for it; that person cannot approve it.
    public var subject: PersonID? {
        switch self {
        case .addPerson(let person, _, _, _), .changePerson(let person, _), .move(let person, _, _, _, _), .leave(let person),
            .addKey(let person, _), .removeKey(let person, _):
            person
        case .waive(_, _, let owner, _): owner
        // Whoever is to be forgotten has left and approves nothing; the request is about who asks, or its own reason would be forgotten too.
        case .setAccount, .setProfile, .loadWorkflow, .addPurpose, .erase: nil
        }
    }
}

/// What can happen to the rules.
public enum RulesEvent: Hashable, Sendable, Codable {
    /// A person got, kept or lost roles and groups: these are all that they hold now.
    case roster(person: PersonID, roles: SortedSet<Role>, groups: SortedSet<ApprovalGroup>)
    case personLeft(person: PersonID)
    case accountSet(account: Account)
    case profileSet(profile: Profile)
    case workflowLoaded(name: WorkflowName, digest: Digest)
}

extension Rules {
    /// The rules after an event.
    public static func evolve(_ rules: Rules?, _ event: RulesEvent) -> Rules {
        var rules = rules ?? Rules()
        switch event {
        case .roster(let person, let roles, let groups):
            rules.roles[person] = roles.isEmpty ? nil : roles
            rules.put(person, into: groups)
        case .personLeft(let person):
            rules.roles[person] = nil
            rules.put(person, into: [])
            rules.left.insert(person)
        case .accountSet(let account):
            rules.accounts[account.alias] = account
        case .profileSet(let profile):
            rules.profiles[profile.name] = profile
        case .workflowLoaded(let name, let digest):
            rules.workflows[name] = digest
        }
        return rules
    }

    private mutating func put(_ person: PersonID, into joined: SortedSet<ApprovalGroup>) {
        for group in joined { groups[group, default: []].insert(person) }
        for group in groups.keys where !joined.contains(group) { groups[group]?.remove(person) }
        groups = groups.filter { !$0.value.isEmpty }
    }

    /// The groups that the person belongs to.
    public func groups(of person: PersonID) -> SortedSet<ApprovalGroup> { SortedSet(groups.filter { $0.value.contains(person) }.keys) }
}
