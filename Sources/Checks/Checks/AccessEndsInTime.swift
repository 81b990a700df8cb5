import IAM
import Lifecycle

/// `expired-access`: access ends when it was to end.
struct AccessEndsInTime: Check {
    let id = CheckID.expiredAccess
    let severity = Severity.high
    let references = References(ismsP: [.privileges], law: [.safety5])
    let title = Bilingual(ko: "기한이 지난 접근 권한이 없다", en: "Access ends when it was to end")
    let explanation = Bilingual(
        ko: "승인은 정해진 날까지의 것이다. 그 날이 지난 뒤의 스냅샷에 사용자가 있으면 취약이다. 기한 없이 승인된 것은 해당 없음이며, privilege-without-end가 따로 본다.",
        en: """
            An approval is good until its end. It fails if the user is in a snapshot taken later. Access without an end is not judged here: \
            privilege-without-end looks at that.
            """)
    let reads: [SnapshotFile] = [.details]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.eachLivingRecord { user, _ in
            guard let end = user.record.end else { return .notApplicable(Bilingual(ko: "기한이 없음", en: "it has no end")) }
            guard end < account.asOf, let there = account.user(of: user.record) else { return .pass }
            guard !user.hasMoved else { return .unknown(.moved(user)) }
            let message = Bilingual(
                ko: "\(account.days(since: end))일 전에 끝났어야 함", en: "the access was to end \(account.days(since: end)) days ago")
            let remedy = Remedy(
                tenure: account.alias.map { "tenure run --account \($0)" },
                note: Bilingual(
                    ko: "'tenure run'이 회수한다. 더 필요하면 먼저 'tenure request change \(user.record.id) --until YYYY-MM-DD --reason WHY'로 신청한다.",
                    en:
                        "'tenure run' revokes it; if it is still needed, ask first with 'tenure request change \(user.record.id) --until YYYY-MM-DD --reason WHY'"
                ))
            return .fail(Defect(message, [.record(user, "end", end), .there(there)], remedy))
        }
    }
}
