import IAM
import Lifecycle

/// `password-rotation`: the account's rules make passwords expire.
struct PasswordIsChangedQuarterly: Check {
    let id = CheckID.passwordRotation
    let severity = Severity.medium
    let references = References(
        ismsP: [.passwords], law: [.electronicFinance32, .protection4], incident: .administratorPassword)
    let title = Bilingual(ko: "비밀번호를 분기마다 변경한다", en: "Passwords are changed quarterly")
    let explanation = Bilingual(
        ko: """
            시드 문서는 분기별 1회 이상의 변경을 요구한다. 최대 사용 기간이 없거나 기준보다 길면 취약이다. 근거 조항의 현행 여부는 확인되지 않아 내부 정책으로 표시한다. \
            CIS는 주기적 변경을 요구하지 않는다. 기간을 새로 정하면 오래된 비밀번호가 곧바로 만료되므로 먼저 알려야 한다.
            """,
        en: """
            The seed document asks for a change once a quarter. It fails if there is no maximum age, or a longer one. Whether the articles \
            behind it are still in force could not be verified, so they are shown as internal policy; CIS asks for no such change. A new \
            maximum age expires old passwords at once: tell people before.
            """)
    let reads: [SnapshotFile] = [.passwordPolicy]
    let thresholds = [Threshold.passwordAgeDays]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.passwordRules { rule in
            let wanted = limits[.passwordAgeDays]
            let age = rule.inForce.maximumAge
            if let age, age <= wanted { return .pass }
            let message =
                age.map {
                    Bilingual(ko: "비밀번호 최대 사용 기간이 \($0)일임 (기준 \(wanted)일)", en: "passwords expire after \($0) days (at most \(wanted))")
                }
                ?? Bilingual(ko: "비밀번호가 만료되지 않음", en: "passwords do not expire")
            return account.fail(message, rule, [("MaxPasswordAge", age.map(String.init) ?? "not set")]) { $0.maximumAge = wanted }
        }
    }
}
