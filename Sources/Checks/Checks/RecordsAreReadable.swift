import Foundation
import IAM
import Lifecycle

/// `record-retention`: what was granted, changed and revoked can be read for as long as it has to be.
struct RecordsAreReadable: Check {
    let id = CheckID.recordRetention
    let severity = Severity.high
    let references = References(ismsP: [.logs], law: [.safety5])
    let title = Bilingual(
        ko: "권한 부여·변경·말소 기록을 보관 기간 동안 읽을 수 있다", en: "Records of grants, changes and revocations are readable as long as they must be")
    let explanation = Bilingual(
        ko: """
            권한의 부여, 변경, 말소 기록은 정해진 기간 동안 보관해야 한다. 개인정보를 지워 누구의 것인지 읽을 수 없는 기록의 사용자가 아직 있거나 회수된 지 기간이 지나지 않았으면 취약이다. \
            백업은 원장에 기록되지 않으므로 알 수 없음이다.
            """,
        en: """
            What was granted, changed and revoked has to be kept for a time. It fails for records whose texts were erased, so that nobody can \
            read whose they were, while the user is still there or was revoked less than that time ago. Backups are not on record, so \
            whether there are any is unknown.
            """)
    let reads: [SnapshotFile] = []
    let thresholds = [Threshold.retentionDays]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.comparing { records in
            let failures = records.users.compactMap { user -> Outcome? in
                guard isErased(user), !isOver(user, records.asOf, limits) else { return nil }
                let message = Bilingual(
                    ko: "\(user.record.id)의 기록이 보관 기간 안에 지워짐", en: "what \(user.record.id) was can no longer be read, and has to be")
                let evidence = [
                    Evidence.record(user, "name at IAM", user.record.name.description), .record(user, "whose", user.owner),
                    .record(user, "revoked", user.record.revocation?.verified),
                ]
                let note = Bilingual(
                    ko: "보관 중인 내보내기나 백업에서 기록을 찾아 따로 보관한다.", en: "find what it said in an export or a backup, and keep that")
                let remedy = Remedy(tenure: "tenure audit log --user \(user.record.id)", note: note)
                return Outcome(.record(user.record.id), .fail(Defect(message, evidence, remedy)))
            }
            let backups = Bilingual(ko: "백업은 원장에 기록되지 않음", en: "no backup is on record")
            return (failures.isEmpty ? [Outcome(.account, .pass)] : failures) + [Outcome(.control("backups"), .unknown(backups))]
        }
    }

    private func isErased(_ user: UserOnRecord) -> Bool { user.record.name.text == nil || user.person?.attributes.name.text == nil }

    private func isOver(_ user: UserOnRecord, _ now: Date, _ limits: Limits) -> Bool {
        guard let ended = user.record.revocation?.verified else { return false }
        return now.timeIntervalSince(ended) >= limits.days(.retentionDays)
    }
}
