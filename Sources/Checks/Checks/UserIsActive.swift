import Foundation
import IAM
import Lifecycle

/// `inactive-user`: a user uses their password or a key, or is new.
struct UserIsActive: Check {
    let id = CheckID.inactiveUser
    let severity = Severity.medium
    let references = References(ismsP: [.reviews], law: [.safety5])
    let title = Bilingual(ko: "장기 미사용 계정이 없다", en: "Users are active")
    let explanation = Bilingual(
        ko: """
            비밀번호도 키도 기간 안에 쓰지 않은 사용자는 아마 떠났거나 필요가 없어진 사용자이다. 기간보다 나중에 만들어진 사용자는 판단하지 않는다. \
            SSH 키나 서비스별 자격 증명의 사용은 보고서에 보이지 않는다.
            """,
        en: """
            Whoever has used neither password nor key within the window has probably left, or no longer needs the access. Users made within \
            the window pass. The report does not show the use of SSH keys and service-specific credentials.
            """)
    let reads: [SnapshotFile] = [.report]
    let thresholds = [Threshold.inactiveDays]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.eachUser(limits) { user, row in
            guard account.isOld(row.created, .inactiveDays, limits) else { return .pass }
            var uses = row.keys.compactMap(\.lastUsed)
            switch row.passwordLastUsed {
            case .at(let date): uses.append(date)
            case .noInformation, .notApplicable: break
            case .notSupported:
                return .unknown(.unseen(.report, Bilingual(ko: "password_last_used 값이 없음", en: "password_last_used is not told")))
            }
            let newest = uses.max()
            if let newest, !account.isOld(newest, .inactiveDays, limits) { return .pass }
            return .fail(defect(user, row, newest, account))
        }
    }

    private func defect(_ user: SnapshotUser, _ row: ExaminedAccount.Row, _ newest: Date?, _ account: ExaminedAccount) -> Defect {
        let keys = row.keys.map { Evidence.key(row, $0, "last_used_date", $0.lastUsed) }
        let evidence = [Evidence.report(row, "user_creation_time", row.created), .lastUse(row)] + keys
        let message =
            newest.map { account.days(since: $0) }.map {
                Bilingual(ko: "\($0)일 동안 아무 자격 증명도 사용하지 않음", en: "has used no credential for \($0) days")
            } ?? Bilingual(ko: "생성된 뒤 아무 자격 증명도 사용하지 않음", en: "has never used a credential")
        return Defect(
            message, evidence,
            Remedy(
                tenure: account.command("revoke", user.name, " --reason \(id)"),
                aws: ["aws iam delete-login-profile --user-name \(user.name)"] + Remedy.deactivateKey(of: user.name).aws))
    }
}
