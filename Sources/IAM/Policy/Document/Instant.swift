/// A moment as conditions compare it: in milliseconds since 1970. Source: W3C note "Date and Time Formats", and epoch seconds.
struct Instant: Comparable {
    let milliseconds: Int

    /// Reads `2026-01-31`, `2026-01-31T09:30:00.5Z`, `2026-01-31T09:30+09:00`, or whole seconds since 1970.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        if let seconds = Int(text), bytes.count <= 12 {
            milliseconds = seconds * 1000
            return
        }
        var fields = DateFields(rest: bytes[...])
        guard let year = fields.number(4), fields.takes("-"), let month = fields.number(2), (1...12).contains(month) else { return nil }
        var day = 1
        if fields.takes("-") {
            guard let given = fields.number(2), (1...Self.days(in: month, of: year)).contains(given) else { return nil }
            day = given
        }
        var time = 0
        if !fields.rest.isEmpty {
            guard fields.takes("T"), let given = fields.time() else { return nil }
            time = given
        }
        milliseconds = Self.daysSince1970(year, month, day) * 86_400_000 + time
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
        guard let hour = number(2), hour < 24, takes(":"), let minute = number(2), minute < 60 else { return nil }
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
        if takes("Z") { return rest.isEmpty ? 0 : nil }
        let isWest = takes("-")
        guard isWest || takes("+"), let hour = number(2), hour < 24, takes(":"), let minute = number(2), minute < 60, rest.isEmpty else {
            return nil
        }
        return (hour * 60 + minute) * 60_000 * (isWest ? -1 : 1)
    }
}
