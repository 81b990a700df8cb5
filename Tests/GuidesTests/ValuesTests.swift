import Foundation
import Guides
import IAM
import Lifecycle
import Testing

@Suite struct ValuesTests {
    @Test(arguments: [
        ("Asia/Seoul", 1_795_856_400, "2026년 11월 28일(토) 18:00 (Asia/Seoul, UTC+9)", "Saturday 28 November 2026, 18:00 (Asia/Seoul, UTC+9)"),
        ("UTC", 1_795_856_400, "2026년 11월 28일(토) 09:00 (UTC)", "Saturday 28 November 2026, 09:00 (UTC)"),
        (
            "Asia/Kolkata", 1_795_856_400, "2026년 11월 28일(토) 14:30 (Asia/Kolkata, UTC+5:30)",
            "Saturday 28 November 2026, 14:30 (Asia/Kolkata, UTC+5:30)"
        ),
        (
            "America/New_York", 1_782_871_140, "2026년 6월 30일(화) 21:59 (America/New_York, UTC-4)",
            "Tuesday 30 June 2026, 21:59 (America/New_York, UTC-4)"
        ),
        (
            "America/New_York", 1_767_225_600, "2025년 12월 31일(수) 19:00 (America/New_York, UTC-5)",
            "Wednesday 31 December 2025, 19:00 (America/New_York, UTC-5)"
        ),
        ("Asia/Seoul", 1_767_193_200, "2026년 1월 1일(목) 00:00 (Asia/Seoul, UTC+9)", "Thursday 1 January 2026, 00:00 (Asia/Seoul, UTC+9)"),
    ])
    func `a moment has its weekday and its zone`(zone: String, seconds: Double, korean: String, english: String) throws {
        let zone = try #require(TimeZone(identifier: zone))
        let date = Date(timeIntervalSince1970: seconds)
        #expect(GuideDates.text(date, language: .korean, timeZone: zone) == korean)
        #expect(GuideDates.text(date, language: .english, timeZone: zone) == english)
    }

    @Test(arguments: Partition.allCases) func `each partition has its own sign-in address`(partition: Partition) throws {
        let wanted =
            switch partition {
            case .aws: "https://example.signin.aws.amazon.com/console"
            case .china: "https://example.signin.amazonaws.cn/console"
            case .usGovernment: "https://example.signin.amazonaws-us-gov.com/console"
            case .europeanSovereign: "https://example.signin.amazonaws-eusc.eu/console"
            }
        #expect(SignInAddress(alias: try SignInAlias("example"), in: partition).description == wanted)
    }

    @Test func `an account without an alias is signed in to by its number`() throws {
        let account = GuideValues.Account(
            name: try AccountAlias("dev"), id: try AccountID("000000000001"), partition: .aws, signInAlias: nil)
        #expect(account.signIn.description == "https://000000000001.signin.aws.amazon.com/console")
    }

    @Test func `a device is named for its user and nobody else`() throws {
        let user = try UserName("jane.doe")
        #expect(DeviceName(for: user).text == "jane.doe")
        #expect(DeviceName(for: user, suffix: "phone")?.text == "jane.doe-phone")
        #expect(DeviceName(for: user, suffix: "") == nil && DeviceName(for: user, suffix: "a/b") == nil)
        let serial = DeviceName(for: user).serial(account: try AccountID("123456789012"), in: .china)
        #expect(serial.description == "arn:aws-cn:iam::123456789012:mfa/jane.doe")
    }

    @Test(arguments: ["ab", "-abc", "abc-", "a--b", "Abc", "a.b", "가나다", String(repeating: "a", count: 64)])
    func `what AWS takes for no alias is none here`(text: String) {
        #expect(throws: InvalidText.self) { try SignInAlias(text) }
    }
}
