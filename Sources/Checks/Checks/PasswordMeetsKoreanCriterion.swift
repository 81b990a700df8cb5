import IAM
import Lifecycle

/// `password-seed-criterion`: the account's rules imply the Korean criterion of two classes and ten characters, or three and eight.
struct PasswordMeetsKoreanCriterion: Check {
    let id = CheckID.passwordSeedCriterion
    let severity = Severity.medium
    let references = References(ismsP: [.passwords], law: [.protection4], incident: .administratorPassword)
    let title = Bilingual(ko: "비밀번호 정책이 국내 복잡도 기준을 만족한다", en: "The password policy implies the Korean criterion")
    let explanation = Bilingual(
        ko: """
            영문·숫자·특수문자 중 2종류 이상으로 10자리 이상, 또는 3종류 이상으로 8자리 이상이어야 한다. 대문자와 소문자는 같은 종류(영문)이다. \
            정책이 허용하는 모든 비밀번호가 기준을 만족해야 양호이며, 그렇지 않으면 취약이다. IAM의 기본값(8자, 네 가지 중 세 가지)은 영문과 숫자만으로 8자를 \
            허용하므로 취약이다.
            """,
        en: """
            Passwords have two of letters, digits and symbols and ten characters, or all three and eight; upper and lower case are one class. \
            It passes only if every password that the policy allows is such a one. IAM's own rules (eight characters, three of four classes) \
            allow eight letters and digits, and so fail.
            """)
    let reads: [SnapshotFile] = [.passwordPolicy]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.passwordRules { rule in
            let policy = rule.inForce
            guard rule == .noneSet || !Self.implies(policy) else { return .pass }
            let message = Bilingual(
                ko: "2종류 10자리 또는 3종류 8자리를 보장하지 않음",
                en: "it allows passwords of fewer than two classes and ten characters, or three and eight")
            let members = [
                ("MinimumPasswordLength", String(policy.minimumLength)), ("RequireSymbols", String(policy.requiresSymbols)),
                ("RequireNumbers", String(policy.requiresNumbers)), ("RequireUppercaseCharacters", String(policy.requiresUppercase)),
                ("RequireLowercaseCharacters", String(policy.requiresLowercase)),
            ]
            return account.fail(message, rule, members) { wanted in
                wanted.minimumLength = max(wanted.minimumLength, 8)
                (wanted.requiresSymbols, wanted.requiresNumbers) = (true, true)
                (wanted.requiresUppercase, wanted.requiresLowercase) = (true, true)
            }
        }
    }

    private static func implies(_ policy: PasswordPolicy) -> Bool {
        let letters = policy.requiresUppercase || policy.requiresLowercase
        let classes = [letters, policy.requiresNumbers, policy.requiresSymbols].count { $0 }
        return (classes >= 2 && policy.minimumLength >= 10) || (classes >= 3 && policy.minimumLength >= 8)
    }
}
