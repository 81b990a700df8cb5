/// Reads SSH's binary form: numbers, and strings with their length in front (RFC 4251, section 5). Nil for what is not there.
struct SSHWire {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ count: Int) -> [UInt8]? {
        guard count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    mutating func number() -> Int? { take(4).map { $0.reduce(0) { $0 << 8 | Int($1) } } }

    mutating func string() -> [UInt8]? { number().flatMap { take($0) } }

    /// A string of printable ASCII: what names of algorithms and namespaces are made of.
    mutating func word() -> String? {
        guard let bytes = string(), bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A positive number of any size, without the zeros in front, in at most so many bytes.
    mutating func magnitude(atMost count: Int) -> [UInt8]? {
        guard let bytes = string(), let first = bytes.first, first < 0x80 else { return nil }
        // A zero in front is there only to keep the number positive: one number has one form.
        guard first == 0 else { return bytes.count <= count ? bytes : nil }
        guard bytes.count > 1, bytes[1] >= 0x80, bytes.count - 1 <= count else { return nil }
        return Array(bytes.dropFirst())
    }
}

/// Writes the same form.
enum SSHForm {
    static func string(_ bytes: some Collection<UInt8>) -> [UInt8] {
        let length = UInt32(bytes.count)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + bytes
    }

    static func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }
}
