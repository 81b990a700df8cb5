/// The text that is being read as JSON, and the place that has been reached.
struct JSONSource {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private(set) var position = TextPosition(line: 1, column: 1)

    init(_ text: String) {
        // In ASCII every byte is a scalar, and there is nothing to decode.
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        scalars = isASCII ? text.utf8.map { Unicode.Scalar($0) } : Array(text.unicodeScalars)
    }

    /// The scalar that is read next; nil at the end.
    var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func advance() {
        guard let scalar = next else { return }
        index += 1
        // A carriage return ends a line, too; the line feed behind it ends no second one.
        let endsLine = scalar == "\n" || (scalar == "\r" && next != "\n")
        position = endsLine ? TextPosition(line: position.line + 1, column: 1) : position.next
    }

    /// Refuses what IAM's `policyDocumentType` does: all but tab, line feed, carriage return and U+0020 to U+00FF.
    func checkCharacters() throws(PolicySyntaxError) {
        if scalars.allSatisfy(\.isStoredByIAM) { return }
        var probe = self
        while let scalar = probe.next {
            guard scalar.isStoredByIAM else { throw PolicySyntaxError(.forbiddenCharacter(scalar.value), at: probe.position) }
            probe.advance()
        }
    }

    /// An error about what stands here instead of what was wanted.
    func unexpected(_ wanted: String) -> PolicySyntaxError {
        PolicySyntaxError(.unexpected(found: next.map { "'\($0)'" } ?? "the end of the text", wanted: wanted), at: position)
    }

    mutating func skipBlanks() {
        while let scalar = next, scalar == " " || scalar == "\n" || scalar == "\r" || scalar == "\t" { advance() }
    }

    /// Whether that scalar stood here; then it has been passed.
    mutating func takes(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        advance()
        return true
    }

    mutating func take(_ scalar: Unicode.Scalar, or alternative: String? = nil) throws(PolicySyntaxError) {
        guard takes(scalar) else { throw unexpected(["'\(scalar)'", alternative].compactMap(\.self).joined(separator: " or ")) }
    }

    mutating func word(_ word: String, is value: JSONValue) throws(PolicySyntaxError) -> JSONValue {
        for scalar in word.unicodeScalars where !takes(scalar) { throw unexpected("'\(word)'") }
        return value
    }

    /// A number's own spelling, as JSON's grammar has it.
    mutating func number() throws(PolicySyntaxError) -> String {
        let start = index
        _ = takes("-")
        if !takes("0") { try digits() }
        if takes(".") { try digits() }
        if takes("e") || takes("E") {
            if !takes("+") { _ = takes("-") }
            try digits()
        }
        return String(String.UnicodeScalarView(scalars[start..<index]))
    }

    private mutating func digits() throws(PolicySyntaxError) {
        guard let first = next, ("0"..."9").contains(first) else { throw unexpected("a digit") }
        while let scalar = next, ("0"..."9").contains(scalar) { advance() }
    }

    /// A string's characters, its escapes resolved.
    mutating func string() throws(PolicySyntaxError) -> String {
        try take("\"")
        if let text = plainString() { return text }
        var text: [UInt8] = []
        while let scalar = next {
            switch scalar {
            case "\"":
                advance()
                return String(decoding: text, as: UTF8.self)
            case "\\": text += UTF8.encode(try escape()) ?? UTF8.encodedReplacementCharacter
            case _ where scalar.value < 0x20: throw unexpected("no bare control character in a string")
            default: takeRun(into: &text)
            }
        }
        throw unexpected("the closing quote")
    }

    /// The rest of a string of ASCII without escapes, as most are, and its quote; nil for any other, of which nothing is taken.
    private mutating func plainString() -> String? {
        let start = index
        guard let end = scalars[start...].firstIndex(where: { !$0.isPlain }), scalars[end] == "\"" else { return nil }
        index = end + 1
        position = TextPosition(line: position.line, column: position.column + index - start)
        return String(unsafeUninitializedCapacity: end - start) { bytes in
            for place in start..<end { bytes[place - start] = UInt8(truncatingIfNeeded: scalars[place].value) }
            return end - start
        }
    }

    /// Takes what stands here up to the next quote, backslash or control character: nothing in it ends a line.
    private mutating func takeRun(into text: inout [UInt8]) {
        let start = index
        while index < scalars.count {
            let scalar = scalars[index]
            guard scalar != "\"", scalar != "\\", scalar.value >= 0x20 else { break }
            if scalar.isASCII {
                text.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                text += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
            index += 1
        }
        position = TextPosition(line: position.line, column: position.column + index - start)
    }

    private mutating func escape() throws(PolicySyntaxError) -> Unicode.Scalar {
        let start = position
        advance()
        guard let letter = next else { throw unexpected("an escape") }
        advance()
        switch letter {
        case "\"", "\\", "/": return letter
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u": return try escapedScalar(from: start)
        default: throw PolicySyntaxError(.invalidEscape, at: start)
        }
    }

    private mutating func escapedScalar(from start: TextPosition) throws(PolicySyntaxError) -> Unicode.Scalar {
        let first = try hexadecimal(from: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first), takes("\\"), takes("u") else { throw PolicySyntaxError(.invalidEscape, at: start) }
        let second = try hexadecimal(from: start)
        guard (0xDC00..<0xE000).contains(second), let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) else {
            throw PolicySyntaxError(.invalidEscape, at: start)
        }
        return scalar
    }

    private mutating func hexadecimal(from start: TextPosition) throws(PolicySyntaxError) -> UInt32 {
        var number: UInt32 = 0
        for _ in 0..<4 {
            guard let scalar = next, let digit = Character(scalar).hexDigitValue, scalar.isASCII else {
                throw PolicySyntaxError(.invalidEscape, at: start)
            }
            number = number << 4 | UInt32(digit)
            advance()
        }
        return number
    }
}

extension Unicode.Scalar {
    /// Whether it stands for itself in a string, in one byte.
    fileprivate var isPlain: Bool { isASCII && value >= 0x20 && self != "\"" && self != "\\" }

    /// Whether a policy's text may hold it. Source: IAM API Reference, `policyDocumentType`.
    var isStoredByIAM: Bool { self == "\t" || self == "\n" || self == "\r" || (0x20...0xFF).contains(value) }
}
