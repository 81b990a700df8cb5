import Foundation

/// A length of time as workflow files write it: `14d`, `36h`, `30m`.
public struct Period: Hashable, Sendable, Comparable {
    public let seconds: Int

    /// That many seconds.
    public init(seconds: Int) { self.seconds = seconds }

    /// Days of 24 hours.
    public static func days(_ days: Int) -> Period { Period(seconds: days * 86_400) }
    /// Hours.
    public static func hours(_ hours: Int) -> Period { Period(seconds: hours * 3_600) }

    /// A length for people: whole days from two on, whole hours from two on, otherwise minutes. Some seconds less than two weeks are two weeks.
    public init(roughly exact: TimeInterval) {
        let seconds = (exact / 60).rounded() * 60
        let unit = seconds >= 2 * 86_400 ? 86_400 : seconds >= 2 * 3_600 ? 3_600 : 60
        self.init(seconds: Int(seconds) / unit * unit)
    }

    /// Reads a positive whole number with `d`, `h` or `m`, up to ten years; nil for anything else.
    public init?(text: String) {
        guard let unit = text.last, let seconds = Self.units[unit], let count = Int(text.dropLast()), text.first?.isNumber == true,
            (1...(10 * 366 * 86_400 / seconds)).contains(count)
        else { return nil }
        self.seconds = count * seconds
    }

    private static let units: [Character: Int] = ["d": 86_400, "h": 3_600, "m": 60]

    public static func < (left: Period, right: Period) -> Bool { left.seconds < right.seconds }
}

extension Period: CustomStringConvertible {
    public var description: String {
        if seconds.isMultiple(of: 86_400) { return "\(seconds / 86_400)d" }
        if seconds.isMultiple(of: 3_600) { return "\(seconds / 3_600)h" }
        return "\(seconds / 60)m"
    }
}

extension Date {
    /// The moment that long after this one.
    public static func + (date: Date, period: Period) -> Date { date.addingTimeInterval(TimeInterval(period.seconds)) }
    /// The moment that long before this one.
    public static func - (date: Date, period: Period) -> Date { date.addingTimeInterval(-TimeInterval(period.seconds)) }
}

extension Period: Codable {
    public init(from decoder: any Decoder) throws {
        self.init(seconds: try decoder.singleValueContainer().decode(Int.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(seconds)
    }
}
