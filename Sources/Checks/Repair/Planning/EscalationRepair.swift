import Foundation
import IAM
import Lifecycle

/// Statements that open too much: taken out of the account's own policies by a further version; AWS's policies are detached.
///
/// It takes permissions from people, so it is planned only for checks that were asked for by name.
struct EscalationRepair {
    private let planner: RepairPlanner
    private var snapshot: AccountSnapshot { planner.account.snapshot }

    init(_ planner: RepairPlanner) { self.planner = planner }

    static let checks: Set<CheckID> = [.policyFullAccess, .assumeAnyRole, .administrator, .privilegeEscalation, .auditCanBeDisabled]

    func add(to drafts: inout RepairDrafts) {
        var opened: [String: (positions: Set<TextPosition>, findings: [Finding])] = [:]
        for finding in planner.findings where Self.checks.contains(finding.check) {
            guard planner.known.asked.contains(finding.check) else {
                drafts.leave(finding, Self.unasked(finding.check))
                continue
            }
            for case .policy(let name, let position) in finding.defect.evidence.map(\.place) {
                opened[name, default: ([], [])].positions.insert(position)
                let isNoted = opened[name]?.findings.contains { $0.id == finding.id } ?? false
                if !isNoted { opened[name]?.findings.append(finding) }
            }
        }
        for (name, (positions, findings)) in opened.sorted(by: { $0.key < $1.key }) {
            guard let arn = try? ARN(name), let policy = snapshot.policies[arn] else {
                for finding in findings { drafts.leave(finding, Self.inline(name)) }
                continue
            }
            if arn.account == "aws" {
                detach(arn, findings, in: &drafts)
            } else {
                replace(policy, without: positions, findings, in: &drafts)
            }
        }
    }

    private func replace(
        _ policy: PolicyDetail, without positions: Set<TextPosition>, _ findings: [Finding], in drafts: inout RepairDrafts
    ) {
        let ids = findings.map(\.id)
        guard let text = policy.document, let document = try? snapshot.document(text),
            let left = document.without({ positions.contains($0.position) })
        else {
            for finding in findings { drafts.leave(finding, Self.nothingLeft(policy.arn)) }
            return
        }
        if let reason = ownObjection(to: policy.arn) {
            drafts.left += ids.map { Plan.LeftOut($0, reason) }
            return
        }
        let removed = document.statements.filter { positions.contains($0.position) }.map { $0.sid ?? "\($0.index + 1)" }
        var versions = policy.versions.map(\.id)
        var state = Self.state(policy, versions)
        var after: [Int] = []
        if versions.count >= ManagedPolicyVersion.most, let oldest = Self.oldest(policy) {
            var draft = RepairDraft(.deletePolicyVersion(oldest, of: policy.arn), answering: ids, breaks: Self.oldVersion(oldest)) { _ in
                nil
            }
            draft.grounds = [Self.ground(policy.arn, state)]
            drafts.changes.append(draft)
            after = [drafts.changes.count - 1]
            versions.removeAll { $0 == oldest }
            state = Self.state(policy, versions)
        }
        let change = PlannedChange.replacePolicy(policy.arn, document: left.text, before: policy.defaultVersion)
        var draft = RepairDraft(change, answering: ids, breaks: losing(removed, policy.arn)) { _ in nil }
        draft.grounds = after.isEmpty ? [Self.ground(policy.arn, state)] : [.init(.policy(policy.arn), expected: state)]
        draft.after = after
        drafts.changes.append(draft)
    }

    /// The policy as the snapshot has it; if it is not so any more, its statements are not those that were found.
    private static func ground(_ arn: ARN, _ state: PartState) -> RepairDraft.Ground {
        .init(.policy(arn)) { read in
            read == state ? nil : Bilingual(ko: "스냅샷 이후에 정책이 바뀜", en: "the policy was changed since the snapshot")
        }
    }

    private static func state(_ policy: PolicyDetail, _ versions: [String]) -> PartState {
        .policy(
            document: PartState.digest(ofDocument: policy.document ?? ""), inForce: policy.defaultVersion, versions: SortedSet(versions))
    }

