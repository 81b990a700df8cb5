import IAM
import Lifecycle

/// `privilege-without-end`: high privileges are granted for a time.
struct PrivilegeHasEnd: Check {
    let id = CheckID.privilegeWithoutEnd
    let severity = Severity.medium
    let references = References(ismsP: [.privileges], law: [.safety5])
    let title = Bilingual(ko: "특권에는 기한이 있다", en: "High privileges are granted for a time")
    let explanation = Bilingual(
        ko: """
            특권은 꼭 필요한 동안만 준다. 위험이 critical인 프로필이 승인되었거나 administrator 점검이 전체 관리자로 보는 사용자인데 기한이 없으면 취약이다. \
            기록이 없는 사용자는 orphan-user가 본다.
            """,
        en: """
            High privileges are for as long as they are needed. It fails for users without an end whose approved profile is of critical risk, \
            or who are full administrators as the check administrator finds them. Users without a record are what orphan-user is about.
            """)
    let reads: [SnapshotFile] = [.details]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        let administrators = Set(
            account.standing.compactMap { user, standing -> UserID? in
                guard case .allowed = standing.administration else { return nil }
                return user.detail.user.id
            })
        return account.eachLivingRecord { user, _ in
            verdict(on: user, isAdministrator: user.record.userID.map(administrators.contains) ?? false)
        }
    }

    private func verdict(on user: UserOnRecord, isAdministrator: Bool) -> Verdict {
        guard isAdministrator || user.risk == .critical else {
            return .notApplicable(Bilingual(ko: "특권이 아님", en: "it has no high privileges"))
        }
        guard user.record.end == nil else { return .pass }
        let message = Bilingual(ko: "기한 없는 특권", en: "high privileges without an end")
        let why =
            isAdministrator
            ? Evidence("full administrator", "true", in: .details) : .record(user, "risk of profile '\(user.record.profile)'", "critical")
        let remedy = Remedy(
            tenure: "tenure request change \(user.record.id) --until YYYY-MM-DD --reason WHY",
            note: Bilingual(ko: "기한을 정해 다시 신청한다.", en: "ask for it again, with an end"))
        return .fail(Defect(message, [why, .record(user, "end", nil)], remedy))
    }
}
