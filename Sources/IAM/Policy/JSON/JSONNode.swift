/// A place in a text: both numbers begin at one, and columns count Unicode scalars.
public struct TextPosition: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let line: Int
    public let column: Int

    /// A place in a text.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Where a text begins.
    static let beginning = TextPosition(line: 1, column: 1)

    /// The place behind one character that ends no line.
    var next: TextPosition { TextPosition(line: line, column: column + 1) }

    public static func < (left: Self, right: Self) -> Bool { (left.line, left.column) < (right.line, right.column) }

    public var description: String { "line \(line), column \(column)" }
}

/// A part of a text, from one place up to another.
public struct TextRange: Hashable, Sendable {
    public let start: TextPosition
    /// Behind the last character.
    public let end: TextPosition
}

/// A value of a JSON text, and where it stands.
struct JSONNode: Sendable {
    let value: JSONValue
    let range: TextRange

    init(_ value: JSONValue, at range: TextRange = TextRange(start: .beginning, end: .beginning)) {
        self.value = value
        self.range = range
    }

    /// Where it begins.
    var position: TextPosition { range.start }
}

/// The kinds of JSON values. Numbers keep their spelling, objects the order of their members.
enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONNode])
    case object([JSONMember])

    /// The kind with its article, to say what stands where something else was wanted.
    var noun: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// One member of an object.
struct JSONMember: Sendable {
    let key: String
    let position: TextPosition
    let value: JSONNode

    init(_ key: String, _ value: JSONNode, at position: TextPosition = .beginning) {
        self.key = key
        self.value = value
        self.position = position
    }
}
