import IAM
import Lifecycle

/// `administrator-without-mfa`: whoever is a full administrator has MFA.
struct AdministratorHasMFA: Check {
    let id = CheckID.administratorWithoutMFA
    let severity = Severity.critical
    let references = References(ismsP: [.authentication, .privileges], law: [.safety5, .safety6])
    let title = Bilingual(ko: "전체 관리자에게 MFA가 설정되어 있다", en: "Full administrators have MFA")
    let explanation = Bilingual(
        ko: """
            비밀번호나 키 하나로 계정 전체가 넘어간다. administrator 점검과 같은 방법으로 관리자를 찾고, 콘솔 비밀번호나 활성 키가 있는데 MFA가 없으면 취약이다. \
            MFA를 요구하는 Deny가 있어도, 장치를 등록하지 않은 관리자의 비밀번호를 얻은 사람은 자기 장치를 등록할 수 있다.
            """,
        en: """
            One password or key is then worth the whole account. Administrators are found as the check administrator does; it fails if they \
            have a console password or an active key, and no MFA. A Deny without MFA does not save it: whoever gets the password of somebody \
            who has not enrolled can enrol a device of their own.
            """)
    let reads: [SnapshotFile] = [.details, .report]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.eachUser(limits) { user, row, standing in
            guard !row.mfaActive else { return .pass }
            guard row.passwordEnabled != false || row.keys.contains(where: \.isActive) else {
                return .notApplicable(Bilingual(ko: "비밀번호도 활성 키도 없음", en: "there is neither password nor active key"))
            }
            let evidence = [Evidence.report(row, "mfa_active", "false")]
            return account.verdictOnAdministrator(user, standing.administration, evidence)
        }
    }
}
