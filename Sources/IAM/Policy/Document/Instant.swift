/// A moment as conditions compare it: in milliseconds since 1970. Source: W3C note "Date and Time Formats", and epoch seconds.
struct Instant: Comparable {
    let milliseconds: Int

    /// Reads `2026`, `2026-01`, `2026-01-31`, `2026-01-31T09:30:00.5Z`, `2026-01-31T09:30+09:00`, or seconds since 1970. A time without a
    /// zone is UTC's.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        if let seconds = Self.seconds(text) {
            milliseconds = seconds
            return
        }
        var fields = DateFields(rest: bytes[...])
        guard let year = fields.number(4) else { return nil }
        guard !fields.rest.isEmpty else {
            milliseconds = Self.daysSince1970(year, 1, 1) * 86_400_000
            return
        }
        guard fields.takes("-"), let month = fields.number(2), (1...12).contains(month) else { return nil }
        var day = 1
        if fields.takes("-") {
            guard let given = fields.number(2), (1...Self.days(in: month, of: year)).contains(given) else { return nil }
            day = given
        }
        var time = 0
        if !fields.rest.isEmpty {
            guard fields.takes("T") || fields.takes("t"), let given = fields.time() else { return nil }
            time = given
        }
        milliseconds = Self.daysSince1970(year, month, day) * 86_400_000 + time
    }

    /// Seconds since 1970, with a fraction if it has one; four digits are a year.
    private static func seconds(_ text: String) -> Int? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isYear = text.utf8.count == 4 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard !isYear, text.utf8.count <= 18, let whole = Int(parts[0]), abs(whole) < 1_000_000_000_000 else { return nil }
        guard parts.count == 2 else { return whole * 1000 }
        guard !parts[1].isEmpty, parts[1].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        let thousandths = Int((parts[1] + "00").prefix(3)) ?? 0
        return whole * 1000 + (text.hasPrefix("-") ? -thousandths : thousandths)
    }

    static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Howard Hinnant's `days_from_civil`, for years from 0 on.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

extension Instant: CustomStringConvertible {
    /// As AWS's simulator shows it to text operators: in UTC, with milliseconds.
    var description: String {
        let (days, time) = Self.parts(milliseconds, by: 86_400_000)
        let (year, month, day) = Self.civil(days)
        let clock = [time / 3_600_000, time / 60_000 % 60, time / 1000 % 60].map { Self.padded($0, 2) }.joined(separator: ":")
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))T\(clock).\(Self.padded(time % 1000, 3))Z"
    }

    private static func parts(_ value: Int, by size: Int) -> (Int, Int) {
        let rest = ((value % size) + size) % size
        return ((value - rest) / size, rest)
    }

    private static func padded(_ number: Int, _ length: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, length - digits.count)) + digits
    }

    /// Howard Hinnant's `civil_from_days`.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = parts(days + 719_468, by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}

/// What is left of a date's text.
private struct DateFields {
    var rest: ArraySlice<UInt8>

    mutating func takes(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: scalar) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Exactly that many digits.
    mutating func number(_ count: Int) -> Int? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else { return nil }
        rest = rest.dropFirst(count)
        return Int(String(decoding: digits, as: UTF8.self))
    }

    /// Hours, minutes, seconds and zone to the end of the text, as milliseconds.
    mutating func time() -> Int? {
        guard let hour = number(2) ?? number(1), hour < 24 else { return nil }
        guard !rest.isEmpty else { return hour * 3_600_000 }
        guard takes(":"), let minute = number(2), minute < 60 else { return nil }
        var milliseconds = (hour * 60 + minute) * 60_000
        if takes(":") {
            guard let second = number(2), second < 60 else { return nil }
            milliseconds += second * 1000
            if takes(".") {
                let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                rest = rest.dropFirst(digits.count)
                guard !digits.isEmpty else { return nil }
                let three = (Array(digits) + [48, 48]).prefix(3)
                milliseconds += Int(String(decoding: three, as: UTF8.self)) ?? 0
            }
        }
        return zone().map { milliseconds - $0 }
    }

    private mutating func zone() -> Int? {
        if rest.isEmpty { return 0 }
        if takes("Z") { return rest.isEmpty ? 0 : nil }
        let isWest = takes("-")
        guard isWest || takes("+"), let hour = number(2), hour < 24 else { return nil }
        _ = takes(":")
        guard let minute = rest.isEmpty ? 0 : number(2), minute < 60, rest.isEmpty else { return nil }
        return (hour * 60 + minute) * 60_000 * (isWest ? -1 : 1)
    }
}
