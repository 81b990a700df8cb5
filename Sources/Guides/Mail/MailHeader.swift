import Foundation
import IAM

/// The values of header fields, as RFC 5322 and RFC 2047 want them written.
enum MailHeader {
    /// Free text: as it is if it is short ASCII, otherwise as encoded words, one a line.
    static func text(_ text: String, of field: String) throws(MailError) -> String {
        guard text.isPrintableLine else { throw .unprintableHeader(field) }
        let isPlain = text.utf8.count <= 60 && text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
        return isPlain ? text : encodedWords(text)
    }

    /// `Jane Doe <jane.doe@example.com>`.
    static func mailbox(_ mailbox: Mailbox, of field: String) throws(MailError) -> String {
        guard let name = mailbox.name, !name.isEmpty else { return mailbox.address.text }
        guard name.isPrintableLine else { throw .unprintableHeader(field) }
        let isPlain = name.utf8.count <= 60 && name.utf8.allSatisfy { isAtom($0) || $0 == UInt8(ascii: " ") }
        return "\(isPlain ? name : encodedWords(name))\n <\(mailbox.address)>"
    }

    /// `Sat, 28 Nov 2026 09:00:00 +0000`.
    static func date(_ date: Date) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = .gmt
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '+0000'"
        return formatter.string(from: date)
    }

    /// `LEFT@RIGHT`, without the brackets that belong around it.
    static func messageID(_ text: String) throws(MailError) -> String {
        let sides = text.split(separator: "@", omittingEmptySubsequences: false)
        let isRight =
            sides.count == 2
            && sides.allSatisfy { side in
                !side.isEmpty && side.utf8.allSatisfy { isAtom($0) || $0 == UInt8(ascii: ".") }
            }
        guard isRight, text.utf8.count <= 900 else { throw .messageID(text) }
        return text
    }

    private static func isAtom(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "-_+!#$%&'*/^`{|}~".utf8.contains(byte)
        }
    }

    /// Each word is whole characters of at most 39 bytes, so that with its frame and the field's name the line stays under RFC 2047's 76.
    private static func encodedWords(_ text: String) -> String {
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if words[words.count - 1].count + bytes.count > 39 { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\n ")
    }
}
