import IAM
import Lifecycle

/// What tenure's records say of a user's access.
public struct ApprovedAccess: Sendable {
    /// The groups of the approved requests that are in force.
    public let approved: Set<GroupName>
    /// The groups of the profile as it is now; nil if there is no such profile any more.
    public let profile: Set<GroupName>?

    /// What was approved, and what the profile gives.
    public init(approved: Set<GroupName>, profile: Set<GroupName>?) {
        self.approved = approved
        self.profile = profile
    }
}

/// What tenure's records say of all users of an account.
public enum AccessRecords: Sendable {
    /// By name; whoever is not among them has no record. The group of the duty policy is nobody's excess.
    case known([UserName: ApprovedAccess], dutyGroup: GroupName)
    /// There is no home that knows this account.
    case unknown
}

/// What a user holds that goes beyond something.
public enum Beyond: Sendable {
    case these([UserHolding])
    case unknown(Bilingual)

    /// How many; nil if it is not known.
    public var count: Int? {
        switch self {
        case .these(let holdings): holdings.count
        case .unknown: nil
        }
    }
}

/// Compares what users hold with what was approved, and with what their profile gives.
struct BeyondSurvey {
    let account: ExaminedAccount
    let records: AccessRecords
    private var covered: [Pair: Bool] = [:]

    private struct Pair: Hashable {
        let holding: UserHolding
        let groups: Set<GroupName>
    }

    init(_ account: ExaminedAccount, _ records: AccessRecords) {
        self.account = account
        self.records = records
    }

    private static let noHome = Bilingual(ko: "이 계정을 관리하는 홈이 없음", en: "no home here has records of this account")

    /// What no approved request gives. Without a record that is everything but the duty policy.
    func beyondApproved(_ user: SnapshotUser) -> Beyond {
        guard case .known(let records, let dutyGroup) = records else { return .unknown(Self.noHome) }
        let approved = records[user.name]?.approved ?? []
        return .these(holdings(of: user, dutyGroup).filter { !$0.isMembership(of: approved) })
    }

    /// What allows something that the profile's groups do not, and is no duty policy.
    mutating func beyondProfile(_ user: SnapshotUser) -> Beyond {
        guard case .known(let records, let dutyGroup) = records else { return .unknown(Self.noHome) }
        guard let record = records[user.name] else { return .these(holdings(of: user, dutyGroup)) }
        guard let groups = record.profile else {
            return .unknown(Bilingual(ko: "프로필이 더 이상 없음", en: "the profile is there no more"))
        }
        let others = holdings(of: user, dutyGroup).filter { !$0.isMembership(of: groups) }
        return .these(others.filter { !isCovered($0, of: user, by: groups) })
    }

    private func holdings(of user: SnapshotUser, _ dutyGroup: GroupName) -> [UserHolding] {
        UserHolding.all(of: user.detail).filter { $0 != .membership(dutyGroup) && !isDuty($0, of: user) }
    }

    /// Whether it only takes away, or lets users enrol MFA: the duty policy as it is shipped, and whatever allows nothing.
    private func isDuty(_ holding: UserHolding, of user: SnapshotUser) -> Bool {
        let policies = policies(of: holding, user)
        guard policies.isComplete else { return false }
        return policies.applied.allSatisfy { policy in
            policy.document.statements.allSatisfy { $0.effect == .deny } || account.isShippedDuty(policy.document)
        }
    }

    private mutating func isCovered(_ holding: UserHolding, of user: SnapshotUser, by groups: Set<GroupName>) -> Bool {
        let pair = Pair(holding: holding, groups: groups)
        // What users hold of their own is theirs alone.
        let isShared =
            switch holding {
            case .membership, .attachment: true
            case .inline, .statement: false
            }
        if isShared, let known = covered[pair] { return known }
        let own = policies(of: holding, user)
        let given = groups.sorted().flatMap { policies(of: .membership($0), user).applied }
        let proof = SubsetProver(PolicySet(identity: own.applied), within: PolicySet(identity: given)).prove()
        let isCovered = own.isComplete && proof.isProved
        if isShared { covered[pair] = isCovered }
        return isCovered
    }

    private func policies(of holding: UserHolding, _ user: SnapshotUser) -> (applied: [AppliedPolicy], isComplete: Bool) {
        let detail = user.detail
        let only =
            switch holding {
            case .membership(let group):
                UserDetail(user: detail.user, groups: [group], inlinePolicies: [:], attachedPolicies: [])
            case .attachment(let arn):
                UserDetail(
                    user: detail.user, groups: [], inlinePolicies: [:], attachedPolicies: detail.attachedPolicies.filter { $0.arn == arn })
            case .inline(let name), .statement(_, let name):
                UserDetail(
                    user: detail.user, groups: [], inlinePolicies: detail.inlinePolicies.filter { $0.key == name }, attachedPolicies: [])
            }
        let principal = account.snapshot.principal(user.holding(only))
        // The boundary is not asked here, and may be all that cannot be read.
        let unreadable = principal.unreadable.filter { $0.name != detail.user.boundary?.description }
        return (principal.policies.identity, unreadable.isEmpty)
    }
}

extension UserHolding {
    fileprivate func isMembership(of groups: Set<GroupName>) -> Bool {
        if case .membership(let group) = self { groups.contains(group) } else { false }
    }
}
