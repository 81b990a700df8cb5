import IAM
import Lifecycle

/// `shared-user`: every user is one person's.
struct UserIsOnePersons: Check {
    let id = CheckID.sharedUser
    let severity = Severity.high
    let references = References(ismsP: [.identification], law: [.safety5])
    let title = Bilingual(ko: "사용자마다 주인이 한 사람이다", en: "Every user is one person's")
    let explanation = Bilingual(
        ko: """
            여럿이 쓰는 사용자로는 누가 무엇을 했는지 알 수 없다. 한 IAM 사용자에 대해 여러 사람의 기록이 있으면 취약이다. 승인된 사유가 있으면 면제로 기록한다. \
            기록이 없는 사용자는 누구의 것인지 모르므로 알 수 없음이며, 비밀번호를 몰래 나누어 쓰는 것은 보이지 않는다.
            """,
        en: """
            With a user that several people share nobody can say who did what. It fails if the records of several people name one IAM user; an \
            approved reason is a waiver. Of a user without a record nobody knows whose it is, so it is unknown. Passwords that are passed on \
            in secret are not seen.
            """)
    let reads: [SnapshotFile] = [.details]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.comparing { records in
            account.snapshot.users.map { user in
                let living = records.records(of: user).filter(\.isLiving)
                guard !living.isEmpty else {
                    return Outcome(
                        .user(user.name), .unknown(Bilingual(ko: "누구의 것인지 기록이 없음", en: "no record says whose it is")))
                }
                let people = Set(living.map(\.record.person))
                guard people.count > 1 else { return Outcome(.user(user.name), .pass) }
                let message = Bilingual(
                    ko: "\(people.count)명이 한 사용자를 씀", en: "\(people.count) people share the user")
                let evidence = living.map { Evidence.record($0, "whose", "\($0.record.person) \($0.owner)") }
                let remedy = Remedy(
                    tenure: account.alias.map { _ in
                        "tenure request new --for PERSON --account \(account.alias?.text ?? "") --profile PROFILE --reason WHY"
                    },
                    note: Bilingual(ko: "사람마다 사용자를 하나씩 신청한다.", en: "ask for a user of their own for each"))
                return Outcome(.user(user.name), .fail(Defect(message, evidence, remedy)))
            }
        }
    }
}
