import Foundation

/// Times as canonical bytes have them, between the calendar and seconds: Foundation's way there takes longer than all else in an event.
enum CanonicalTime {
    // Before, Foundation counts by another calendar; after, a year has more than four digits.
    private static let years = 1_900...9_999
    private static let day = 86_400

    /// Writes `2026-11-02T00:00:00Z`, or nothing: there are times that are to be left to Foundation.
    static func write(_ time: Date, to bytes: inout [UInt8]) -> Bool {
        let seconds = Int(time.timeIntervalSince1970.rounded(.down))
        let second = (seconds % day + day) % day
        let date = civil(day: (seconds - second) / day)
        guard years.contains(date.year) else { return false }
        write(date.year / 100, nil, to: &bytes)
        write(date.year % 100, "-", to: &bytes)
        write(date.month, "-", to: &bytes)
        write(date.day, "T", to: &bytes)
        write(second / 3_600, ":", to: &bytes)
        write(second / 60 % 60, ":", to: &bytes)
        write(second % 60, "Z", to: &bytes)
        return true
    }

    private static func write(_ pair: Int, _ separator: Unicode.Scalar?, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "0") + UInt8(pair / 10))
        bytes.append(UInt8(ascii: "0") + UInt8(pair % 10))
        if let separator { bytes.append(UInt8(ascii: separator)) }
    }

    /// The time that is written so; nil for what is written otherwise, or is no time.
    static func read(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Date? {
        guard bytes.count == 20, let century = pair(bytes, 0), let rest = pair(bytes, 2), let month = pair(bytes, 5),
            let date = pair(bytes, 8),
            let hour = pair(bytes, 11), let minute = pair(bytes, 14), let second = pair(bytes, 17), hour < 24, minute < 60, second < 60,
            separators.allSatisfy({ bytes[bytes.startIndex + $0.place] == $0.byte })
        else { return nil }
        let year = century * 100 + rest
        guard years.contains(year), 1...12 ~= month else { return nil }
        let number = Self.number(year, month, date)
        // A day that there is not, such as the 30th of February, is counted as one of the next month.
        guard civil(day: number) == (year, month, date) else { return nil }
        return Date(timeIntervalSince1970: TimeInterval(number * day + hour * 3_600 + minute * 60 + second))
    }

    private static let separators: [(place: Int, byte: UInt8)] = [
        (4, UInt8(ascii: "-")), (7, UInt8(ascii: "-")), (10, UInt8(ascii: "T")), (13, UInt8(ascii: ":")), (16, UInt8(ascii: ":")),
        (19, UInt8(ascii: "Z")),
    ]

    private static func pair(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ offset: Int) -> Int? {
        let (ten, one) = (bytes[bytes.startIndex + offset] &- UInt8(ascii: "0"), bytes[bytes.startIndex + offset + 1] &- UInt8(ascii: "0"))
        return ten < 10 && one < 10 ? Int(ten) * 10 + Int(one) : nil
    }

    // Howard Hinnant's civil_from_days and days_from_civil: years begin in March, so that the leap day is the last of them.

    /// The date of a day counted from the beginning of 1970.
    private static func civil(day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The day of a date, counted from the beginning of 1970.
    private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let (era, shiftedMonth) = (year / 400, month > 2 ? month - 3 : month + 9)
        let yearOfEra = year - era * 400
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + (153 * shiftedMonth + 2) / 5 + day - 1
        return era * 146_097 + dayOfEra - 719_468
    }
}
