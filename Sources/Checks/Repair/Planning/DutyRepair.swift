import Foundation
import IAM
import Lifecycle

/// Console users who do not stand under the duty policy: they join the group that carries it.
struct DutyRepair {
    private let planner: RepairPlanner

    init(_ planner: RepairPlanner) { self.planner = planner }

    func add(to drafts: inout RepairDrafts) {
        for finding in planner.findings(of: .dutyPolicyAttached) {
            guard case .user(let name) = finding.subject, let user = planner.account.snapshot.user(name) else { continue }
            guard let group = planner.known.dutyGroup else {
                drafts.leave(finding, Self.noGroup)
                continue
            }
            drafts.changes.append(joining(of: user, group, answering: finding))
        }
    }

    private func joining(of user: SnapshotUser, _ group: GroupName, answering finding: Finding) -> RepairDraft {
        let (planner, name) = (planner, user.name)
        var draft = RepairDraft(.joinDutyGroup(name, group), answering: [finding.id], breaks: breaks(for: user)) { state in
            guard state == .absent else {
                return Bilingual(
                    ko: "이미 그룹 '\(group)'에 있음: 그 정책을 확인한다 (tenure account duty)",
                    en: "is in group '\(group)' already: see what that carries with 'tenure account duty'")
            }
            return nil
        }
        draft.grounds.append(.init(.user(name)) { planner.objection(to: $0, of: name) })
        return draft
    }

    private func breaks(for user: SnapshotUser) -> Bilingual {
        let keys = user.row?.keys.filter(\.isActive) ?? []
        let used = keys.compactMap(\.lastUsed).max().map { planner.days(since: $0) }
        let programs =
            keys.isEmpty
            ? Bilingual(ko: "", en: "")
            : Bilingual(
                ko: ". 액세스 키 호출도 MFA 세션이 아니면 거부됨\(used.map { " (마지막 사용 \($0)일 전)" } ?? " (사용된 적 없음)")",
                en:
                    "; calls with an access key are denied, too, outside a session with MFA\(used.map { " (last used \($0) days ago)" } ?? " (never used)")"
            )
        return Bilingual(
            ko: "'\(user.name)'은 MFA로 로그인하지 않으면 MFA 등록 말고는 아무것도 할 수 없음\(programs.ko)",
            en: "without MFA '\(user.name)' can do nothing but enrol it\(programs.en)")
    }

    private static let noGroup = Bilingual(
        ko: "tenure가 관리하는 계정이 아님", en: "the account is not under management")
}
