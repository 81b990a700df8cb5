import Foundation

/// A quarter of a year, as auditors ask for it: `2026-Q4`.
public struct Quarter: Hashable, Sendable, CustomStringConvertible {
    public let year: Int
    /// From 1 to 4.
    public let number: Int

    /// Reads `2026-Q4`; nil for any other text.
    public init?(text: String) {
        guard let match = text.wholeMatch(of: /([0-9]{4})-Q([1-4])/), let year = Int(match.1), let number = Int(match.2), year > 0 else {
            return nil
        }
        self.year = year
        self.number = number
    }

    public var description: String {
        let digits = String(year)
        return String(repeating: "0", count: 4 - digits.count) + digits + "-Q\(number)"
    }

    /// Its first moment, and the first one after it, in a time zone.
    public func span(in zone: TimeZone) -> (start: Date, end: Date)? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let first = DateComponents(year: year, month: 3 * number - 2, day: 1)
        guard let start = calendar.date(from: first), let end = calendar.date(byAdding: .month, value: 3, to: start) else { return nil }
        return (start, end)
    }
}
