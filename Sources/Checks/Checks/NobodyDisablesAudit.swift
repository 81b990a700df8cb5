import IAM
import Lifecycle

/// `audit-can-be-disabled`: nobody can stop or delete the audit trail.
struct NobodyDisablesAudit: Check {
    let id = CheckID.auditCanBeDisabled
    let severity = Severity.high
    let references = References(ismsP: [.logs], law: [.safety8])
    let title = Bilingual(ko: "감사 기록을 끌 수 있는 사용자가 없다", en: "Nobody can switch off the audit trail")
    let explanation = Bilingual(
        ko: """
            기록을 끌 수 있는 사람은 흔적 없이 일할 수 있다. CloudTrail 추적을 멈추거나 지우거나 고치거나, Config 기록을 멈추거나 지울 수 있으면 취약이다. \
            그룹, 경계, Deny를 모두 고려한다. 서비스 제어 정책(SCP)은 스냅샷에 없으므로, SCP로 막은 계정에서도 취약으로 보인다.
            """,
        en: """
            Whoever can stop the records can work without a trace. It fails if somebody can stop, delete or change a trail of CloudTrail, or \
            stop or delete the recorder of Config; groups, boundary and every Deny considered. Service control policies are not in a \
            snapshot: where they forbid it, it still fails.
            """)
    let reads: [SnapshotFile] = [.details]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.standing.map { user, standing in Outcome(.user(user.name), verdict(standing.audit)) }
    }

    private func verdict(_ reach: Reach) -> Verdict {
        switch reach {
        case .denied: return .pass
        case .unseen(let policies): return .unknown(.unreadable(policies))
        case .depends(let keys):
            return .unknown(.depends(on: keys, Bilingual(ko: "감사 기록을 끌 수 있는지", en: "whether the audit trail can be switched off")))
        case .allowed(let statements):
            let message = Bilingual(ko: "감사 기록을 끌 수 있음", en: "can switch off the audit trail")
            let note = Bilingual(
                ko: "감사 기록 변경을 막는 Deny를 그룹이나 SCP에 둔다.", en: "deny changes of the audit trail in a group, or in a service control policy")
            return .fail(Defect(message, Evidence.statements(statements), Remedy(note: note)))
        }
    }
}
