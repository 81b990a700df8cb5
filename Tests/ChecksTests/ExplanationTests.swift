import Checks
import Foundation
import IAM
import Lifecycle
import Testing

/// Events against the users of an account, in both directions.
struct ExplanationTests {
    private static func explanation(users: [SampleUser], _ records: [SampleRecord]) throws -> Explanation {
        var account = SampleAccount()
        account.users = users
        account.groups = ["developers", "duty"].map { SampleGroup(name: $0) }
        account.records = SampleRecords()
        account.records?.users = records
        return try #require(Explanation(of: try account.view()))
    }

    private static func subjects(_ lines: [Explanation.Line]) -> [String] { lines.map { "\($0.subject)" } }

    @Test func `a living record explains its user, and nothing else does`() throws {
        let found = try Self.explanation(
            users: ["jane", "ghost", "old", "ended", "new"].map { .console($0) },
            [
                SampleRecord(1, "jane"),
                // A namesake of somebody who was revoked is another user.
                SampleRecord(2, "old") {
                    $0.record.userID = known("AIDAANOTHERONE0000000")
                    $0.revoke(decided: 9, cut: 9, deleted: 9, verified: 8)
                },
                SampleRecord(3, "ended") { $0.revoke(decided: 9, cut: 9, deleted: 9, verified: 8) },
                SampleRecord(4, "new") { $0.record.userID = nil },
            ])
        #expect(found.userCount == 5 && found.explained == 1)
        #expect(Self.subjects(found.findings) == ["user/ghost", "user/old", "user/ended"])
        #expect(Self.subjects(found.unknowns) == ["user/new"])
    }

    @Test func `a user that the events have is missed, unless it was deleted, was never made, or moves`() throws {
        let found = try Self.explanation(
            users: [.console("jane")],
            [
                SampleRecord(1, "jane"), SampleRecord(2, "gone") { $0.record.missingSince = SampleAccount.ago(3) },
                SampleRecord(3, "unmade") {
                    $0.record.userID = nil
                    $0.record.facts = [.approval]
                },
                SampleRecord(4, "deleted") { $0.revoke(decided: 2, cut: 2, deleted: 1) },
                SampleRecord(5, "cut") { $0.revoke(decided: 2, cut: 2) },
                SampleRecord(6, "moving") { $0.hasMoved = true },
            ])
        #expect(Self.subjects(found.findings) == ["user/gone", "user/cut"])
        #expect(found.findings.first?.message.en.contains("missed since 2026-11-18") == true, "\(found.findings)")
        #expect(Self.subjects(found.unknowns) == ["user/moving"])
    }

    @Test func `what a waiver permits is no finding, and says who answers for it`() throws {
        var account = SampleAccount()
        account.users = [.console("ghost")]
        account.records = SampleRecords()
        let finding = "orphan-user:\(SampleAccount.number):user/ghost"
        account.records?.register.waivers = [
            Waiver(
                request: RequestID(9), finding: sealed(finding), owner: PersonID(1), reason: sealed("until the migration"),
                until: SampleAccount.ago(-9))
        ]
        let found = try #require(Explanation(of: try account.view()))
        #expect(found.findings.isEmpty && found.explained == 0)
        #expect(found.waived.map(\.message.en).first?.contains("waived by R-9") == true, "\(found.waived)")
    }

    @Test func `without a ledger there is nothing to compare`() throws {
        #expect(Explanation(of: try SampleAccount().view()) == nil)
    }
}
