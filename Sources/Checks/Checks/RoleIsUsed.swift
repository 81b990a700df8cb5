import IAM
import Lifecycle

/// `role-unused`: a role is used, or new.
struct RoleIsUsed: Check {
    let id = CheckID.roleUnused
    let severity = Severity.low
    let references = References(ismsP: [.reviews], law: [.safety5])
    let title = Bilingual(ko: "사용하지 않는 역할이 없다", en: "Roles are in use")
    let explanation = Bilingual(
        ko: "쓰지 않는 역할은 아무도 지켜보지 않는 문이다. 기간 안에 쓰이지 않았고(RoleLastUsed) 그보다 먼저 만들어졌으면 취약이다. 서비스 연결 역할은 해당 없음이다.",
        en: """
            A role that nobody uses is a door that nobody watches. It fails if the role was not used within the window (RoleLastUsed) and is \
            older than it. Service-linked roles are left out.
            """)
    let reads: [SnapshotFile] = [.details]
    let thresholds = [Threshold.roleUnusedDays]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.snapshot.roles.map { Outcome(.role($0.name), verdict(on: $0, account, limits)) }
    }

    private func verdict(on role: RoleDetail, _ account: ExaminedAccount, _ limits: Limits) -> Verdict {
        guard !role.isServiceLinked else { return .notApplicable(.serviceLinked) }
        guard account.isOld(role.created, .roleUnusedDays, limits) else { return .pass }
        switch role.lastUse {
        case .notTold: return .unknown(.unseen(.details, Bilingual(ko: "RoleLastUsed 값이 없음", en: "RoleLastUsed is not told")))
        case .at(let date, region: _):
            guard account.isOld(date, .roleUnusedDays, limits) else { return .pass }
            let days = account.days(since: date)
            let message = Bilingual(ko: "\(days)일 동안 사용되지 않은 역할", en: "the role has not been used for \(days) days")
            return .fail(defect(message, role, ReportTime.text(date)))
        case .never:
            return .fail(defect(Bilingual(ko: "사용된 적이 없는 역할", en: "the role has never been used"), role, "{}"))
        }
    }

    private func defect(_ message: Bilingual, _ role: RoleDetail, _ use: String) -> Defect {
        Defect(
            message,
            [
                Evidence("RoleLastUsed", "\(role.name): \(use)", in: .details),
                Evidence("CreateDate", "\(role.name): \(ReportTime.text(role.created))", in: .details),
            ],
            Remedy(
                aws: [
                    "aws iam put-role-policy --role-name \(role.name) --policy-name deny-all --policy-document '\(CutPolicy.document)'"
                ],
                note: Bilingual(
                    ko: "먼저 모두 거부해 두고, 아무도 찾지 않으면 정책을 떼고 역할을 삭제한다.",
                    en: "deny everything first; when nobody has missed it, detach its policies and delete it")))
    }
}

extension Bilingual {
    static let serviceLinked = Bilingual(ko: "서비스 연결 역할", en: "the role is service-linked")
}
