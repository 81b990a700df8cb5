import Checks
import Foundation
import IAM
import Lifecycle
import Testing

/// The account against the ledger: what no scanner can see.
@Suite struct RecordsTests {
    static let ago = SampleAccount.ago

    /// A line of the table: users of the account and what the ledger has of them.
    private static func line(
        _ check: CheckID, _ what: String, _ expected: [String: String], limits: Limits = Limits(), users: [SampleUser] = [jane],
        _ change: (inout SampleRecords) throws -> Void
    ) rethrows -> VerdictCase {
        var records = SampleRecords()
        records.people.append(SampleRecords.person(3))
        try change(&records)
        return VerdictCase(check, what, expected, limits: limits) {
            $0.users = users
            $0.groups = ["developers", "duty", "admins"].map { SampleGroup(name: $0) }
            $0.records = records
        }
    }

    /// A user as it was approved.
    private static let jane = SampleUser.console("jane").with { $0.groups = ["developers", "duty"] }
    private static let cut = SamplePolicy.statements(SamplePolicy.statement("Deny", "Action", ["*"]))

    private static func lives() throws -> [VerdictCase] {
        [
            line(
                .orphanUser, "a record, none, a namesake of a revoked user",
                ["user/jane": "pass", "user/ghost": "fail", "user/old": "fail"],
                users: [jane, .console("ghost"), .console("old")]
            ) {
                $0.users = [
                    SampleRecord(1, "jane"),
                    SampleRecord(2, "old") {
                        $0.record.userID = known("AIDAANOTHERONE0000000")
                        $0.revoke(decided: 9, cut: 9, deleted: 9, verified: 8)
                    },
                ]
            },
            line(.orphanUser, "one that is being made", ["user/jane": "unknown"]) {
                $0.users = [SampleRecord(1, "jane") { $0.record.userID = nil }]
            },
            line(.orphanUser, "revoked and still there is not an orphan", ["user/jane": "pass"]) {
                $0.users = [SampleRecord(1, "jane") { $0.revoke(decided: 9, cut: 9, deleted: 9, verified: 8) }]
            },
            line(.notRevoked, "nobody's end was decided", ["account": "n/a"]) { $0.users = [SampleRecord(1, "jane")] },
            line(.notRevoked, "there and not there", ["user/jane": "fail", "user/gone": "pass"]) {
                $0.users = [
                    SampleRecord(1, "jane") { $0.revoke(decided: 9, cut: 9, deleted: 9, verified: 8) },
                    SampleRecord(2, "gone") { $0.revoke(decided: 9, cut: 9, deleted: 9, verified: 8) },
                ]
            },
            line(.notRevoked, "decided and not carried out", ["user/jane": "fail"]) {
                $0.users = [SampleRecord(1, "jane") { $0.revoke(decided: 1) }]
            },
            line(.notRevoked, "decided after the snapshot", ["user/jane": "unknown"]) {
                $0.users = [SampleRecord(1, "jane") { $0.revoke(decided: -1) }]
            },
            line(.notRevoked, "carried out after the snapshot", ["user/jane": "unknown"]) {
                $0.users = [
                    SampleRecord(1, "jane") {
                        $0.revoke(decided: 1, cut: -1, deleted: -1)
                        $0.hasMoved = true
                    }
                ]
            },
            line(
                .leaver, "has left, is here, is to get a user", ["user/jane": "fail", "user/kim": "pass", "user/new": "fail"],
                users: [jane, .console("kim")]
            ) {
                $0.people[2].left = ago(2)
                $0.users = [
                    SampleRecord(1, "jane"), SampleRecord(2, "kim", person: 2),
                    SampleRecord(3, "new") {
                        $0.record.userID = nil
                        $0.record.stage = .creation
                    },
                ]
            },
            line(.leaver, "the user went with them", ["user/gone": "pass"]) {
                $0.people[2].left = ago(2)
                $0.users = [SampleRecord(1, "gone")]
            },
            line(.leaver, "nobody knows whose it is", ["user/jane": "unknown"]) { $0.users = [SampleRecord(1, "jane", person: 9)] },
            line(
                .expiredAccess, "past, to come, none", ["user/jane": "fail", "user/kim": "pass", "user/lee": "n/a"],
                users: [jane, .console("kim"), .console("lee")]
            ) {
                $0.users = [
                    SampleRecord(1, "jane") { $0.record.end = ago(1) }, SampleRecord(2, "kim") { $0.record.end = ago(-1) },
                    SampleRecord(3, "lee"),
                ]
            },
            line(.expiredAccess, "ended, and moved since the snapshot", ["user/jane": "unknown"]) {
                $0.users = [
                    SampleRecord(1, "jane") {
                        $0.record.end = ago(1)
                        $0.hasMoved = true
                    }
                ]
            },
            line(
                .stuck, "as the record says", ["user/a": "pass", "user/b": "fail", "user/c": "fail", "user/d": "fail", "user/e": "unknown"]
            ) {
                $0.users =
                    [SampleRecord(9, "a")]
                    + [("b", Stuck.Verdict.overdue), ("c", .failing), ("d", .gone), ("e", .unknown)].enumerated().map { number, line in
                        SampleRecord(number + 1, line.0) { $0.stuck = stuck(line.1) }
                    }
            },
            line(
                .reviewOverdue, "first review, later ones, suspended",
                ["user/a": "pass", "user/b": "fail", "user/c": "pass", "user/d": "fail", "user/e": "n/a"]
            ) {
                $0.users = [
                    SampleRecord(1, "a") { $0.record.since = ago(89) }, SampleRecord(2, "b") { $0.record.since = ago(90) },
                    SampleRecord(3, "c") {
                        $0.record.since = ago(400)
                        $0.reviewed = ago(89)
                    },
                    SampleRecord(4, "d") {
                        $0.record.since = ago(10)
                        $0.reviewed = ago(91)
                    },
                    SampleRecord(5, "e") {
                        $0.record.since = ago(400)
                        $0.record.stage = .suspended
                    },
                ]
            },
            line(
                .sharedUser, "one person, two, nobody's", ["user/jane": "pass", "user/kim": "fail", "user/lee": "unknown"],
                users: [jane, .console("kim"), .console("lee")]
            ) {
                $0.users = [SampleRecord(1, "jane"), SampleRecord(2, "kim"), SampleRecord(3, "kim", person: 2)]
            },
            line(.sharedUser, "the other one's life has ended", ["user/jane": "pass"]) {
                $0.users = [SampleRecord(1, "jane"), SampleRecord(2, "jane", person: 2) { $0.revoke(decided: 9, verified: 9) }]
            },
            line(.privilegeWithoutEnd, "critical, with an end, not privileged", ["user/a": "fail", "user/b": "pass", "user/c": "n/a"]) {
                $0.users = [
                    SampleRecord(1, "a") { $0.risk = .critical },
                    SampleRecord(2, "b") {
                        $0.risk = .critical
                        $0.record.end = ago(-9)
                    }, SampleRecord(3, "c") { $0.risk = .high },
                ]
            },
            line(
                .privilegeWithoutEnd, "an administrator in fact", ["user/jane": "fail"],
                users: [jane.with { $0.inline = ["all": SamplePolicy.allow("*")] }]
            ) {
                $0.users = [SampleRecord(1, "jane")]
            },
        ]
    }

