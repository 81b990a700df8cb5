import Foundation

/// Times as AWS writes them.
enum AnswerDate {
    /// RFC 3339, with a fraction of any length or none, `Z` or an offset; nil if it is anything else.
    static func parse(_ text: String) -> Date? {
        guard let point = text.firstIndex(of: ".") else { return whole(text) }
        let digits = text[text.index(after: point)...].prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, let fraction = Double("0." + digits) else { return nil }
        return whole(text[..<point] + text[digits.endIndex...]).map { $0.addingTimeInterval(fraction) }
    }

    /// The `Date` header of an answer, as RFC 9110 has it: `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func parseHeader(_ text: String) -> Date? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])) else { return nil }
        let day = parts[1].count == 1 ? "0\(parts[1])" : String(parts[1])
        return whole("\(parts[3])-\(month < 9 ? "0" : "")\(month + 1)-\(day)T\(parts[4])Z")
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func whole(_ text: some StringProtocol) -> Date? {
        let shape = Array(text.utf8)
        guard shape.count >= 20, shape[4] == UInt8(ascii: "-"), shape[10] == UInt8(ascii: "T"), shape[13] == UInt8(ascii: ":")
        else { return nil }
        let zone = text.dropFirst(19)
        let style = Date.ISO8601FormatStyle(timeZone: .gmt)
        if zone == "Z" { return try? style.parse(String(text)) }
        guard let local = try? style.parse(String(text.prefix(19)) + "Z"), let offset = seconds(ofZone: zone) else { return nil }
        return local.addingTimeInterval(-offset)
    }

    private static func seconds(ofZone zone: some StringProtocol) -> TimeInterval? {
        let sign: Double = zone.hasPrefix("-") ? -1 : 1
        let parts = zone.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard zone.hasPrefix("+") || zone.hasPrefix("-"), parts.count == 2, let hours = UInt8(parts[0]), let minutes = UInt8(parts[1]),
            hours < 24, minutes < 60
        else { return nil }
        return sign * Double(Int(hours) * 3600 + Int(minutes) * 60)
    }
}
