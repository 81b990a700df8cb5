import IAM
import Lifecycle

/// `root-access-key`: root has no access key, active or not.
struct RootHasNoAccessKey: Check {
    let id = CheckID.rootAccessKey
    let severity = Severity.critical
    let references = References(
        cis: CIS("1.4", "1.4", "1.3"), ismsP: [.privileges, .keys], law: [.safety5], incident: .sixteenFined)
    let title = Bilingual(ko: "root 계정에 액세스 키가 없다", en: "Root has no access key")
    let explanation = Bilingual(
        ko: """
            root는 모든 권한을 가지며 IAM 정책으로 제한할 수 없다. 키가 유출되면 계정 전체를 잃는다. 활성화되지 않은 키도 다시 켤 수 있으므로 취약하다. \
            계정 요약의 AccountAccessKeysPresent와 자격 증명 보고서의 root 행 중 하나라도 키를 보이면 취약이다.
            """,
        en: """
            Root may do everything, and no IAM policy limits it: whoever gets its key has the account. An inactive key can be switched on \
            again, so it fails too. It fails if either the account summary (AccountAccessKeysPresent) or root's row in the credential report \
            shows a key.
            """)
    let reads: [SnapshotFile] = [.summary, .report]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        let counted = account.snapshot.summary.value?["AccountAccessKeysPresent"]
        let keys = account.snapshot.root.map { row in
            row.keys.flatMap { key -> [Evidence] in
                [
                    .report(row, "access_key_\(key.slot)_active", String(key.isActive)),
                    .key(row, key, "last_rotated", key.lastRotated),
                ]
            }
        }
        let count = counted.flatMap { $0 > 0 ? Evidence("AccountAccessKeysPresent", String($0), in: .summary) : nil }
        let evidence = [count].compactMap(\.self) + (keys ?? [])
        if evidence.isEmpty {
            return counted != nil ? [Outcome(.root, .pass)] : account.root(limits) { _ in .pass }
        }
        let message = Bilingual(ko: "root 계정에 액세스 키가 있음", en: "root has an access key")
        let note = Bilingual(
            ko: "root로 로그인해 [보안 자격 증명]에서 키를 비활성화한 뒤 삭제한다. API로는 할 수 없다.",
            en: "sign in as root, deactivate the key under Security credentials, then delete it; no API call does it")
        return [Outcome(.root, .fail(Defect(message, evidence, Remedy(note: note))))]
    }
}
