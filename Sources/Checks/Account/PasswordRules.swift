import IAM
import Lifecycle

extension ExaminedAccount {
    /// The outcome about the account's rules for passwords. `isKept` is asked for a policy; an account without one has IAM's own rules.
    func passwordRules(_ judge: (PasswordRule) -> Verdict) -> [Outcome] {
        [Outcome(.account, snapshot.passwordRule.known(.passwordPolicy, judge) { $0 })]
    }

    /// The finding that a rule is not as it should be.
    func fail(_ message: Bilingual, _ rule: PasswordRule, _ members: [(String, String)], mend: (inout PasswordPolicy) -> Void) -> Verdict {
        var wanted = rule.inForce
        if rule == .noneSet { wanted.usersMayChange = true }
        mend(&wanted)
        let evidence =
            rule == .noneSet
            ? [Evidence("PasswordPolicy", "null", in: .passwordPolicy)]
            : members.map { Evidence($0.0, $0.1, in: .passwordPolicy) }
        let note = Bilingual(
            ko: "이 호출은 정책 전체를 바꾸므로 지금의 다른 설정도 함께 적혀 있다.",
            en: "the call replaces the whole policy, so the other settings of today stand in it too")
        let remedy = Remedy(aws: [wanted.command], note: note)
        return .fail(Defect(message, evidence, remedy))
    }
}

extension PasswordPolicy {
    /// The call that sets it, with every setting: IAM puts its defaults in the place of what is left out.
    var command: String {
        var words = ["aws iam update-account-password-policy", "--minimum-password-length \(minimumLength)"]
        func flag(_ isOn: Bool, _ name: String) { words.append("--\(isOn ? "" : "no-")\(name)") }
        flag(requiresSymbols, "require-symbols")
        flag(requiresNumbers, "require-numbers")
        flag(requiresUppercase, "require-uppercase-characters")
        flag(requiresLowercase, "require-lowercase-characters")
        flag(usersMayChange, "allow-users-to-change-password")
        if let maximumAge { words.append("--max-password-age \(maximumAge)") }
        if let reusePrevention { words.append("--password-reuse-prevention \(reusePrevention)") }
        flag(hardExpiry, "hard-expiry")
        return words.joined(separator: " ")
    }
}
