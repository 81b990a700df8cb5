import Foundation
import Lifecycle
import Testing

struct QuarterTests {
    @Test(arguments: [
        ("2026-Q4", "Asia/Seoul", "2026-09-30T15:00:00Z", "2026-12-31T15:00:00Z"),
        ("2026-Q1", "UTC", "2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z"),
        // Daylight saving begins in it: it is an hour shorter.
        ("2026-Q1", "America/New_York", "2026-01-01T05:00:00Z", "2026-04-01T04:00:00Z"),
    ]) func `a quarter is that of the time zone`(text: String, zone: String, start: String, end: String) throws {
        let zone = try #require(TimeZone(identifier: zone))
        let span = try #require(Quarter(text: text)?.span(in: zone))
        #expect(span.start.formatted(.iso8601) == start && span.end.formatted(.iso8601) == end)
        #expect(Quarter(text: text)?.description == text)
    }

    @Test(arguments: ["", "2026", "2026-Q0", "2026-Q5", "2026-q4", "26-Q4", "2026-Q4 ", "Q4-2026", "2026Q4", "0000-Q1"])
    func `nothing else is one`(text: String) { #expect(Quarter(text: text) == nil) }

    @Test func `quarters follow each other without a gap`() throws {
        let zone = try #require(TimeZone(identifier: "Asia/Seoul"))
        var end: Date?
        for year in 2024...2028 {
            for number in 1...4 {
                let span = try #require(Quarter(text: "\(year)-Q\(number)")?.span(in: zone))
                if let end { #expect(span.start == end) }
                end = span.end
            }
        }
    }
}
