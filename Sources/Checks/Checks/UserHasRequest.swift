import IAM
import Lifecycle

/// `orphan-user`: a request explains every user.
struct UserHasRequest: Check {
    let id = CheckID.orphanUser
    let severity = Severity.high
    let references = References(ismsP: [.accounts], law: [.safety5])
    let title = Bilingual(ko: "모든 사용자에게 신청 기록이 있다", en: "A request explains every user")
    let explanation = Bilingual(
        ko: """
            승인된 신청 없이 만들어진 사용자는 누가 왜 쓰는지 증명할 수 없다(구두 신청은 결함으로 지적된 사례이다). IAM의 UserId로 원장의 기록을 찾으며, \
            이름이 같아도 UserId가 다르면 다른 사용자이다. 관리 대상이 아닌 계정은 알 수 없음이다.
            """,
        en: """
            Of a user that nobody asked for nobody can show whose it is and why it is there (a request by word of mouth is a cited defect). \
            Records are found by IAM's UserId: a user of the same name with another id is another user. Where there is no ledger it is \
            unknown.
            """)
    let reads: [SnapshotFile] = [.details]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.comparing { records in
            account.snapshot.users.map { user in Outcome(.user(user.name), verdict(on: user, records, account)) }
        }
    }

    private func verdict(on user: SnapshotUser, _ records: AccountRecords, _ account: ExaminedAccount) -> Verdict {
        if !records.records(of: user).isEmpty { return .pass }
        if let pending = records.toBeMade(user.name) {
            let id = pending.record.id
            return .unknown(
                Bilingual(
                    ko: "\(id)이(가) 같은 이름으로 만들어지는 중임: 'tenure run' 후에 알 수 있음",
                    en: "\(id) is being made under that name: after 'tenure run' it is known whether this is it"))
        }
        let message = Bilingual(ko: "이 사용자를 설명하는 신청이 없음", en: "no request explains the user")
        return .fail(Defect(message, evidence(user, records), remedy(user, account)))
    }

    private func evidence(_ user: SnapshotUser, _ records: AccountRecords) -> [Evidence] {
        let made = Evidence("CreateDate", ReportTime.text(user.detail.user.created), in: .details, at: .line(user.line))
        let namesakes = records.records(named: user.name)
        return [.there(user), made]
            + namesakes.map { .record($0, "another user of that name", $0.record.userID?.text ?? "never made") }
    }

    private func remedy(_ user: SnapshotUser, _ account: ExaminedAccount) -> Remedy {
        return Remedy(
            tenure: account.alias.map { "tenure user adopt \(user.name) --account \($0) --dry-run" }, aws: [Remedy.whoChanged(user.name)],
            note: Bilingual(
                ko: "누가 만들었는지 CloudTrail에서 찾고, 필요한 사용자이면 신청을 받아 인수한다.",
                en: "find in CloudTrail who made it; if it is needed, adopt it by a request"))
    }
}
