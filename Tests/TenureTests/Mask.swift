import Foundation

/// Puts names in the place of what differs from day to day and from machine to machine.
struct Mask {
    let folder: URL
    let start: Date

    private static let accounts: Set<String> = ["111122223333", "123456789012", "210987654321", "444455556666", "999999999999"]

    /// The text with times as they lie from the beginning of the session, and ids, digests and paths by what they are.
    func apply(_ text: String) -> String {
        var text = text.replacing(folder.path, with: "<dir>")
        text = text.replacing(Stage.program.deletingLastPathComponent().path, with: "<bin>")
        text = text.replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(?<gap> ?)/) { match in
            masked(String(match.0.prefix(16)), format: "yyyy-MM-dd HH:mm", zone: "Asia/Seoul").padded(to: match.gap.isEmpty ? 0 : 16)
                + match.gap
        }
        text = text.replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z/) { match in
            masked(String(match.0), format: "yyyy-MM-dd'T'HH:mm:ss'Z'", zone: "UTC")
        }
        text = text.replacing(/(AIDA|AKIA|APKA|ACCA)[A-Z0-9]{12,}/) { "\($0.1)<id>" }
        text = text.replacing(/[0-9a-f]{64}/) { _ in "<digest>" }
        text = text.replacing(/SHA256:[A-Za-z0-9+\/]{43}/) { _ in "SHA256:<digest>" }
        text = text.replacing(/\+[0-9a-f]{8}\+[AB][A-Za-z0-9+\/]{43}/) { _ in "+<key>" }
        text = text.replacing(/(?<before>[\n ])[A-Za-z0-9+\/]{43}=\n/) { match in "\(match.before)<root>\n" }
        text = text.replacing(/(— [^ \n]+ )[A-Za-z0-9+\/]{88,}=*/) { match in "\(match.1)<signature>" }
        // Shorter ones are salts, or digests that a session cuts off.
        text = text.replacing(/[0-9a-f]{32,}/) { _ in "<salt>" }
        text = text.replacing(/[A-Z][a-z]+day [0-9]{1,2} [A-Z][a-z]+ [0-9]{4}, [0-9]{2}:[0-9]{2}/) { _ in "<day, time>" }
        text = text.replacing(/[0-9]{4}년 [0-9]{1,2}월 [0-9]{1,2}일\(.\) [0-9]{2}:[0-9]{2}/) { _ in "<day, time>" }
        // A digest's beginning may be all digits, like an account's number.
        text = text.replacing(/\b[0-9a-f]{12}\b/) { match in Self.accounts.contains(String(match.0)) ? String(match.0) : "<digest…>" }
        text = text.replacing(/process [0-9]+ of \w+/) { _ in "process <pid> of <user>" }
        text = text.replacing(/operating-system user 'root'/) { _ in "operating-system user '<me>'" }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(Self.trimmed).joined(separator: "\n")
    }

    private static func trimmed(_ line: Substring) -> String { String(line.reversed().drop { $0 == " " }.reversed()) }

    private func masked(_ text: String, format: String, zone: String) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: zone)
        formatter.dateFormat = format
        guard let time = formatter.date(from: text) else { return text }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Asia/Seoul") ?? .gmt
        let parts = calendar.dateComponents([.hour, .minute], from: time)
        if parts.hour == 23, parts.minute == 59 {
            let days = calendar.dateComponents([.day], from: calendar.startOfDay(for: start), to: calendar.startOfDay(for: time)).day ?? 0
            // Nobody types today as an end: today at a minute to midnight it is now.
            if days > 0 { return "<end of day \(days)>" }
        }
        let hours = Int((time.timeIntervalSince(start) / 3_600).rounded())
        guard hours != 0 else { return "<now>" }
        let sign = hours < 0 ? "-" : "+"
        return hours.isMultiple(of: 24) ? "<now\(sign)\(abs(hours) / 24)d>" : "<now\(sign)\(abs(hours))h>"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