    private static func stuck(_ verdict: Stuck.Verdict) -> Stuck {
        Stuck(verdict: verdict, since: ago(9), deadline: ago(2), waitsFor: .subject, blockers: [], consequence: nil)
    }

    private static func drifts() -> [VerdictCase] {
        func drift(
            _ what: String, _ verdict: String, adopted: Bool = false, _ user: SampleUser = jane,
            _ change: (inout SampleRecord) -> Void = { _ in }
        ) -> VerdictCase {
            let record = SampleRecord(1, "jane", adopted: adopted, change)
            return line(.drift, what, ["user/jane": verdict], users: [user]) { $0.users = [record] }
        }
        let suspended = { (record: inout SampleRecord) in
            record.record.stage = .suspended
            record.record.facts.insert(.denied)
        }
        let admin = jane.with { $0.groups.append("admins") }
        let cutJane = jane.with { $0.inline = ["tenure-deny-all": cut] }
        return [
            drift("as approved", "pass"), drift("a group too much", "fail", admin),
            drift("a group missing", "fail", jane.with { $0.groups = ["duty"] }),
            drift("out of the duty group", "fail", jane.with { $0.groups = ["developers"] }),
            drift("its groups before MFA was seen", "fail") {
                $0.record.facts.remove(.entitlements)
                $0.record.stage = .enrolment
            },
            drift("an attached policy", "fail", jane.with { $0.attached = ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }),
            drift("an inline policy", "fail", jane.with { $0.inline = ["mine": SamplePolicy.allow("s3:*")] }),
            drift("a boundary", "fail", jane.with { $0.boundary = "arn:aws:iam::123456789012:policy/fence" }),
            drift("an active key", "fail", jane.with { $0.keys = [.init()] }),
            drift("an inactive key", "pass", jane.with { $0.keys = [.init(isActive: false)] }),
            drift("the deny of a suspension", "pass", cutJane, suspended), drift("the deny is gone", "fail", jane, suspended),
            drift(
                "a deny that only looks like it", "fail", jane.with { $0.inline = ["tenure-deny-all": SamplePolicy.allow("*")] }, suspended),
            drift("the deny without a suspension", "fail", cutJane),
            drift("a key comes alive during a suspension", "fail", adopted: true, cutJane.with { $0.keys = [.init()] }, suspended),
            drift("no row in the report", "unknown", jane.with { $0.isReported = false }),
            drift("no row, but a group too much", "fail", admin.with { $0.isReported = false }),
            drift("moved since the snapshot", "unknown", admin) { $0.hasMoved = true },
            drift("its end was decided", "n/a", admin) { $0.revoke(decided: 1) },
            drift("being adopted", "n/a", adopted: true, admin) { $0.record.stage = .notice },
            drift("adopted, its inherited groups before it is active", "pass", adopted: true, admin) {
                $0.record.facts = [.user, .duty]
                $0.record.inherited = [known("admins")]
                $0.record.stage = .enrolment
            },
            drift("adopted, and nobody approved what it inherited", "fail", adopted: true, admin) {
                $0.record.facts = [.user, .duty]
                $0.record.inherited = [known("admins")]
            },
            drift(
                "adopted, with a key and a boundary from before", "pass", adopted: true,
                jane.with {
                    $0.keys = [.init()]
                    $0.boundary = "arn:aws:iam::123456789012:policy/fence"
                }),
        ]
    }

