import IAM
import Lifecycle

/// `root-mfa`: root has MFA, where it has a password.
struct RootHasMFA: Check {
    let id = CheckID.rootMFA
    let severity = Severity.critical
    let references = References(cis: CIS("1.5", "1.5", "1.4"), ismsP: [.authentication, .privileges], law: [.safety6])
    let title = Bilingual(ko: "root 계정에 MFA가 설정되어 있다", en: "Root has MFA")
    let explanation = Bilingual(
        ko: "root 비밀번호 하나로 계정 전체에 들어갈 수 있어서는 안 된다. 조직에서 root 비밀번호를 중앙에서 없앤 계정(AccountPasswordPresent = 0)은 해당 없음이다.",
        en: """
            One password must not open the whole account. Where an organisation has removed root's password (AccountPasswordPresent = 0) \
            the rule does not apply.
            """)
    let reads: [SnapshotFile] = [.summary, .report]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        let summary = account.snapshot.summary.value
        if let summary, summary["AccountPasswordPresent"] == 0 {
            return [Outcome(.root, .notApplicable(Bilingual(ko: "root 비밀번호가 없음", en: "root has no password")))]
        }
        if let enabled = summary?["AccountMFAEnabled"] {
            let evidence = Evidence("AccountMFAEnabled", String(enabled), in: .summary)
            return [Outcome(.root, enabled > 0 ? .pass : .fail(Self.defect(evidence)))]
        }
        return account.root(limits) { row in
            row.mfaActive ? .pass : .fail(Self.defect(.report(row, "mfa_active", "false")))
        }
    }

    private static func defect(_ evidence: Evidence) -> Defect {
        let note = Bilingual(
            ko: "root로 로그인해 [보안 자격 증명] > [MFA 디바이스 할당]에서 하드웨어 키를 등록한다.",
            en: "sign in as root and register a hardware key under Security credentials, Assign MFA device")
        return Defect(Bilingual(ko: "root 계정에 MFA가 없음", en: "root has no MFA"), [evidence], Remedy(note: note))
    }
}
