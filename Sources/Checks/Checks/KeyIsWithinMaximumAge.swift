import Foundation
import IAM
import Lifecycle

/// `key-age`: an active access key is no older than the period.
struct KeyIsWithinMaximumAge: Check {
    let id = CheckID.keyAge
    let severity = Severity.medium
    let references = References(
        cis: CIS("1.14", "1.14", "1.13"), ismsP: [.keys], law: [.electronicFinance13, .electronicFinance32, .protection4])
    let title = Bilingual(ko: "액세스 키를 주기적으로 변경한다", en: "Access keys are rotated")
    let explanation = Bilingual(
        ko: """
            오래된 키일수록 어디에 남아 있는지 모른다. 활성 키가 생성된 지 변경 주기보다 오래되었으면 취약이다. \
            시드 문서가 근거로 든 조항 가운데 일부는 폐지되었거나 현행 조문이 확인되지 않아 내부 정책으로 표시한다.
            """,
        en: """
            The older a key, the less is known of where copies of it lie. It fails if an active key is older than the period. Of the articles \
            that the seed document cites for it some are repealed or could not be verified; they are shown as internal policy.
            """)
    let reads: [SnapshotFile] = [.report]
    let thresholds = [Threshold.keyAgeDays]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.eachKey(limits) { user, row, key in
            guard key.isActive else { return .notApplicable(.inactiveKey) }
            guard let made = key.lastRotated else {
                return .unknown(
                    .unseen(
                        .report, Bilingual(ko: "access_key_\(key.slot)_last_rotated 값이 없음", en: "it does not tell when the key was made")))
            }
            // "Every 90 days or less": the day itself is still in time.
            guard account.asOf.timeIntervalSince(made) > limits.days(.keyAgeDays) else { return .pass }
            return .fail(
                Defect(
                    message(key, days: account.days(since: made), limits), [.key(row, key, "last_rotated", made)], remedy(of: user.name)))
        }
    }

    private func message(_ key: CredentialReport.Key, days: Int, _ limits: Limits) -> Bilingual {
        Bilingual(
            ko: "액세스 키 \(key.slot)이 \(days)일 전에 생성됨 (주기 \(limits[.keyAgeDays])일)",
            en: "access key \(key.slot) is \(days) days old (at most \(limits[.keyAgeDays]))")
    }

    private func remedy(of name: UserName) -> Remedy {
        Remedy(
            aws: ["aws iam create-access-key --user-name \(name)"] + Remedy.deactivateKey(of: name).aws,
            note: Bilingual(
                ko: "새 키를 만들어 배포하고, 옛 키가 더 이상 쓰이지 않는지 확인한 뒤 비활성화한다.",
                en: "make a new key and put it to use, see that the old one is no longer used, then deactivate it"))
    }
}
