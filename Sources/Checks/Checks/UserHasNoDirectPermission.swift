import IAM
import Lifecycle

/// `direct-permission`: users get permissions from groups only.
struct UserHasNoDirectPermission: Check {
    let id = CheckID.directPermission
    let severity = Severity.medium
    let references = References(cis: CIS("1.15", "1.15", "1.14"), ismsP: [.privileges], law: [.safety5])
    let title = Bilingual(ko: "사용자에게 권한을 직접 할당하지 않는다", en: "Users get permissions from groups only")
    let explanation = Bilingual(
        ko: """
            사용자마다 따로 준 권한은 검토하기 어렵고 회수할 때 빠진다. 사용자에게 연결된 정책과 인라인 정책마다 하나씩 취약이다. \
            정지나 회수 때 tenure가 붙이는 전체 거부 정책은 권한이 아니므로 나열만 한다.
            """,
        en: """
            What is given to users one by one is hard to review, and is forgotten when it should be taken back. Each policy that is attached \
            to a user or inline is a finding. The policy that denies everything, which tenure puts on suspended users, gives nothing: it is \
            listed, and is no finding.
            """)
    let reads: [SnapshotFile] = [.details]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.standing.flatMap { user, standing -> [Outcome] in
            let found = attached(user) + inline(user, standing)
            return found.isEmpty ? [Outcome(.user(user.name), .pass)] : found
        }
    }

    private func attached(_ user: SnapshotUser) -> [Outcome] {
        user.detail.attachedPolicies.map { policy in
            Outcome(.attachment(policy.arn, to: .user(user.name)), .fail(Self.defect(policy, of: user)))
        }
    }

    private static func defect(_ policy: AttachedPolicy, of user: SnapshotUser) -> Defect {
        Defect(
            Bilingual(ko: "정책 '\(policy.name)'이 사용자에게 직접 연결됨", en: "policy '\(policy.name)' is attached to the user directly"),
            [Evidence("AttachedManagedPolicies", policy.arn.description, in: .details, at: .line(user.line))],
            Remedy(aws: ["aws iam detach-user-policy --user-name \(user.name) --policy-arn \(policy.arn)"], note: groupFirst))
    }

    private func inline(_ user: SnapshotUser, _ standing: Standing) -> [Outcome] {
        user.detail.inlinePolicies.sorted { $0.key < $1.key }.map { name, _ in
            let subject = Subject.inlinePolicy(name, of: .user(user.name))
            guard !standing.cuts.contains(name) else {
                return Outcome(subject, .notApplicable(Bilingual(ko: "모든 것을 거부하는 정책", en: "the policy denies everything")))
            }
            return Outcome(subject, .fail(Self.defect(name, of: user)))
        }
    }

    private static func defect(_ name: PolicyName, of user: SnapshotUser) -> Defect {
        Defect(
            Bilingual(ko: "인라인 정책 '\(name)'이 사용자에게 있음", en: "the user has an inline policy '\(name)'"),
            [Evidence("UserPolicyList", name.text, in: .details, at: .line(user.line))],
            Remedy(aws: ["aws iam delete-user-policy --user-name \(user.name) --policy-name \(name)"], note: groupFirst))
    }

    private static let groupFirst = Bilingual(
        ko: "먼저 같은 권한을 주는 그룹에 사용자를 넣는다.", en: "first put the user into a group that gives the same")
}
