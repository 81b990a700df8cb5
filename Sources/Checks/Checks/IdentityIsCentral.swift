import IAM
import Lifecycle

/// `central-identity`: people come through a central directory, not as IAM users.
struct IdentityIsCentral: Check {
    let id = CheckID.centralIdentity
    let severity = Severity.low
    let references = References(cis: CIS("1.21", "1.21", "1.20"), ismsP: [.accounts])
    let title = Bilingual(ko: "사람은 중앙 신원 관리로 접속한다", en: "People come through central identity management")
    let explanation = Bilingual(
        ko: """
            IAM Identity Center나 연동을 쓰면 입사와 퇴사가 한곳에서 반영되고 장기 비밀번호가 없어진다. 콘솔 비밀번호가 있는 IAM 사용자가 있으면 취약이다. \
            옮기려면 사람과 그룹을 Identity Center에 만들고, 그룹 정책을 권한 세트로 옮기고(자기 MFA 관리 문은 뺀다), 함께 운영하며 비교한 뒤, \
            콘솔 비밀번호를 없애고 키를 끈다. 당장 옮기지 않는다면 이유와 기한이 있는 면제가 정상적인 답이다.
            """,
        en: """
            With IAM Identity Center or federation joining and leaving happen in one place, and there are no long-lived passwords. It fails if \
            IAM users have console passwords. To move: make people and groups in Identity Center, turn the groups' policies into permission \
            sets (without the statements about one's own MFA), run both and compare, then delete the console passwords and switch off the keys. \
            A waiver with a reason and an end is the normal answer until then.
            """)
    let reads: [SnapshotFile] = [.report]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        if let stale = account.reportIsStale(limits) { return [Outcome(.account, .unknown(stale))] }
        let people = account.snapshot.users.filter { $0.row?.passwordEnabled == true }
        guard let first = people.first?.row else {
            let isSeen = account.snapshot.users.allSatisfy { $0.row?.passwordEnabled == false }
            return [Outcome(.account, isSeen ? .pass : .unknown(.notInReport))]
        }
        let message = Bilingual(
            ko: "콘솔 비밀번호가 있는 IAM 사용자가 \(people.count)명임",
            en: "\(people.count) IAM user\(people.count == 1 ? " has" : "s have") a console password")
        let note = Bilingual(
            ko: "tenure check explain central-identity에 옮기는 순서가 있다.", en: "'tenure check explain central-identity' tells how to move")
        return [
            Outcome(
                .account,
                .fail(
                    Defect(message, [.report(first, "password_enabled", "true")], Remedy(aws: ["aws sso-admin list-instances"], note: note))
                ))
        ]
    }
}
