import IAM
import Lifecycle

/// `two-active-keys`: nobody has two active access keys.
struct UserHasOneActiveKey: Check {
    let id = CheckID.twoActiveKeys
    let severity = Severity.medium
    let references = References(cis: CIS("1.13", "1.13", "1.12"), ismsP: [.keys])
    let title = Bilingual(ko: "활성 액세스 키는 사용자마다 하나뿐이다", en: "Users have one active access key at most")
    let explanation = Bilingual(
        ko: "키가 두 개면 유출될 곳도 두 배이고, 교체할 자리도 없다. 교체 중에는 잠시 두 개일 수 있으나 그 기간은 스냅샷에 보이지 않으므로 취약으로 본다.",
        en: """
            Two keys are twice as much to lose, and leave no place for a rotation. During a rotation there are two for a while; a snapshot \
            does not show that, so it fails.
            """)
    let reads: [SnapshotFile] = [.report]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.eachUser(limits) { user, row in
            let active = row.keys.filter(\.isActive)
            guard !row.keys.isEmpty else { return .notApplicable(Bilingual(ko: "액세스 키가 없음", en: "there is no access key")) }
            guard active.count > 1 else { return .pass }
            let evidence = active.flatMap { key in
                [
                    Evidence.report(row, "access_key_\(key.slot)_active", "true"),
                    .key(row, key, "last_used_date", key.lastUsed),
                ]
            }
            let message = Bilingual(ko: "활성 액세스 키가 두 개임", en: "has two active access keys")
            return .fail(Defect(message, evidence, .deactivateKey(of: user.name)))
        }
    }
}
