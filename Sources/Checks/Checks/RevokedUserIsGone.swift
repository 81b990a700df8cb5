import Foundation
import IAM
import Lifecycle

/// `not-revoked`: what was revoked is gone.
struct RevokedUserIsGone: Check {
    let id = CheckID.notRevoked
    let severity = Severity.critical
    let references = References(ismsP: [.leaving], law: [.electronicFinance13, .safety5])
    let title = Bilingual(ko: "회수한 사용자가 남아 있지 않다", en: "Revoked users are gone")
    let explanation = Bilingual(
        ko: """
            회수는 결정, 수행, 확인이라는 서로 다른 세 가지 사실이다. 회수가 결정된 사용자가 그 뒤의 스냅샷에 있으면 취약이며, 비밀번호, 활성 키, 그룹 중 무엇이 남았는지 나열한다. \
            결정이나 삭제보다 먼저 찍은 스냅샷이면 알 수 없음이다.
            """,
        en: """
            That a revocation was decided, that it was carried out and that its effect was seen are three facts. It fails if a user whose end \
            was decided is in a snapshot taken afterwards, and lists what is left: password, active keys, groups. A snapshot that is older \
            than the decision or the deletion says nothing: then it is unknown.
            """)
    let reads: [SnapshotFile] = [.details, .report]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.comparing { records in
            let revoked = records.users.filter { $0.record.revocation != nil }
            guard !revoked.isEmpty else {
                let reason = Bilingual(ko: "회수한 사용자가 없음", en: "no user's end was decided")
                return [Outcome(.account, .notApplicable(reason))]
            }
            return revoked.map { Outcome($0.subject, verdict(on: $0, account)) }
        }
    }

    private func verdict(on user: UserOnRecord, _ account: ExaminedAccount) -> Verdict {
        guard let revocation = user.record.revocation, let there = account.user(of: user.record) else { return .pass }
        guard revocation.decided <= account.asOf, !user.hasMoved else { return .unknown(.moved(user)) }
        let dates = [
            ("revocation decided", revocation.decided), ("access cut", revocation.cut),
            ("deletion acknowledged by IAM", revocation.deleted),
        ]
        let evidence = dates.compactMap { what, date in date.map { Evidence.record(user, what, $0) } }
        return .fail(Defect(message(revocation), evidence + left(there), remedy(there, account)))
    }

    private func message(_ revocation: Revocation) -> Bilingual {
        if revocation.deleted != nil {
            return Bilingual(ko: "삭제한 사용자가 아직 있음", en: "the user was deleted, and is still there")
        }
        return revocation.cut == nil
            ? Bilingual(ko: "회수가 결정되었으나 수행되지 않음", en: "the end was decided, and was not carried out")
            : Bilingual(ko: "접근은 차단되었으나 사용자가 남아 있음", en: "access was cut, and the user is still there")
    }

    private func left(_ user: SnapshotUser) -> [Evidence] {
        var left = [Evidence.there(user)]
        if let row = user.row {
            if row.passwordEnabled == true { left.append(.report(row, "password_enabled", "true")) }
            left += row.keys.filter(\.isActive).map { .report(row, "access_key_\($0.slot)_active", "true") }
        }
        let groups = user.detail.groups.map(\.text).joined(separator: ", ")
        return groups.isEmpty ? left : left + [Evidence("GroupList", groups, in: .details, at: .line(user.line))]
    }

    private func remedy(_ user: SnapshotUser, _ account: ExaminedAccount) -> Remedy {
        Remedy(
            tenure: account.alias.map { "tenure run --account \($0)" }, aws: ["aws iam delete-login-profile --user-name \(user.name)"],
            note: Bilingual(
                ko: "'tenure run'이 남은 단계를 수행한다. 안 되면 'tenure stuck'이 이유를 알려 준다.",
                en: "'tenure run' does what is left of it; if it cannot, 'tenure stuck' says why"))
    }
}
