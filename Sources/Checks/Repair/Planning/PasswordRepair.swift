import Foundation
import IAM
import Lifecycle

/// Console passwords that nobody uses: deleted, since IAM cannot switch one off.
struct PasswordRepair {
    private let planner: RepairPlanner

    init(_ planner: RepairPlanner) { self.planner = planner }

    func add(to drafts: inout RepairDrafts) {
        for finding in planner.findings(of: .passwordUnused) {
            guard case .user(let name) = finding.subject, let user = planner.account.snapshot.user(name) else { continue }
            drafts.changes.append(deletion(of: user, answering: finding))
        }
    }

    private func deletion(of user: SnapshotUser, answering finding: Finding) -> RepairDraft {
        let (planner, name) = (planner, user.name)
        let keys = user.row?.keys.count(where: \.isActive) ?? 0
        let breaks = Bilingual(
            ko: "'\(name)'은 콘솔에 로그인할 수 없게 됨\(keys == 0 ? "" : ". 액세스 키에는 영향이 없음")",
            en: "'\(name)' can no longer sign in to the console\(keys == 0 ? "" : "; access keys are not touched by it")"
        )
        var draft = RepairDraft(.deletePassword(of: name), answering: [finding.id], breaks: breaks) { state in
            if let objection = planner.objection(to: state, of: name) { return objection }
            return planner.useObjection(state)
        }
        if let alias = planner.account.alias, planner.account.managed.contains(name) {
            draft.undo = .same("tenure user reset-password \(alias)/\(name) --reason …")
        }
        return draft
    }
}
