import Foundation
import IAM
import Testing

/// Files that are no snapshot: each is refused, with its file and line, and a hint.
@Suite struct BrokenSnapshotTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let file: SnapshotFile
        let old: String
        let new: String
        let message: String
        var testDescription: String { message }

        init(_ file: SnapshotFile, _ old: String, _ new: String, _ message: String) {
            (self.file, self.old, self.new, self.message) = (file, old, new, message)
        }
    }

    static let cases = [
        Case(.report, "mfa_active", "mfa", "credential-report.csv, line 1: the column 'mfa_active' is missing"),
        Case(
            .report, "2026-01-31T23", "yesterday",
            "credential-report.csv, line 3: 'yesterday:59:59+00:00' cannot stand in 'user_creation_time'"),
        Case(
            .report, "jane,arn:aws:iam::123456789012", "jane,arn:aws:iam::210987654321",
            "credential-report.csv, line 3: 'arn:aws:iam::210987654321:user/jane' is not of account 123456789012"),
        Case(.details, #""RoleDetailList""#, #""Roles""#, "account-authorization-details.json: 'RoleDetailList' is missing"),
        Case(.details, #""UserName": "jane","#, "", "account-authorization-details.json, line 16: 'UserName' is missing"),
        Case(
            .details, #""UserName": "bob""#, #""UserName": "b b""#,
            "account-authorization-details.json, line 19: 'b b' is not an IAM user name: it has 1 to 64 ASCII letters, digits and + = , . @ - _"
        ),
        Case(.details, #""UserName": "bob""#, #""UserName": "JANE""#, "account-authorization-details.json, line 17: 'JANE' stands twice"),
        Case(
            .details, #"["developers"]"#, #"["developers", "admins"]"#,
            "account-authorization-details.json, line 3: 'jane' is in group 'admins', which is not there"),
        Case(.details, #""2026-03-01T00:00:00Z""#, #""March""#, "account-authorization-details.json, line 22: 'March' is not a time"),
        Case(
            .details, #""GroupList": ["developers"],"#, #""GroupList": ["developers"]"#,
            "account-authorization-details.json, line 10: found '\"' instead of ',' or '}'"),
        Case(
            .details, #""AttachmentCount": 0"#, #""AttachmentCount": none"#,
            "account-authorization-details.json, line 58: found 'n' instead of a value"),
        Case(
            .details, "user/bob", "user/bob\u{1}",
            "account-authorization-details.json, line 21: a string holds a bare control character"),
        Case(.details, #"\u0026"#, #"\x26"#, "account-authorization-details.json, line 15: a string holds an escape that is none"),
        Case(
            .details, "iam::123456789012:role", "iam::999999999999:role",
            "account-authorization-details.json, line 46: 'arn:aws:iam::999999999999:role/deployer' is not of account 123456789012"),
        Case(.summary, #"{"SummaryMap""#, #"{"Map""#, "account-summary.json: 'SummaryMap' is missing"),
        Case(
            .summary, #""Users": 2"#, #""Users": 200"#,
            "account-authorization-details.json: it has 2 users, and account-summary.json counts 200"),
        Case(.summary, #""Users": 2"#, #""Users": "2""#, "account-summary.json, line 1: found '\"' instead of a value"),
        Case(
            .passwordPolicy, #""MinimumPasswordLength": 14, "#, "",
            "account-password-policy.json, line 1: 'MinimumPasswordLength' is missing"),
    ]

    @Test(arguments: cases)
    func `what is broken is refused with its file and line`(_ tried: Case) throws {
        let files = SnapshotFiles.small.replacing(tried.old, with: tried.new, in: tried.file)
        let error = try #require(throws: SnapshotError.self) { try files.read() }
        #expect(error.description == tried.message)
        #expect(!error.hint.isEmpty)
    }

    @Test(arguments: [SnapshotFile.report, .details])
    func `without report or details there is no snapshot`(_ file: SnapshotFile) throws {
        var files = SnapshotFiles.small
        files[file] = nil
        #expect(throws: SnapshotError(.missing, in: file)) { try files.read() }
        files[file] = ""
        #expect(throws: SnapshotError.self) { try files.read() }
    }

    @Test func `details that were cut off anywhere are refused`() throws {
        var files = SnapshotFiles.small
        let text = try #require(files[.details]).trimmingCharacters(in: .whitespacesAndNewlines)
        for length in 0..<text.count {
            files[.details] = String(text.prefix(length))
            #expect(throws: SnapshotError.self, "\(length) characters") { try files.read() }
        }
    }

    @Test func `a report that was cut off after a row is refused if it lacks older users than it has`() throws {
        var files = SnapshotFiles.small
        // As IAM orders them bob comes first: he is the younger one.
        let rows = [SnapshotFiles.row("bob", "2026-03-01T00:00:00Z"), SnapshotFiles.row("jane", "2026-01-31T23:59:59Z")]
        files[.report] = SnapshotFiles.report(rows)
        #expect(try files.read().discrepancies.isEmpty)
        files[.report] = SnapshotFiles.report([rows[0]])
        #expect(throws: SnapshotError(.reportLacks(["jane"]), in: .report)) { try files.read() }
        files[.report] = SnapshotFiles.report([])
        #expect(throws: SnapshotError(.reportLacks(["bob", "jane"]), in: .report)) { try files.read() }
    }

    @Test func `details that lack more users than can have gone are refused`() throws {
        var files = SnapshotFiles.small
        let report = try #require(files[.report])
        for (count, isRefused) in [(20, false), (21, true)] {
            files[.report] = report + (0..<count).map { "\n" + SnapshotFiles.row("gone\($0)", "2026-02-01T00:00:00Z") }.joined()
            if isRefused {
                #expect(throws: SnapshotError.self) { try files.read() }
            } else {
                #expect(try files.read().discrepancies.count == count)
            }
        }
    }

    @Test(arguments: Array(0..<200 as Range<UInt64>))
    func `no change of bytes makes the reader trap`(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var files = SnapshotFiles.small
        var bytes = Array(try #require(files[.details]).utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: bytes.indices, using: &random)
            bytes[place] = random.pick(Array("{}[]\",:\\0n \n".utf8) + [0xFF, 0x01])
        }
        files[.details] = String(decoding: bytes, as: UTF8.self)
        // Either it is read, or it is refused: as what it is.
        do { _ = try files.read() } catch { #expect(error is SnapshotError, "seed \(seed): \(error)") }
    }
}
