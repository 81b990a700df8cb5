import Foundation
import IAM
import Lifecycle

/// Works out which changes answer which findings. The same account and findings always give the same.
public struct RepairPlanner: Sendable {
    let account: ExaminedAccount
    let limits: Limits
    let findings: [Finding]
    /// When it is.
    let now: Date
    let known: Known

    /// What no snapshot tells.
    public struct Known: Sendable {
        /// The keys of the users whose keys are to be repaired: the credential report tells no ids.
        public var keys: [UserName: [AccessKey]] = [:]
        /// Keys that repairs have taken out of use.
        public var idle: [IdleKey] = []
        /// How long a key stays inactive before it is deleted.
        public var wait = Period.days(30)
        /// The user whose credentials tenure itself uses: nothing is taken from it.
        public var principal: UserID?
        /// The role whose credentials tenure uses, if it is one.
        public var principalRole: RoleName?
        /// The group that carries the account's duty policy.
        public var dutyGroup: GroupName?
        /// The account's rules for passwords as they are now; nil if they were not asked for.
        public var passwordRules: PasswordRule?
        /// Checks that were asked for by name.
        public var asked: Set<CheckID> = []

        /// Nothing known.
        public init() {}
    }

    /// A planner for these findings.
    public init(_ account: ExaminedAccount, limits: Limits, findings: [Finding], now: Date, known: Known) {
        self.account = account
        self.limits = limits
        self.findings = findings
        self.now = now
        self.known = known
    }

    /// The checks whose findings repairs can answer.
    public static let covered: Set<CheckID> = [
        .rootAccessKey, .keyUnused, .keyAge, .keyAtCreation, .twoActiveKeys, .passwordUnused, .dutyPolicyAttached, .passwordLength,
        .passwordReuse, .passwordSeedCriterion, .passwordRotation, .directPermission, .policyFullAccess, .assumeAnyRole, .administrator,
        .privilegeEscalation, .auditCanBeDisabled,
    ]

    /// The same but for those that a plan answers with instructions alone: no call of IAM's takes root's keys away.
    static let planned = covered.subtracting([.rootAccessKey])

    /// The users whose keys have to be listed before anything can be worked out.
    public static func usersWithKeys(in findings: [Finding]) -> Set<UserName> {
        Set(findings.filter { keyChecks.contains($0.check) }.compactMap(\.subject.user))
    }

    /// How many days after a notice has run out a change may still be made.
    public static let noticeGrace = PasswordExpiry.grace

    static let keyChecks: Set<CheckID> = [.keyUnused, .keyAge, .keyAtCreation, .twoActiveKeys]

    /// Whether the account's rules for passwords have to be read.
    public static func wantsPasswordRules(_ findings: [Finding]) -> Bool {
        findings.contains { PasswordRulesRepair.checks.contains($0.check) }
    }

    /// What the findings call for, in an order in which nobody loses what they are to keep.
    public func drafts() -> RepairDrafts {
        var drafts = RepairDrafts()
        KeyRepair(self).add(to: &drafts)
        PasswordRepair(self).add(to: &drafts)
        DutyRepair(self).add(to: &drafts)
        PasswordRulesRepair(self).add(to: &drafts)
        // Before what users have is moved: a statement that is taken out of it must not turn up again in a group.
        EscalationRepair(self).add(to: &drafts)
        DirectPermissionRepair(self).add(to: &drafts)
        for finding in findings where finding.check == .rootAccessKey {
            drafts.leave(
                finding,
                Bilingual(
                    ko: "API로는 할 수 없음: root로 로그인해 [보안 자격 증명]에서 키를 비활성화하고, 아무 문제가 없으면 나중에 삭제한다",
                    en:
                        "no API call does it: sign in as root, deactivate the key under Security credentials, and delete it when nobody has missed it"
                ))
        }
        return drafts
    }

    func findings(of check: CheckID) -> [Finding] { findings.filter { $0.check == check } }

    /// Why a user's part must not be touched: it is somebody else's by now, or tenure's own.
    func objection(to state: PartState, of user: UserName) -> Bilingual? {
        guard let owner = state.owner else {
            return .goneSinceSnapshot
        }
        if owner == known.principal {
            return Bilingual(ko: "tenure가 쓰는 사용자임: 직접 바꾼다", en: "it belongs to the user that tenure itself uses: change it by hand")
        }
        guard account.snapshot.user(user).map({ $0.detail.user.id == owner }) ?? false else {
            return Bilingual(ko: "스냅샷 이후에 같은 이름의 다른 사용자가 됨", en: "there is another user of that name since the snapshot")
        }
        return nil
    }

    /// Why nothing is taken from these: tenure itself would lose what it needs.
    func objection(toTakingFrom holders: [Subject.Holder]) -> Bilingual? {
        let isOwn = holders.contains { holder in
            switch holder {
            case .user(let name): account.snapshot.user(name)?.detail.user.id == known.principal && known.principal != nil
            case .group(let group):
                account.snapshot.users.contains { $0.detail.user.id == known.principal && $0.detail.groups.contains(group) }
            case .role(let name): known.principalRole == name
            }
        }
        guard isOwn else { return nil }
        return Bilingual(
            ko: "tenure 자신의 권한임: 먼저 'tenure account policy'가 출력하는 정책을 준다",
            en: "tenure itself has it: first give its principal what 'tenure account policy' prints")
    }

    /// Why a credential that was to be unused is left alone: it was used.
    func useObjection(_ state: PartState) -> Bilingual? {
        guard let used = state.lastUsed, now.timeIntervalSince(used) < limits.days(.unusedDays) else { return nil }
        let days = days(since: used)
        return Bilingual(ko: "\(days)일 전에 사용됨", en: days == 0 ? "it was used today" : "it was used \(days) days ago")
    }

    /// How long ago something was, in whole days.
    func days(since date: Date) -> Int { Int(now.timeIntervalSince(date) / 86_400) }
}
