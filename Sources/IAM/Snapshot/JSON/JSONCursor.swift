/// Goes through JSON from front to back, as it comes in pieces. Nothing is kept but what a reader takes.
///
/// It refuses what is not JSON, with the line; nesting is bounded, and the work is linear in the length.
struct JSONCursor {
    /// The CLI's answers nest to about ten; policies in them seven more.
    static let deepest = 64
    // What has been read is let go of in pieces of this size.
    private static let piece = 1 << 18

    let file: SnapshotFile
    /// The line that has been reached, from 1.
    private(set) var line = 1
    private var bytes: [UInt8] = []
    private var index = 0
    private let refill: (inout [UInt8]) throws -> Bool
    private var isAtEnd = false

    init(_ source: SnapshotBytes, of file: SnapshotFile) throws {
        refill = source.next
        self.file = file
        if try peek() == 0xEF { index += 3 }
    }

    func error(_ problem: SnapshotError.Problem) -> SnapshotError { SnapshotError(problem, in: file, line: line) }

    /// An error about what stands here instead of what was wanted.
    mutating func unexpected(_ wanted: String) throws -> SnapshotError {
        guard let byte = try peek() else { return error(.cutOff) }
        let found = (0x21...0x7E).contains(byte) ? "'\(Character(Unicode.Scalar(byte)))'" : "byte 0x\(String(byte, radix: 16))"
        return error(.unexpected(found: found, wanted: wanted))
    }

    /// The byte that is read next; nil at the end.
    @inline(__always)
    mutating func peek() throws -> UInt8? {
        if index < bytes.count { return bytes[index] }
        return try more() ? bytes[index] : nil
    }

    /// Whether there are bytes after those that are here, which then are here too.
    private mutating func more() throws -> Bool {
        while !isAtEnd {
            let count = bytes.count
            isAtEnd = try !refill(&bytes)
            if bytes.count > count { return true }
        }
        return false
    }

    /// Lets go of what has been read; ranges taken before mean nothing afterwards.
    private mutating func letGo() {
        guard index >= Self.piece else { return }
        bytes.removeFirst(index)
        index = 0
    }

    mutating func skipBlanks() throws {
        while let byte = try peek() {
            if byte == newline { line += 1 } else if byte != blank && byte != tab && byte != carriageReturn { return }
            index += 1
        }
    }

    /// Whether that byte comes next, blanks aside; then it has been passed.
    mutating func takes(_ byte: UInt8) throws -> Bool {
        try skipBlanks()
        guard try peek() == byte else { return false }
        index += 1
        return true
    }

    mutating func take(_ byte: UInt8, or alternative: String = "") throws {
        guard try takes(byte) else { throw try unexpected("'\(Character(Unicode.Scalar(byte)))'\(alternative)") }
    }

    /// The first byte of the next value, blanks aside.
    mutating func kind() throws -> UInt8 {
        try skipBlanks()
        guard let byte = try peek() else { throw error(.cutOff) }
        return byte
    }

    /// Whether nothing but blanks is left.
    mutating func isDone() throws -> Bool {
        try skipBlanks()
        return try peek() == nil
    }

    /// Calls the body for each member of an object; it must take or skip the value.
    mutating func object(_ body: (inout JSONCursor, String) throws -> Void) throws {
        try take(UInt8(ascii: "{"))
        if try takes(UInt8(ascii: "}")) { return }
        while true {
            guard try kind() == quote else { throw try unexpected("a key in quotes") }
            let key = try string()
            try take(UInt8(ascii: ":"))
            try body(&self, key)
            if try takes(UInt8(ascii: "}")) { return }
            try take(comma, or: " or '}'")
        }
    }

    /// Calls the body for each element of an array; it must take or skip it.
    mutating func array(_ body: (inout JSONCursor) throws -> Void) throws {
        try take(UInt8(ascii: "["))
        if try takes(UInt8(ascii: "]")) { return }
        while true {
            letGo()
            try body(&self)
            if try takes(UInt8(ascii: "]")) { return }
            try take(comma, or: " or ']'")
        }
    }

    /// As `array`, for a list that may be null.
    mutating func list(_ body: (inout JSONCursor) throws -> Void) throws {
        if try takesNull() { return }
        try array(body)
    }

