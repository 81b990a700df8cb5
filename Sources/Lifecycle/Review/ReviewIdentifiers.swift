import IAM

/// A review's permanent id: `V-3`.
public typealias ReviewID = Numbered<ReviewNumber>
/// The name that a review is given: `2026-Q4`.
public typealias ReviewName = Checked<ReviewNameRule>

/// `V-1`, `V-2`…
public enum ReviewNumber: NumberKind {
    public static let letter = "V"
    public static let noun = "review id"
}

/// The names of reviews stand in commands, tables and file names, and are never taken for an id.
public enum ReviewNameRule: TextRule {
    public static let noun = "review name"
    public static let shape = "it has 1 to 63 letters, digits, ., _ and -, begins with a letter or digit, and is no id such as V-3"
    public static func accepts(_ text: String) -> Bool {
        guard (1...63).contains(text.utf8.count), let first = text.utf8.first, isWord(first), ReviewID(text: text) == nil else {
            return false
        }
        return text.utf8.allSatisfy { isWord($0) || "._-".utf8.contains($0) }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

/// One line of a review: `V-3/17`.
public struct ItemID: Hashable, Sendable, Comparable {
    public let review: ReviewID
    /// From 1, in the order in which the population was frozen.
    public let number: Int

    /// The item of that number.
    public init(_ review: ReviewID, _ number: Int) {
        self.review = review
        self.number = number
    }

    /// Reads `V-3/17`; nil for any other text.
    public init?(text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let review = ReviewID(text: parts[0]), let number = Int(parts[1]), number > 0, parts[1] == String(number)
        else { return nil }
        self.init(review, number)
    }

    public static func < (left: Self, right: Self) -> Bool { (left.review, left.number) < (right.review, right.number) }
}

extension ItemID: CustomStringConvertible {
    public var description: String { "\(review)/\(number)" }
}

extension ItemID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = Self(text: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not an item's id")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
