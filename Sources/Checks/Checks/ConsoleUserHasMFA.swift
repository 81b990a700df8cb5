import IAM
import Lifecycle

/// `console-user-mfa`: whoever has a console password has MFA.
struct ConsoleUserHasMFA: Check {
    let id = CheckID.consoleUserMFA
    let severity = Severity.high
    let references = References(cis: CIS("1.10", "1.10", "1.9"), ismsP: [.authentication], law: [.safety6])
    let title = Bilingual(ko: "콘솔 사용자에게 MFA가 설정되어 있다", en: "Console users have MFA")
    let explanation = Bilingual(
        ko: "비밀번호는 추측되거나 유출된다. 콘솔 비밀번호가 있으면서 mfa_active가 아니면 취약이다. 인증 앱, 하드웨어 토큰, 보안 키, 패스키 모두 MFA로 인정한다.",
        en: """
            Passwords are guessed and leaked. It fails if a user has a console password and mfa_active is false. Authenticator apps, \
            hardware tokens, security keys and passkeys all count.
            """)
    let reads: [SnapshotFile] = [.report]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.eachConsoleUser(limits) { user, row in
            guard !row.mfaActive else { return .pass }
            let remedy = Remedy(
                tenure: account.command("remind", user.name),
                aws: ["aws iam delete-login-profile --user-name \(user.name)"],
                note: Bilingual(
                    ko: "등록은 본인만 할 수 있다. 등록할 때까지 의무 정책을 적용하거나 콘솔 비밀번호를 없앤다.",
                    en: "only the user can enrol; until then keep them under the duty policy, or take the console password away"))
            return .fail(
                Defect(
                    Bilingual(ko: "콘솔 비밀번호가 있으나 MFA가 없음", en: "has a console password and no MFA"),
                    [.report(row, "password_enabled", "true"), .report(row, "mfa_active", "false")], remedy))
        }
    }
}
