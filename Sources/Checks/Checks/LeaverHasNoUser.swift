import IAM
import Lifecycle

/// `leaver`: whoever has left has no user.
struct LeaverHasNoUser: Check {
    let id = CheckID.leaver
    let severity = Severity.critical
    let references = References(ismsP: [.leaving], law: [.electronicFinance13, .safety5])
    let title = Bilingual(ko: "퇴직자에게 사용자가 없다", en: "Whoever has left has no user")
    let explanation = Bilingual(
        ko: "퇴직하면 지체 없이 접근 권한을 없애야 한다. 명부에서 떠난 사람의 사용자가 스냅샷에 있거나 만들어질 예정이면 취약이다. 명부에 기록되지 않은 퇴직은 보이지 않는다.",
        en: """
            Whoever leaves has to lose their access without delay. It fails if somebody who has left according to the roster still has a user \
            in the snapshot, or is still to get one. Whose leaving was not put on record is not seen.
            """)
    let reads: [SnapshotFile] = [.details]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.eachLivingRecord { user, _ in verdict(on: user, account) }
    }

    private func verdict(on user: UserOnRecord, _ account: ExaminedAccount) -> Verdict {
        guard let person = user.person else {
            return .unknown(Bilingual(ko: "사용자의 주인이 명부에 없음", en: "nothing is known of whose it is"))
        }
        guard let left = person.left else { return .pass }
        let there = account.user(of: user.record)
        guard there != nil || user.record.stage == .creation else { return .pass }
        let evidence = [Evidence("left", ReportTime.text(left), onRecord: person.id.description)] + (there.map { [.there($0)] } ?? [])
        let message =
            there == nil
            ? Bilingual(ko: "퇴직한 \(user.owner)의 사용자가 만들어질 예정임", en: "\(user.owner) has left, and is still to get a user")
            : Bilingual(ko: "퇴직한 \(user.owner)의 사용자가 남아 있음", en: "\(user.owner) has left, and the user is still there")
        let remedy = Remedy(
            tenure: account.alias.map { _ in "tenure user revoke \(user.record.id) --reason \"left\"" },
            aws: there.map { ["aws iam delete-login-profile --user-name \($0.name)"] } ?? [],
            note: Bilingual(ko: "그다음 'tenure run'이 접근을 먼저 차단한다.", en: "'tenure run' then cuts access first"))
        return .fail(Defect(message, evidence, remedy))
    }
}
