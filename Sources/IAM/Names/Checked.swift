/// What makes a text acceptable as one kind of name or identifier.
public protocol TextRule: Sendable {
    /// The kind, as it is called in messages: `IAM user name`.
    static var noun: String { get }
    /// What a text of this kind looks like, to end a refusal with.
    static var shape: String { get }
    /// Whether the text is one of this kind.
    static func accepts(_ text: String) -> Bool
}

/// A text that has passed its rule once, when it was made, and is never checked again.
public struct Checked<Rule: TextRule>: Hashable, Sendable {
    /// The text as it was given.
    public let text: String

    /// Accepts the text, or says what a text of this kind looks like.
    public init(_ text: String) throws(InvalidText) {
        guard Rule.accepts(text) else { throw InvalidText(noun: Rule.noun, text: text, shape: Rule.shape) }
        self.text = text
    }
}

/// A text that is not what it was given as.
public struct InvalidText: Error, Hashable, CustomStringConvertible {
    /// The kind of text that was wanted.
    public let noun: String
    /// What was given.
    public let text: String
    /// What a text of this kind looks like.
    public let shape: String

    /// An error about a text of that kind.
    public init(noun: String, text: String, shape: String) {
        self.noun = noun
        self.text = text
        self.shape = shape
    }

    public var description: String { "'\(text)' is not an \(noun): \(shape)".replacingArticle(before: noun) }
}

extension String {
    fileprivate func replacingArticle(before noun: String) -> String {
        guard let first = noun.first, !"aeiouAEIOU".contains(first) else { return self }
        return replacing("is not an \(noun)", with: "is not a \(noun)")
    }
}

extension Checked: CustomStringConvertible {
    public var description: String { text }
}

extension Checked: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

extension Checked: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do {
            try self.init(text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension Checked: CodingKeyRepresentable {
    public var codingKey: any CodingKey { TextKey(stringValue: text) }

    public init?(codingKey: some CodingKey) {
        guard let checked = try? Self(codingKey.stringValue) else { return nil }
        self = checked
    }
}

private struct TextKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