    private static func oldest(_ policy: PolicyDetail) -> String? {
        policy.versions.map(\.id).filter { $0 != policy.defaultVersion }.min { (Int($0.dropFirst()) ?? 0) < (Int($1.dropFirst()) ?? 0) }
    }

    private func detach(_ arn: ARN, _ findings: [Finding], in drafts: inout RepairDrafts) {
        if let reason = ownObjection(to: arn) {
            drafts.left += findings.map { Plan.LeftOut($0.id, reason) }
            return
        }
        for holder in planner.account.holders(of: arn) {
            let breaks = losing(nil, arn)
            switch holder {
            case .group(let group):
                drafts.changes.append(
                    RepairDraft(.detachGroupPolicy(arn, from: group), answering: findings.map(\.id), breaks: breaks) { state in
                        state == .absent ? Bilingual(ko: "스냅샷 이후에 없어짐", en: "it is gone since the snapshot") : nil
                    })
            case .user(let user):
                let planner = planner
                drafts.changes.append(
                    RepairDraft(.detachUserPolicy(arn, from: user), answering: findings.map(\.id), breaks: breaks) { state in
                        planner.objection(to: state, of: user)
                    })
            case .role: for finding in findings { drafts.leave(finding, Self.role(holder, arn)) }
            }
        }
    }

    /// Why a policy stays: tenure itself would lose what it needs.
    private func ownObjection(to arn: ARN) -> Bilingual? {
        let isOwn = planner.account.holders(of: arn).contains { holder in
            switch holder {
            case .user(let name): snapshot.user(name)?.detail.user.id == planner.known.principal && planner.known.principal != nil
            case .group(let group):
                snapshot.users.contains { $0.detail.user.id == planner.known.principal && $0.detail.groups.contains(group) }
            case .role(let name): planner.known.principalRole == name
            }
        }
        guard isOwn else { return nil }
        return Bilingual(
            ko: "tenure 자신의 권한임: 먼저 'tenure account policy'가 출력하는 정책을 준다",
            en: "tenure itself has it: first give its principal what 'tenure account policy' prints")
    }

    private func losing(_ statements: [String]?, _ arn: ARN) -> Bilingual {
        let holders = planner.account.holders(of: arn).map(\.description).joined(separator: ", ")
        guard let statements else {
            return Bilingual(ko: "다음은 이 정책이 주던 권한을 잃음: \(holders)", en: "these lose what the policy gives: \(holders)")
        }
        let list = statements.joined(separator: ", ")
        return Bilingual(
            ko: "다음은 문장 \(list)이 주던 권한을 잃음: \(holders)", en: "these lose what statement \(list) gives: \(holders)")
    }

    private static func unasked(_ check: CheckID) -> Bilingual {
        Bilingual(
            ko: "사람에게서 권한을 빼앗으므로 이름을 대야 계획함: tenure fix plan --check \(check)",
            en: "it takes permissions from people, so it is planned by name only: tenure fix plan --check \(check)")
    }
    private static func inline(_ name: String) -> Bilingual {
        Bilingual(ko: "\(name): 인라인 정책은 직접 고친다", en: "\(name): edit inline policies by hand")
    }
    private static func nothingLeft(_ arn: ARN) -> Bilingual {
        Bilingual(
            ko: "\(arn)에서 그 문장을 빼면 남는 것이 없음: 정책을 연결 해제한다",
            en: "nothing of \(arn) is left without these statements: detach it where it is attached")
    }
    private static func oldVersion(_ version: String) -> Bilingual {
        Bilingual(
            ko: "없음: 정책은 버전을 다섯 개까지 가지므로 쓰지 않는 가장 오래된 \(version)을 지움",
            en: "nothing: a policy has five versions at most, and \(version) is the oldest, not in force")
    }
    private static func role(_ holder: Subject.Holder, _ arn: ARN) -> Bilingual {
        Bilingual(ko: "\(holder)의 \(arn)은 직접 연결 해제한다", en: "detach \(arn) from \(holder) by hand")
    }
}
