import Foundation

/// Values as the AWS CLI writes them.
extension JSONCursor {
    /// A name or identifier that must pass its rule.
    mutating func checked<Rule>(_ rule: Checked<Rule>.Type = Checked<Rule>.self) throws -> Checked<Rule> {
        try made { text throws(InvalidText) in try Checked(text) }
    }

    mutating func arn() throws -> ARN { try made { text throws(InvalidText) in try ARN(text) } }

    private mutating func made<Value>(_ make: (String) throws(InvalidText) -> Value) throws -> Value {
        let text = try string()
        do {
            return try make(text)
        } catch {
            throw self.error(.invalid(error.description))
        }
    }

    mutating func number() throws -> Int {
        let text = try word()
        guard let number = Int(text) else { throw error(.invalid("'\(text)' is not a whole number")) }
        return number
    }

    mutating func flag() throws -> Bool {
        switch try word() {
        case "true": return true
        case "false": return false
        case let text: throw error(.invalid("'\(text)' is neither true nor false"))
        }
    }

    /// A time: ISO 8601 with `Z` or an offset, or the seconds since 1970.
    mutating func date() throws -> Date {
        guard try kind() == UInt8(ascii: "\"") else {
            let text = try word()
            guard let seconds = Double(text) else { throw error(.invalid("'\(text)' is not a time")) }
            return Date(timeIntervalSince1970: seconds)
        }
        let text = try string()
        guard let date = ReportTime.date(text) else { throw error(.invalid("'\(text)' is not a time")) }
        return date
    }

    /// A policy document: the CLI writes an object, IAM's own answers percent-encoded text, other tools plain text. Equal documents are
    /// one text, without white space. A text that is no JSON is kept as it is: it is unreadable, and that is a fact about the account.
    mutating func document(in pool: inout TextPool) throws -> String {
        if try kind() == UInt8(ascii: "{") {
            var text: [UInt8]? = []
            try copy(into: &text)
            return pool.text(text ?? [])
        }
        let text = try string()
        let isPlain = text.utf8.first { !" \n\r\t".utf8.contains($0) } == UInt8(ascii: "{")
        let decoded = isPlain ? text : text.removingPercentEncoding ?? text
        return pool.text(Array((Self.compact(decoded) ?? decoded).utf8))
    }

    /// A JSON text without white space between its parts; nil if it is none.
    static func compact(_ text: String) -> String? {
        do {
            var cursor = try JSONCursor(SnapshotBytes(text.utf8), of: .details)
            var compact: [UInt8]? = []
            try cursor.copy(into: &compact)
            guard try cursor.isDone() else { return nil }
            return String(decoding: compact ?? [], as: UTF8.self)
        } catch {
            return nil
        }
    }
}

extension JSONCursor {
    /// A member's value that must have been there.
    func need<Value>(_ value: Value?, _ name: String) throws -> Value {
        guard let value else { throw error(.lacks(name)) }
        return value
    }

    /// The tags, `[{"Key", "Value"}]`.
    mutating func tags(in pool: inout TextPool) throws -> [Tag] {
        var tags: [Tag] = []
        try list { cursor in
            var (key, value): (String?, String?)
            try cursor.object { cursor, name in
                switch name {
                case "Key": key = try cursor.string(in: &pool)
                case "Value": value = try cursor.string(in: &pool)
                default: try cursor.skip()
                }
            }
            tags.append(Tag(try cursor.need(key, "Key"), try cursor.need(value, "Value")))
        }
        return tags
    }
}
