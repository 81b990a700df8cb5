import Foundation
import IAM
import Testing

@Suite struct CredentialReportTests {
    private static let header = CSV.line(CredentialReport.columns)
    private static let none = "N/A,N/A,N/A"
    private static let root =
        "<root_account>,arn:aws:iam::123456789012:root,2019-01-02T03:04:05+00:00,not_supported,2026-11-01T00:00:00+00:00,not_supported,"
        + "not_supported,true,false,N/A,\(none),false,N/A,\(none),false,N/A,false,N/A"
    private static let jane =
        "jane,arn:aws:iam::123456789012:user/staff/jane,2026-01-31T23:59:59Z,true,no_information,2026-02-01T00:00:00Z,2026-05-02T00:00:00Z,"
        + "false,true,2026-02-01T09:00:00Z,2026-03-01T09:15:00Z,ap-northeast-2,s3,false,2026-02-02T00:00:00Z,\(none),"
        + "true,2026-04-01T00:00:00Z,false,N/A"

    @Test func `root and a user come as AWS told them`() throws {
        let report = try CredentialReport([Self.header, Self.root, Self.jane].joined(separator: "\n"))
        let (root, jane) = (try #require(report.rows.first), try #require(report.rows.last))
        #expect(root.subject == .root)
        #expect(root.passwordEnabled == nil)
        #expect(root.passwordLastUsed == .at(date("2026-11-01T00:00:00Z")))
        #expect(root.passwordLastChanged == nil)
        #expect(root.mfaActive)
        #expect(root.keys.isEmpty)
        #expect(jane.subject == .user(try UserName("jane")))
        #expect(jane.arn == (try ARN("arn:aws:iam::123456789012:user/staff/jane")))
        #expect(jane.created == date("2026-01-31T23:59:59Z"))
        #expect(jane.passwordEnabled == true)
        #expect(jane.passwordLastUsed == .noInformation)
        #expect(jane.passwordNextRotation == date("2026-05-02T00:00:00Z"))
        #expect(!jane.mfaActive)
        #expect(jane.keys.map(\.slot) == [1, 2])
        #expect(jane.keys.map(\.isActive) == [true, false])
        #expect(jane.keys.map(\.lastUsedService) == ["s3", nil])
        #expect(jane.certificates.map(\.slot) == [1])
    }

    @Test func `a header alone is a report of nobody`() throws {
        #expect(try CredentialReport(Self.header).rows.isEmpty)
    }

    @Test func `columns are found by name, and unknown ones are kept`() throws {
        let columns = ["additional_credentials_info"] + CredentialReport.columns.reversed()
        let fields = ["a, \"b\""] + Self.jane.split(separator: ",", omittingEmptySubsequences: false).map(String.init).reversed()
        let shuffled = try CredentialReport(CSV.line(columns) + "\r\n" + CSV.line(fields) + "\r\n")
        let plain = try CredentialReport(Self.header + "\n" + Self.jane)
        #expect(shuffled.extraColumns == ["additional_credentials_info"])
        #expect(shuffled.rows.first?.extra == ["additional_credentials_info": "a, \"b\""])
        #expect(shuffled.rows.first?.keys == plain.rows.first?.keys)
        #expect(shuffled.rows.first?.created == plain.rows.first?.created)
    }

    @Test func `booleans may be in capitals, as the guide has them`() throws {
        let text = Self.jane.replacing(",true,", with: ",TRUE,").replacing(",false,", with: ",False,")
        let report = try CredentialReport(Self.header + "\n" + text)
        #expect(report.rows == (try CredentialReport(Self.header + "\n" + Self.jane)).rows)
    }

    @Test(arguments: [
        ("", 1, CredentialReportError.Problem.empty),
        ("user,arn", 1, .missingColumn("user_creation_time")),
        (header + ",user", 1, .repeatedColumn("user")),
        (header + "\n" + root + "\njane,x", 3, .wrongFieldCount(2, expected: 22)),
        (header + "\n" + jane + "\n" + jane, 3, .repeatedUser("jane")),
        (header + "\n" + jane + "\n" + jane.replacing("jane,", with: "JANE,"), 3, .repeatedUser("JANE")),
        (header + "\n\"jane", 2, .csv(.unterminatedQuote)),
        (header + "\nja\"ne\"", 2, .csv(.strayQuote)),
        (header + "\n\"ja\"ne", 2, .csv(.strayQuote)),
        (header + "\n" + jane.replacing("jane,", with: "ja ne,"), 2, .invalidValue("ja ne", column: "user")),
        (
            header + "\n" + jane.replacing("2026-01-31", with: "2026-02-29"), 2,
            .invalidValue("2026-02-29T23:59:59Z", column: "user_creation_time")
        ),
        (header + "\n" + jane.replacing("Z,true,no_info", with: "Z,yes,no_info"), 2, .invalidValue("yes", column: "password_enabled")),
        (header + "\n" + jane.replacing("no_information", with: "never"), 2, .invalidValue("never", column: "password_last_used")),
    ])
    func `what is no report is refused with its line`(text: String, line: Int, problem: CredentialReportError.Problem) {
        #expect(throws: CredentialReportError(line: line, problem: problem)) { try CredentialReport(text) }
    }

    @Test func `no cut and no changed byte of a report traps`() throws {
        let bytes = Array([Self.header, Self.root, Self.jane].joined(separator: "\n").utf8)
        var refused = 0
        for place in bytes.indices {
            for byte in [UInt8(ascii: "\""), UInt8(ascii: ","), 10, 0, 255] {
                var changed = bytes
                changed[place] = byte
                if (try? CredentialReport(String(decoding: changed, as: UTF8.self))) == nil { refused += 1 }
            }
            _ = try? CredentialReport(String(decoding: bytes[..<place], as: UTF8.self))
        }
        #expect(refused > bytes.count * 3)
    }

    @Test func `a hundred thousand rows are read`() throws {
        var text = Self.header
        for number in 0..<100_000 { text += "\n" + Self.jane.replacingOccurrences(of: "jane", with: "jane\(number)") }
        let clock = ContinuousClock()
        var count = 0
        let time = try clock.measure { count = try CredentialReport(text).rows.count }
        print("100,000 rows of a credential report in \(time)")
        #expect(count == 100_000)
    }

    private func date(_ text: String) -> Date { ReportTime.date(text) ?? .distantPast }
}

@Suite struct ReportTimeTests {
    @Test func `every day from 1970 to 2100 is written and read alike, and as Foundation writes it`() {
        let style = Date.ISO8601FormatStyle()
        for day in 0..<47_482 {
            let date = Date(timeIntervalSince1970: Double(day * 86_400 + day % 86_400))
            let text = ReportTime.text(date)
            #expect(ReportTime.date(text) == date)
            if day % 97 == 0 { #expect(text == style.format(date)) }
        }
    }

    @Test(arguments: [
        ("2026-11-21T19:49:20+00:00", 1_795_290_560.0), ("2026-11-22T04:49:20+09:00", 1_795_290_560),
        ("2026-11-21T19:49:20.500Z", 1_795_290_560.5),
    ])
    func `zones and fractions are read`(text: String, seconds: Double) {
        #expect(ReportTime.date(text) == Date(timeIntervalSince1970: seconds))
    }

    @Test(arguments: [
        "", "2026-11-21", "2026-11-21T19:49:20", "2026-13-01T00:00:00Z", "2026-11-31T00:00:00Z", "2026-11-21T24:00:00Z",
        "2026-11-21T19:49:20Zx",
    ])
    func `what is no time is none`(text: String) {
        #expect(ReportTime.date(text) == nil)
    }
}

@Suite struct CSVTests {
    @Test func `what is written is read`() throws {
        var seed: UInt64 = 42
        for round in 0..<2000 {
            let fields = (0..<4).map { _ in
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return String((0..<Int(seed >> 60)).map { Array("a,\"\n\r가 ")[Int((seed >> ($0 * 3)) % 7)] })
            }
            guard fields != ["", "", "", ""] else { continue }
            #expect(try CSV.records(of: CSV.line(fields) + "\n").map(\.fields) == [fields], "seed 42, round \(round)")
        }
    }

    @Test func `lines are counted through quoted line ends`() throws {
        let records = try CSV.records(of: "\u{FEFF}a,b\r\n\r\n\"x\ny\",\"\"\"\"\nlast,")
        #expect(records.map(\.line) == [1, 3, 5])
        #expect(records.map(\.fields) == [["a", "b"], ["x\ny", "\""], ["last", ""]])
    }
}
