import Foundation
import IAM
import Lifecycle

/// `review-overdue`: access is reviewed as often as its workflow wants.
struct UserIsReviewedInTime: Check {
    let id = CheckID.reviewOverdue
    let severity = Severity.high
    let references = References(ismsP: [.reviews], law: [.safety5])
    let title = Bilingual(ko: "접근 권한을 제때 검토한다", en: "Access is reviewed in time")
    let explanation = Bilingual(
        ko: """
            워크플로마다 검토 주기가 있다. 마지막 검토, 검토가 없었으면 접근이 주어지거나 되돌려진 날부터 세어 주기가 지나면 취약이다. 정지되었거나 아직 활성이 아닌 사용자는 해당 없음이다. \
            스냅샷이 아니라 지금을 기준으로 한다.
            """,
        en: """
            Every workflow says how often its users are reviewed. It fails once that time has passed since the last review, or, without one, \
            since access was given or given back. Users that are suspended or not active yet are not reviewed. It is judged as of now, not \
            as of the snapshot.
            """)
    let reads: [SnapshotFile] = []

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.eachLivingRecord { user, records in
            guard user.record.stage == .active else { return .notApplicable(Bilingual(ko: "활성이 아님", en: "it is not active")) }
            guard let period = user.reviewPeriod else {
                return .unknown(Bilingual(ko: "워크플로를 읽을 수 없음", en: "its workflow cannot be read"))
            }
            let due = (user.reviewed ?? user.record.since) + period
            guard due <= records.asOf else { return .pass }
            let evidence = [
                Evidence.record(user, "active since", user.record.since), .record(user, "last review", user.reviewed),
                .record(user, "review period", period.description),
            ]
            let days = Int(records.asOf.timeIntervalSince(due) / 86_400)
            let message = Bilingual(ko: "검토 기한이 \(days)일 지남", en: "a review was due \(days) days ago")
            let remedy = Remedy(
                tenure: account.alias.map { _ in "tenure user show \(user.record.id)" },
                note: Bilingual(ko: "담당자가 아직 필요한 권한인지 검토한다.", en: "somebody who answers for it decides whether it is still needed"))
            return .fail(Defect(message, evidence, remedy))
        }
    }
}
