import Foundation
import IAM
import Lifecycle

/// `key-unused`: an active access key is in use.
struct KeyIsUsed: Check {
    let id = CheckID.keyUnused
    let severity = Severity.medium
    let references = References(cis: CIS("1.12", "1.12", "1.11"), ismsP: [.reviews, .keys], law: [.safety5])
    let title = Bilingual(ko: "사용하지 않는 활성 액세스 키가 없다", en: "Active access keys are in use")
    let explanation = Bilingual(
        ko: """
            쓰지 않는 키는 유출되어도 모른다. 활성 키의 마지막 사용이 기준일 이상 지났으면 취약이다. 한 번도 쓰지 않은 키는 마지막 교체일(생성일)부터 센다. \
            비활성화된 키는 해당 없음이다.
            """,
        en: """
            A key that nobody uses leaks unnoticed. It fails if an active key's last use is at least so many days ago. A key that was never \
            used counts from the day on which it was made. The rule is not about inactive keys.
            """)
    let reads: [SnapshotFile] = [.report]
    let thresholds = [Threshold.unusedDays]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.eachKey(limits) { user, row, key in
            guard key.isActive else { return .notApplicable(.inactiveKey) }
            guard let since = key.lastUsed ?? key.lastRotated else {
                return .unknown(
                    .unseen(
                        .report, Bilingual(ko: "access_key_\(key.slot)_last_rotated 값이 없음", en: "it does not tell when the key was made")))
            }
            guard account.isOld(since, .unusedDays, limits) else { return .pass }
            return .fail(
                Defect(
                    message(key, days: account.days(since: since)),
                    [
                        .report(row, "access_key_\(key.slot)_active", "true"), .key(row, key, "last_used_date", key.lastUsed),
                        .key(row, key, "last_rotated", key.lastRotated),
                    ], .deactivateKey(of: user.name)))
        }
    }

    private func message(_ key: CredentialReport.Key, days: Int) -> Bilingual {
        key.lastUsed != nil
            ? Bilingual(ko: "액세스 키 \(key.slot)을 \(days)일 동안 사용하지 않음", en: "access key \(key.slot) has not been used for \(days) days")
            : Bilingual(
                ko: "액세스 키 \(key.slot)이 \(days)일 전에 생성된 뒤 한 번도 사용되지 않음",
                en: "access key \(key.slot) was made \(days) days ago and never used")
    }
}

extension Remedy {
    /// Takes a key out of use. The report tells no ids, so they are listed first.
    static func deactivateKey(of name: UserName) -> Remedy {
        Remedy(
            aws: [
                "aws iam list-access-keys --user-name \(name)",
                "aws iam update-access-key --user-name \(name) --status Inactive --access-key-id KEY-ID",
            ],
            note: Bilingual(
                ko: "보고서에는 키 ID가 없으므로 목록에서 골라 KEY-ID에 넣는다. 먼저 비활성화하고, 아무 문제가 없으면 나중에 삭제한다.",
                en:
                    "the report tells no key ids: choose it from the list for KEY-ID; deactivate first, and delete when nobody has missed it"
            ))
    }
}
