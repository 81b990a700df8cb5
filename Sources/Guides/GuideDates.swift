import Foundation
import Lifecycle

/// Moments as people read them.
public enum GuideDates {
    /// A moment to the minute with its weekday and time zone: `2026년 11월 28일(토) 18:00 (Asia/Seoul, UTC+9)`,
    /// `Saturday 28 November 2026, 18:00 (Asia/Seoul, UTC+9)`. Does not depend on the host's locale.
    public static func text(_ date: Date, language: Language, timeZone: TimeZone) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        let parts = calendar.dateComponents([.year, .month, .day, .weekday, .hour, .minute], from: date)
        guard let year = parts.year, let month = parts.month, let day = parts.day, let weekday = parts.weekday, let hour = parts.hour,
            let minute = parts.minute
        else { preconditionFailure("the Gregorian calendar gives every part that it is asked for") }
        let time = "\(twoDigits(hour)):\(twoDigits(minute)) (\(zone(timeZone, at: date)))"
        return switch language {
        case .korean: "\(year)년 \(month)월 \(day)일(\(koreanWeekdays[weekday - 1])) \(time)"
        case .english: "\(englishWeekdays[weekday - 1]) \(day) \(englishMonths[month - 1]) \(year), \(time)"
        }
    }

    /// `Asia/Seoul, UTC+9`: the name that people know and the offset that nobody can misread.
    private static func zone(_ timeZone: TimeZone, at date: Date) -> String {
        let seconds = timeZone.secondsFromGMT(for: date)
        let minutes = abs(seconds) / 60
        let rest = minutes.isMultiple(of: 60) ? "" : ":\(twoDigits(minutes % 60))"
        let offset = seconds == 0 ? "UTC" : "UTC\(seconds < 0 ? "-" : "+")\(minutes / 60)\(rest)"
        return ["GMT", "UTC", "Etc/UTC"].contains(timeZone.identifier) ? offset : "\(timeZone.identifier), \(offset)"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private static let koreanWeekdays = ["일", "월", "화", "수", "목", "금", "토"]
    private static let englishWeekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
}
