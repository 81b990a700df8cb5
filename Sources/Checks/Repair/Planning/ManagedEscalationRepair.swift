import IAM
import Lifecycle

/// Statements that open too much in managed policies: one of the account's own gets a further version without them; AWS's own is detached.
struct ManagedEscalationRepair {
    private let planner: RepairPlanner
    private var snapshot: AccountSnapshot { planner.account.snapshot }

    init(_ planner: RepairPlanner) { self.planner = planner }

    func add(_ arn: ARN, without taken: TakenStatements, answering findings: [Finding], to drafts: inout RepairDrafts) {
        guard arn.account != "aws" else { return detach(arn, findings, in: &drafts) }
        guard let policy = snapshot.policies[arn], let left = taken.left else {
            for finding in findings { drafts.leave(finding, Self.nothingLeft(arn)) }
            return
        }
        replace(policy, by: left, breaks: taken.losing(planner.account.holders(of: arn).map(\.description)), findings, in: &drafts)
    }

    private func replace(
        _ policy: PolicyDetail, by left: PolicyDocument, breaks: Bilingual, _ findings: [Finding], in drafts: inout RepairDrafts
    ) {
        let ids = findings.map(\.id)
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
        var draft = RepairDraft(change, answering: ids, breaks: breaks) { _ in nil }
        draft.grounds = after.isEmpty ? [Self.ground(policy.arn, state)] : [.init(.policy(policy.arn), expected: state)]
        draft.after = after
        drafts.changes.append(draft)
    }

    /// The policy as the snapshot has it; if it is not so any more, its statements are not those that were found.
    private static func ground(_ arn: ARN, _ state: PartState) -> RepairDraft.Ground {
        .init(.policy(arn)) { read in read == state ? nil : .policyChangedSinceSnapshot }
    }

    private static func state(_ policy: PolicyDetail, _ versions: [String]) -> PartState {
        .policy(
            document: PartState.digest(ofDocument: policy.document ?? ""), inForce: policy.defaultVersion, versions: SortedSet(versions))
    }

    private static func oldest(_ policy: PolicyDetail) -> String? {
        policy.versions.map(\.id).filter { $0 != policy.defaultVersion }.min { (Int($0.dropFirst()) ?? 0) < (Int($1.dropFirst()) ?? 0) }
    }

    private func detach(_ arn: ARN, _ findings: [Finding], in drafts: inout RepairDrafts) {
        let holders = planner.account.holders(of: arn)
        let (ids, breaks) = (findings.map(\.id), Self.losing(holders))
        for holder in holders {
            switch holder {
            case .group(let group):
                drafts.changes.append(
                    RepairDraft(.detachGroupPolicy(arn, from: group), answering: ids, breaks: breaks) { state in
                        state == .absent ? .goneSinceSnapshot : nil
                    })
            case .user(let user):
                let planner = planner
                drafts.changes.append(
                    RepairDraft(.detachUserPolicy(arn, from: user), answering: ids, breaks: breaks) { state in
                        planner.objection(to: state, of: user)
                    })
            case .role: for finding in findings { drafts.leave(finding, Self.role(holder, arn)) }
            }
        }
    }

    private static func losing(_ holders: [Subject.Holder]) -> Bilingual {
        let names = holders.map(\.description).joined(separator: ", ")
        return Bilingual(ko: "다음은 이 정책이 주던 권한을 잃음: \(names)", en: "these lose what the policy gives: \(names)")
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
