import IAM
import Lifecycle

/// `password-length`: the account's rules demand long passwords.
struct PasswordIsLong: Check {
    let id = CheckID.passwordLength
    let severity = Severity.medium
    let references = References(
        cis: CIS("1.8", "1.8", "1.7"), ismsP: [.passwords], law: [.protection4], incident: .administratorPassword)
    let title = Bilingual(ko: "비밀번호 정책이 최소 길이를 요구한다", en: "The password policy demands a minimum length")
    let explanation = Bilingual(
        ko: "짧은 비밀번호는 추측할 수 있다. 최소 길이가 기준보다 짧으면 취약이다. 정책이 없으면 IAM의 기본값 8자가 적용된다.",
        en:
            "Short passwords can be guessed. It fails if the minimum length is below the threshold. Without a policy IAM demands eight characters."
    )
    let reads: [SnapshotFile] = [.passwordPolicy]
    let thresholds = [Threshold.passwordLength]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.passwordRules { rule in
            let (length, wanted) = (rule.inForce.minimumLength, limits[.passwordLength])
            guard length < wanted else { return .pass }
            let message = Bilingual(ko: "최소 길이가 \(length)자임 (기준 \(wanted)자)", en: "the minimum length is \(length) (at least \(wanted))")
            return account.fail(message, rule, [("MinimumPasswordLength", String(length))]) { $0.minimumLength = wanted }
        }
    }
}