    private static func offices() throws -> [VerdictCase] {
        [
            line(.selfApprovalPossible, "everybody is one", ["account": "pass"]) { _ in },
            line(.selfApprovalPossible, "one mailbox under two names", ["person/P-1": "fail"]) {
                $0.people[2] = SampleRecords.person(3) { $0.mails = [sealed("P1+new@Example.com")] }
            },
            line(.selfApprovalPossible, "one employee number, and neither can approve", ["account": "pass"]) {
                $0.people[2] = SampleRecords.person(3) { $0.employeeNumber = sealed("17") }
                $0.people.append(SampleRecords.person(4) { $0.employeeNumber = sealed("17") })
            },
            line(.selfApprovalPossible, "one of them is a manager", ["person/P-3": "fail"]) {
                $0.people[2] = SampleRecords.person(3) { $0.employeeNumber = sealed("17") }
                $0.people.append(
                    SampleRecords.person(4) {
                        $0.employeeNumber = sealed("17")
                        $0.manager = PersonID(3)
                    })
            },
            line(.selfApprovalPossible, "one operating-system user, and both can", ["person/P-1": "fail", "person/P-2": "fail"]) {
                $0.people[1] = SampleRecords.person(2) { $0.osUser = sealed("p1") }
            },
            line(.selfApprovalPossible, "the other one has left", ["account": "pass"]) {
                $0.people[2] = SampleRecords.person(3) { $0.osUser = sealed("p1") }
                $0.people[2].left = ago(1)
            },
            try line(.recordRetention, "erased, and still needed", ["record/U-1": "fail", "control/backups": "unknown"]) {
                let name = try Sealed.erased("jane")
                $0.users = [SampleRecord(1, "jane") { $0.record.name = name }]
            },
            try line(.recordRetention, "erased, and its time is over", ["account": "pass", "control/backups": "unknown"]) {
                let name = try Sealed.erased("jane")
                $0.users = [
                    SampleRecord(1, "jane") {
                        $0.record.name = name
                        $0.revoke(decided: 1_100, verified: 1_095)
                    }
                ]
            },
            try line(.recordRetention, "whose it was is erased", ["record/U-1": "fail", "control/backups": "unknown"]) {
                let name = try Sealed.erased("Person 3")
                $0.people[2] = SampleRecords.person(3) { $0.name = name }
                $0.users = [SampleRecord(1, "jane") { $0.revoke(decided: 1_000, verified: 999) }]
            },
            history(
                "signed", "pass", HistoryOnRecord(size: 9, checkpoint: .init(size: 9, at: ago(400)), uncoveredSince: nil, problem: nil)),
            history("never signed", "fail", HistoryOnRecord(size: 9, checkpoint: nil, uncoveredSince: nil, problem: nil)),
            history(
                "an hour behind", "pass",
                HistoryOnRecord(size: 9, checkpoint: .init(size: 8, at: ago(2)), uncoveredSince: ago(1 / 24), problem: nil)),
            history(
                "two days behind", "fail",
                HistoryOnRecord(size: 9, checkpoint: .init(size: 8, at: ago(3)), uncoveredSince: ago(2), problem: nil)),
            history(
                "another root", "fail",
                HistoryOnRecord(size: 9, checkpoint: .init(size: 9, at: ago(0)), uncoveredSince: nil, problem: "another root")),
        ]
    }

