import IAM
import Lifecycle

/// Whether events explain the users of an account, and its users are those that the events tell of. Users are told apart by IAM's `UserId`;
/// what counts as explained and as revoked is what the checks `orphan-user` and `not-revoked` say.
public struct Explanation: Sendable {
    /// How many users the snapshot shows.
    public let userCount: Int
    /// How many of them a living record explains.
    public let explained: Int
    /// What does not agree and nobody has waived: strangers first, then those that were revoked and are there, then those that are gone.
    public let findings: [Line]
    /// What a waiver in force permits, and on whose word.
    public let waived: [Line]
    /// What this snapshot cannot tell, because the ledger has moved on since it was taken.
    public let unknowns: [Line]

    /// One user, and what there is to say.
    public struct Line: Hashable, Sendable {
        public let subject: Subject
        public let message: Bilingual
    }

    /// Compares both sides; nil where no ledger knows the account.
    public init?(of account: ExaminedAccount) {
        guard let records = account.records else { return nil }
        let checks = Examination(of: account, with: Limits(), checks: [.orphanUser, .notRevoked])
        let absent = records.living.compactMap { Self.absence(of: $0, in: account) }
        let found = [CheckID.orphanUser, .notRevoked].flatMap { id in checks.findings.filter { $0.check == id } }
        userCount = account.snapshot.users.count
        explained = account.snapshot.users.count { user in records.records(of: user).contains { $0.record.revocation == nil } }
        findings =
            found.filter { $0.waiver == nil }.map { Line(subject: $0.subject, message: Self.message($0)) }
            + absent.filter { !$0.user.hasMoved }.map(\.line)
        waived = found.compactMap { finding in finding.waiver.map { Line(subject: finding.subject, message: Self.message(finding, $0)) } }
        unknowns =
            checks.unknowns.map { Line(subject: $0.subject, message: $0.reason) }
            + absent.filter(\.user.hasMoved).map { Line(subject: $0.line.subject, message: .moved($0.user)) }
    }

    private static func message(_ finding: Finding) -> Bilingual {
        let shown = finding.defect.evidence.prefix(2).map { "\($0.what) \($0.value)" }.joined(separator: ", ")
        return Bilingual(ko: "\(finding.defect.message.ko) (\(shown))", en: "\(finding.defect.message.en) (\(shown))")
    }

    private static func message(_ finding: Finding, _ waiver: WaiverOnRecord) -> Bilingual {
        let day = ReportTime.text(waiver.until)
        return Bilingual(
            ko: "\(finding.defect.message.ko), \(waiver.request)로 \(day)까지 면제(\(waiver.owner))",
            en: "\(finding.defect.message.en), waived by \(waiver.request) until \(day), \(waiver.owner) answers for it")
    }

    /// A user that was made or adopted and not deleted, by the events, and that the snapshot does not show.
    private static func absence(of user: UserOnRecord, in account: ExaminedAccount) -> (user: UserOnRecord, line: Line)? {
        let record = user.record
        guard let id = record.userID, record.facts.contains(.user), record.revocation?.deleted == nil, account.user(of: record) == nil
        else { return nil }
        let missed = record.missingSince.map { Bilingual(ko: ", \(ReportTime.text($0))부터 없음", en: ", missed since \(ReportTime.text($0))") }
        let message = Bilingual(
            ko: "\(record.id)의 기록에는 있으나 계정에 없음 (UserId \(id)\(missed?.ko ?? ""))",
            en: "by the events of \(record.id) it is there, and it is not in the account (UserId \(id)\(missed?.en ?? ""))")
        return (user, Line(subject: user.subject, message: message))
    }
}
