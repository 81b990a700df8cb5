import IAM
import Lifecycle

/// `password-reuse`: the account's rules forbid old passwords.
struct PasswordIsNotReused: Check {
    let id = CheckID.passwordReuse
    let severity = Severity.medium
    let references = References(cis: CIS("1.9", "1.9", "1.8"), ismsP: [.passwords])
    let title = Bilingual(ko: "비밀번호 정책이 재사용을 막는다", en: "The password policy forbids old passwords")
    let explanation = Bilingual(
        ko: "옛 비밀번호로 돌아갈 수 있으면 변경이 소용없다. 기억하는 비밀번호의 수가 기준보다 적거나 설정되지 않았으면 취약이다.",
        en: "A change is worth nothing if one may go back. It fails if fewer passwords are remembered than the threshold, or none.")
    let reads: [SnapshotFile] = [.passwordPolicy]
    let thresholds = [Threshold.passwordReuse]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.passwordRules { rule in
            let (remembered, wanted) = (rule.inForce.reusePrevention ?? 0, limits[.passwordReuse])
            guard remembered < wanted else { return .pass }
            let message =
                remembered == 0
                ? Bilingual(ko: "비밀번호 재사용을 막지 않음", en: "old passwords may be used again")
                : Bilingual(
                    ko: "최근 비밀번호 \(remembered)개만 기억함 (기준 \(wanted)개)",
                    en: "only \(remembered) passwords are remembered (at least \(wanted))")
            let value = rule.inForce.reusePrevention.map(String.init) ?? "not set"
            return account.fail(message, rule, [("PasswordReusePrevention", value)]) { $0.reusePrevention = wanted }
        }
    }
}