    private static func history(_ what: String, _ verdict: String, _ history: HistoryOnRecord) -> VerdictCase {
        line(.historyUnverified, what, ["account": verdict]) { $0.history = history }
    }

    @Test(arguments: try lives())
    func `users are judged by what the ledger has of them`(_ line: VerdictCase) throws { try line.test() }

    @Test(arguments: drifts())
    func `each difference from what was approved is found`(_ line: VerdictCase) throws { try line.test() }

    @Test(arguments: try offices())
    func `roster, records and history are judged`(_ line: VerdictCase) throws { try line.test() }

    static let compared: [CheckID] = [
        .notRevoked, .leaver, .orphanUser, .drift, .expiredAccess, .stuck, .reviewOverdue, .sharedUser, .selfApprovalPossible,
        .privilegeWithoutEnd, .recordRetention, .historyUnverified,
    ]

    @Test func `without a ledger nothing is passed`() throws {
        for check in Self.compared { #expect(try SampleAccount.faulty.verdicts(check) == ["account": "unknown"], "\(check)") }
    }

    @Test func `drift names each difference, and the call that takes it back`() throws {
        var account = SampleAccount()
        account.records = SampleRecords()
        account.records?.users = [SampleRecord(1, "jane")]
        account.groups = [SampleGroup(name: "admins"), SampleGroup(name: "duty")]
        account.users = [SampleUser.console("jane").with { $0.groups = ["admins", "duty"] }]
        let finding = try #require(Examination(of: try account.view(), with: Limits(), checks: [.drift]).findings.first)
        #expect(finding.defect.message.en == "not as approved: group 'admins' is too much, group 'developers' is missing")
        #expect(finding.defect.message.ko == "승인된 것과 다름: 그룹 'admins'이 더 있음, 그룹 'developers'이 없음")
        #expect(finding.defect.evidence.map(\.source).contains("ledger, U-1"))
        #expect(finding.defect.remedy.aws.first == "aws iam remove-user-from-group --user-name jane --group-name admins")
    }
}
