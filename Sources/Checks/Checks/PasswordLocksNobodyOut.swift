import Foundation
import IAM
import Lifecycle

/// `password-lockout-trap`: nobody without MFA has to change a password that they may not change without MFA.
struct PasswordLocksNobodyOut: Check {
    let id = CheckID.passwordLockoutTrap
    let severity = Severity.high
    let references = References(ismsP: [.passwords])
    let title = Bilingual(ko: "비밀번호 만료로 잠기는 사용자가 없다", en: "An expired password locks nobody out")
    let explanation = Bilingual(
        ko: """
            MFA 없이는 비밀번호를 바꿀 수 없게 하는 의무 정책 아래에서, MFA가 없는 사용자의 비밀번호가 만료되면 스스로 풀 길이 없다. \
            이미 만료되었거나, 기간 안에 만료되는데 그 동안 안내나 알림이 전달되지 않았거나, 만료 뒤 관리자만 재설정할 수 있는 정책(HardExpiry)이면 취약이다. \
            다음 로그인 때 변경이 강제되는지는 스냅샷에 보이지 않으므로, 만료가 없으면 알 수 없음이다.
            """,
        en: """
            Under a duty policy that denies ChangePassword without MFA, a user without MFA whose password expires cannot get in again. It \
            fails if the password has expired, will within the threshold and nobody was told so since, or if only an administrator may renew expired ones (HardExpiry). \
            Whether a change is demanded at the next sign-in no snapshot shows, so without an expiry it is unknown.
            """)
    let reads: [SnapshotFile] = [.report, .details, .passwordPolicy]
    let thresholds = [Threshold.lockoutDays]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.eachConsoleUser(limits) { user, row, standing in
            guard !row.mfaActive else { return .pass }
            guard standing.isPasswordKept else {
                return standing.unreadable.isEmpty ? .pass : .unknown(.unreadable(standing.unreadable))
            }
            return verdict(on: user, row, account, limits)
        }
    }

    private func verdict(
        on user: SnapshotUser, _ row: ExaminedAccount.Row, _ account: ExaminedAccount, _ limits: Limits
    ) -> Verdict {
        let evidence = [
            Evidence.report(row, "mfa_active", "false"), .report(row, "password_next_rotation", row.passwordNextRotation),
        ]
        let remedy = Remedy(
            tenure: account.command("remind", user.name),
            note: Bilingual(ko: "만료되기 전에 MFA를 등록하게 한다.", en: "have them enrol MFA before the password expires"))
        if let next = row.passwordNextRotation, next.timeIntervalSince(account.asOf) <= limits.days(.lockoutDays) {
            if next > account.asOf, let notice = account.notice(of: user, since: next.addingTimeInterval(-limits.days(.lockoutDays))) {
                return notice
            }
            let days = -account.days(since: next)
            let message =
                next <= account.asOf
                ? Bilingual(
                    ko: "비밀번호가 만료되었고 MFA 없이는 바꿀 수 없음", en: "the password has expired, and may not be changed without MFA")
                : Bilingual(
                    ko: "\(days)일 안에 만료되는 비밀번호를 MFA 없이는 바꿀 수 없음",
                    en: "the password expires within \(days) days, and may not be changed without MFA")
            return .fail(Defect(message, evidence, remedy))
        }
        switch account.snapshot.passwordRule {
        case .notThere(let reason): return .unknown(.missing(.passwordPolicy, reason))
        case .read(let rule, from: _):
            if rule.inForce.hardExpiry, rule.inForce.maximumAge != nil {
                let message = Bilingual(
                    ko: "만료된 비밀번호를 관리자만 재설정할 수 있고 MFA가 없음", en: "has no MFA, and only an administrator may renew an expired password")
                return .fail(Defect(message, evidence + [Evidence("HardExpiry", "true", in: .passwordPolicy)], remedy))
            }
            return .unknown(
                Bilingual(
                    ko: "다음 로그인 때 비밀번호 변경이 강제되는지 스냅샷에 보이지 않음 (aws iam get-login-profile --user-name \(user.name))",
                    en:
                        "no snapshot shows whether a change is demanded at the next sign-in (aws iam get-login-profile --user-name \(user.name))"
                ))
        }
    }
}

extension ExaminedAccount {
    /// The verdict on somebody who was told in time that a password is about to expire; nil if nobody told them.
    fileprivate func notice(of user: SnapshotUser, since: Date) -> Verdict? {
        let deliveries = records?.records(of: user).filter(\.isLiving).flatMap(\.record.deliveries) ?? []
        let told = deliveries.filter { $0.isNotice && $0.at >= since && $0.at <= asOf }.map(\.at).max()
        return told.map { told in
            let day = ReportTime.text(told)
            return .vouched(Bilingual(ko: "\(day)에 안내가 전달됨", en: "they were told on \(day)"))
        }
    }
}

extension Delivery {
    /// Whether it told the user's person what to do.
    fileprivate var isNotice: Bool {
        switch what {
        case .guide, .reminder: true
        case .password, .prompt, .suspension: false
        }
    }
}