    // `true`, `-1.5e3`: what ends at a blank or a mark. That it is one of JSON's words is checked, a number's grammar nearly.
    mutating func bareword() throws -> Range<Int> {
        let start = index
        while let byte = try peek(), (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || "+-.E".utf8.contains(byte) {
            index += 1
        }
        let word = bytes[start..<index]
        let isNumber = word.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) } && !word.starts(with: "+".utf8)
        if isNumber, Double(String(decoding: word, as: UTF8.self)) != nil { return start..<index }
        if ["true", "false", "null"].contains(where: { word.elementsEqual($0.utf8) }) { return start..<index }
        index = start
        if try !word.isEmpty && rest(after: word.count) == nil { throw error(.cutOff) }
        throw try unexpected("a value")
    }

    private mutating func rest(after count: Int) throws -> UInt8? {
        if index + count < bytes.count { return bytes[index + count] }
        return try more() ? bytes[index + count] : nil
    }

    mutating func takesNull() throws -> Bool {
        guard try kind() == UInt8(ascii: "n") else { return false }
        _ = try bareword()
        return true
    }

    /// The bytes of a number, `true` or `false`.
    mutating func word() throws -> String {
        _ = try kind()
        let range = try bareword()
        return String(decoding: bytes[range], as: UTF8.self)
    }

    /// Appends the bytes at such a place.
    func append(_ range: Range<Int>, to text: inout [UInt8]?) { text?.append(contentsOf: bytes[range]) }

    /// Where a string stands, its escapes as they are.
    struct RawString {
        /// With its quotes.
        let whole: Range<Int>
        let isEscaped: Bool
        var inner: Range<Int> { whole.lowerBound + 1..<whole.upperBound - 1 }
    }

    mutating func rawString() throws -> RawString {
        let start = index
        var isEscaped = false
        index += 1
        while true {
            index = Self.endOfPlain(in: bytes, from: index)
            guard let byte = try peek() else { throw error(.cutOff) }
            // More has come: what looked like the end was none.
            if byte == quote { break }
            if byte == backslash {
                isEscaped = true
                index += 1
                guard try peek() != nil else { throw error(.cutOff) }
                index += 1
            } else if byte < blank {
                throw error(.invalid("a string holds a bare control character"))
            }
        }
        index += 1
        return RawString(whole: start..<index, isEscaped: isEscaped)
    }

    private static func endOfPlain(in bytes: [UInt8], from start: Int) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            var place = start
            while place < bytes.count, bytes[place] != quote, bytes[place] != backslash, bytes[place] >= blank { place += 1 }
            return place
        }
    }

    /// The text of a string; numbers and the like are refused.
    mutating func string() throws -> String {
        guard try kind() == quote else { throw try unexpected("a string") }
        // Not in one expression: that would look into the bytes of before.
        let raw = try rawString()
        return try text(of: raw)
    }

    /// As `string`, but one and the same for equal texts.
    mutating func string(in pool: inout TextPool) throws -> String {
        guard try kind() == quote else { throw try unexpected("a string") }
        let raw = try rawString()
        guard !raw.isEscaped else { return pool.text(Array(try text(of: raw).utf8)) }
        let text = bytes.withUnsafeBufferPointer { pool.text(UnsafeBufferPointer(rebasing: $0[raw.inner])) }
        guard let text else { throw error(.notUTF8) }
        return text
    }

    private func text(of raw: RawString) throws -> String {
        if raw.isEscaped {
            guard let text = JSONEscapes.resolve(bytes[raw.inner]) else { throw error(.invalid("a string holds an escape that is none")) }
            return text
        }
        guard let text = String(validating: bytes[raw.inner], as: UTF8.self) else { throw error(.notUTF8) }
        return text
    }
}

private let newline = UInt8(ascii: "\n")
private let blank = UInt8(ascii: " ")
private let tab = UInt8(ascii: "\t")
private let carriageReturn = UInt8(ascii: "\r")
private let quote = UInt8(ascii: "\"")
private let backslash = UInt8(ascii: "\\")
private let comma = UInt8(ascii: ",")
