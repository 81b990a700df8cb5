import IAM
import Lifecycle

/// `administrator`: nobody is a full administrator.
struct NobodyIsAdministrator: Check {
    let id = CheckID.administrator
    let severity = Severity.critical
    let references = References(cis: CIS("1.16", "1.16", "1.15"), ismsP: [.privileges], law: [.safety5])
    let title = Bilingual(ko: "전체 관리자 권한을 가진 사용자가 없다", en: "Nobody is a full administrator")
    let explanation = Bilingual(
        ko: """
            직접 연결, 그룹, 인라인, AWS 정책과 고객 정책을 모두 합치고 권한 경계와 Deny를 고려하여, 표본 요청을 모두 할 수 있으면 전체 관리자이다. \
            정책의 이름은 보지 않는다. 위험이 critical인 프로필을 승인받아 그 프로필의 그룹으로만 관리자인 사용자는 승인된 관리자로 통과한다. 접속 주소처럼 스냅샷에 보이지 않는 조건에 달려 있으면 알 수 없음이다. \
            역할을 맡아 관리자가 되거나 스스로 권한을 올리는 길과 서비스 제어 정책(SCP)은 보지 않는다.
            """,
        en: """
            Whoever can make all of a set of sample requests is one, by whatever path: attached, by a group, inline, with AWS's policies or \
            the account's, boundary and every Deny considered. Names of policies say nothing. Whoever was approved for a profile of critical \
            risk, and is one by its groups and nothing else, is an approved administrator and passes. Where \
            it depends on a condition that no snapshot shows, as the address that somebody comes from, it is unknown. It does not look at \
            who can become an administrator by assuming a role or by changing policies, nor at service control policies.
            """)
    let reads: [SnapshotFile] = [.details]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.standing.map { user, standing in
            let approval = account.approvalAsAdministrator(user, standing.administration)
            return Outcome(.user(user.name), approval ?? account.verdictOnAdministrator(user, standing.administration, []))
        }
    }
}

extension ExaminedAccount {
    /// The verdict on an approved administrator: the request was for a profile of critical risk, and all that makes them one comes from its
    /// groups. Nil for everybody else.
    fileprivate func approvalAsAdministrator(_ user: SnapshotUser, _ reach: Reach) -> Verdict? {
        guard case .allowed(let statements) = reach, let records,
            let record = records.records(of: user).first(where: { $0.record.stage == .active && $0.risk == .critical && !$0.hasMoved })
        else { return nil }
        let groups = record.record.grant.groups.compactMap { snapshot.groups[$0] }.filter { user.detail.groups.contains($0.group.name) }
        let granted = Set(
            groups.flatMap { group in
                group.attachedPolicies.map(\.arn.description)
                    + group.inlinePolicies.keys.map { SnapshotPrincipal.name(ofInline: $0, of: group.group.name) }
            })
        let own = Set(user.detail.attachedPolicies.map(\.arn.description))
        guard statements.filter({ $0.layer == .identity }).allSatisfy({ granted.contains($0.policy) && !own.contains($0.policy) }) else {
            return nil
        }
        let profile = record.record.profile
        return .vouched(
            Bilingual(
                ko: "프로필 '\(profile)'로 승인된 관리자 (\(record.record.request))",
                en: "approved as administrator by profile '\(profile)' (\(record.record.request))"))
    }
}

extension ExaminedAccount {
    /// The verdict on somebody who can or cannot do all that an administrator can.
    func verdictOnAdministrator(_ user: SnapshotUser, _ reach: Reach, _ more: [Evidence]) -> Verdict {
        switch reach {
        case .denied: return .pass
        case .unseen(let policies): return .unknown(.unreadable(policies))
        case .depends(let keys): return .unknown(.depends(on: keys, Bilingual(ko: "전체 관리자인지", en: "whether this is a full administrator")))
        case .allowed(let statements):
            let message =
                more.isEmpty
                ? Bilingual(ko: "전체 관리자임", en: "is a full administrator")
                : Bilingual(ko: "MFA 없이 전체 관리자임", en: "is a full administrator without MFA")
            return .fail(Defect(message, more + Evidence.statements(statements), self.remedy(user, statements)))
        }
    }

    private func remedy(_ user: SnapshotUser, _ statements: [StatementReference]) -> Remedy {
        let policies = Set(statements.map(\.policy))
        let detail = user.detail
        var calls = detail.attachedPolicies.filter { policies.contains($0.arn.description) }.map {
            "aws iam detach-user-policy --user-name \(user.name) --policy-arn \($0.arn)"
        }
        calls += detail.inlinePolicies.keys.sorted().filter { policies.contains(SnapshotPrincipal.name(ofInline: $0, of: user.name)) }.map {
            "aws iam delete-user-policy --user-name \(user.name) --policy-name \($0)"
        }
        for group in detail.groups.compactMap({ snapshot.groups[$0] }) {
            let isOpen =
                group.attachedPolicies.contains { policies.contains($0.arn.description) }
                || group.inlinePolicies.keys.contains { policies.contains(SnapshotPrincipal.name(ofInline: $0, of: group.group.name)) }
            if isOpen { calls.append("aws iam remove-user-from-group --user-name \(user.name) --group-name \(group.group.name)") }
        }
        return Remedy(
            tenure: planning(.administrator, of: .user(user.name)), aws: calls,
            note: Bilingual(ko: "먼저 업무에 필요한 만큼의 그룹을 준다.", en: "first give the groups that the work needs"))
    }
}

extension Bilingual {
    /// A matter that depends on conditions of which a snapshot shows nothing.
    static func depends(on keys: [ContextKey], _ matter: Bilingual) -> Bilingual {
        let names = keys.prefix(3).map(\.text).joined(separator: ", ") + (keys.count > 3 ? " …" : "")
        guard !keys.isEmpty else {
            return Bilingual(ko: "\(matter.ko) AWS의 동작이 명확하지 않음", en: "\(matter.en) depends on what AWS does not document")
        }
        return Bilingual(ko: "\(matter.ko) \(names) 조건에 달려 있음", en: "\(matter.en) depends on \(names)")
    }
}
