/// Comma-separated values as RFC 4180 has them, with LF or CRLF.
public enum CSV {
    /// Every record of the text with the line on which it begins; blank lines are skipped, a byte-order mark too.
    /// An unterminated quote, or text after a closing quote, is refused with its line.
    public static func records(of text: String) throws(CSVError) -> [CSVRecord] {
        var scanner = CSVScanner(text)
        var records: [CSVRecord] = []
        while try scanner.advance() {
            records.append(CSVRecord(line: scanner.line, fields: scanner.fields.map { scanner.text($0) }))
        }
        return records
    }

    /// One record without its line end; fields are quoted only where they must be.
    public static func line(_ fields: [String]) -> String {
        fields.map(quoted).joined(separator: ",")
    }

    private static func quoted(_ field: String) -> String {
        guard field.utf8.contains(where: { $0 == comma || $0 == quote || $0 == newline || $0 == carriageReturn }) else { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

/// One record of a CSV text.
public struct CSVRecord: Hashable, Sendable {
    /// The line on which it begins, from 1.
    public let line: Int
    /// Its fields, unquoted.
    public let fields: [String]
}

/// Why a text is not CSV, and where.
public struct CSVError: Error, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Problem: Hashable, Sendable {
        case unterminatedQuote
        case strayQuote
    }

    /// The line, from 1.
    public let line: Int
    /// What is wrong there.
    public let problem: Problem

    /// A problem on that line.
    public init(line: Int, problem: Problem) {
        self.line = line
        self.problem = problem
    }

    public var description: String {
        switch problem {
        case .unterminatedQuote: "line \(line): a quote is opened and never closed"
        case .strayQuote: "line \(line): a quote stands in the middle of a field"
        }
    }
}

/// Goes through a text record by record without making a string of every field.
struct CSVScanner {
    /// Where a field stands in `bytes`.
    struct Field {
        let range: Range<Int>
        /// Whether doubled quotes stand in it.
        let isEscaped: Bool
    }

    let bytes: [UInt8]
    private(set) var line = 0
    private(set) var fields: [Field] = []
    private var position = 0
    private var nextLine = 1

    init(_ text: String) {
        bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// Goes to the next record; false at the end.
    mutating func advance() throws(CSVError) -> Bool {
        skipBlankLines()
        guard position < bytes.count else { return false }
        line = nextLine
        fields.removeAll(keepingCapacity: true)
        var hasMore = true
        while hasMore {
            fields.append(bytes.indices.contains(position) && bytes[position] == quote ? try quotedField() : try plainField())
            hasMore = position < bytes.count && bytes[position] == comma
            if hasMore { position += 1 }
        }
        endLine()
        return true
    }

    /// The text of a field, unquoted.
    func text(_ field: Field) -> String {
        let text = String(decoding: bytes[field.range], as: UTF8.self)
        guard field.isEscaped else { return text }
        // Inside quotes every quote stands twice, so taking each second one is exact.
        var keep = true
        return String(
            text.filter { character in
                guard character == "\"" else { return true }
                keep.toggle()
                return !keep
            })
    }

    private mutating func plainField() throws(CSVError) -> Field {
        let start = position
        while position < bytes.count, bytes[position] != comma, bytes[position] != newline {
            if bytes[position] == quote { throw CSVError(line: nextLine, problem: .strayQuote) }
            position += 1
        }
        let endsInReturn =
            position > start && bytes[position - 1] == carriageReturn && (position == bytes.count || bytes[position] == newline)
        return Field(range: start..<(endsInReturn ? position - 1 : position), isEscaped: false)
    }

    private mutating func quotedField() throws(CSVError) -> Field {
        position += 1
        let start = position
        var isEscaped = false
        while position < bytes.count {
            if bytes[position] == newline { nextLine += 1 }
            if bytes[position] == quote {
                guard position + 1 < bytes.count, bytes[position + 1] == quote else { break }
                isEscaped = true
                position += 1
            }
            position += 1
        }
        guard position < bytes.count else { throw CSVError(line: line, problem: .unterminatedQuote) }
        let field = Field(range: start..<position, isEscaped: isEscaped)
        position += 1
        if position + 1 < bytes.count, bytes[position] == carriageReturn, bytes[position + 1] == newline { position += 1 }
        guard position == bytes.count || bytes[position] == comma || bytes[position] == newline else {
            throw CSVError(line: nextLine, problem: .strayQuote)
        }
        return field
    }

    private mutating func endLine() {
        guard position < bytes.count else { return }
        position += 1
        nextLine += 1
    }

    private mutating func skipBlankLines() {
        while position < bytes.count {
            let isReturn = bytes[position] == carriageReturn && position + 1 < bytes.count && bytes[position + 1] == newline
            guard isReturn || bytes[position] == newline else { return }
            position += isReturn ? 2 : 1
            nextLine += 1
        }
    }
}

private let comma = UInt8(ascii: ",")
private let quote = UInt8(ascii: "\"")
private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
