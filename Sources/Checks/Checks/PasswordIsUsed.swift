import Foundation
import IAM
import Lifecycle

/// `password-unused`: a console password is in use, or gone.
struct PasswordIsUsed: Check {
    let id = CheckID.passwordUnused
    let severity = Severity.medium
    let references = References(cis: CIS("1.12", "1.12", "1.11"), ismsP: [.reviews], law: [.safety5])
    let title = Bilingual(ko: "사용하지 않는 콘솔 비밀번호가 없다", en: "Console passwords are in use")
    let explanation = Bilingual(
        ko: """
            아무도 쓰지 않는 비밀번호는 누가 써도 눈에 띄지 않는다. 마지막 사용이 기준일 이상 지났으면 취약이다. \
            한 번도 쓰지 않은 비밀번호(no_information)는 마지막 변경일부터 센다.
            """,
        en: """
            Nobody notices who uses a password that nobody uses. It fails if the last use is at least so many days ago. A password that was \
            never used (no_information) counts from the day on which it was last changed.
            """)
    let reads: [SnapshotFile] = [.report]
    let thresholds = [Threshold.unusedDays]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.eachConsoleUser(limits) { user, row in
            switch row.passwordLastUsed {
            case .at(let date):
                guard account.isOld(date, .unusedDays, limits) else { return .pass }
                return .fail(defect(user.name, account, days: account.days(since: date), wasUsed: true, [.lastUse(row)]))
            case .noInformation, .notApplicable:
                guard let date = row.passwordLastChanged else {
                    return .unknown(
                        .unseen(.report, Bilingual(ko: "password_last_changed 값이 없음", en: "password_last_changed is not told")))
                }
                guard account.isOld(date, .unusedDays, limits) else { return .pass }
                return .fail(
                    defect(
                        user.name, account, days: account.days(since: date), wasUsed: false,
                        [.lastUse(row), .report(row, "password_last_changed", row.passwordLastChanged)]))
            case .notSupported:
                return .unknown(.unseen(.report, Bilingual(ko: "password_last_used 값이 없음", en: "password_last_used is not told")))
            }
        }
    }

    private func defect(_ name: UserName, _ account: ExaminedAccount, days: Int, wasUsed: Bool, _ evidence: [Evidence]) -> Defect {
        let message =
            wasUsed
            ? Bilingual(ko: "콘솔 비밀번호를 \(days)일 동안 사용하지 않음", en: "the console password has not been used for \(days) days")
            : Bilingual(ko: "콘솔 비밀번호가 \(days)일 전에 설정된 뒤 한 번도 사용되지 않음", en: "the console password was set \(days) days ago and never used")
        let remedy = Remedy(
            tenure: account.command("suspend", name, " --reason \(id)"), aws: ["aws iam delete-login-profile --user-name \(name)"])
        return Defect(message, evidence, remedy)
    }
}
