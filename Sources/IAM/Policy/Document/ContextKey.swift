/// The name of a value that AWS knows about a request: `aws:MultiFactorAuthPresent`. Its case does not matter.
public struct ContextKey: Hashable, Sendable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The key as it was written.
    public let text: String
    private let folded: String

    /// A key, in any case.
    public init(_ text: String) {
        self.text = text
        folded = text.lowercased()
    }

    public init(stringLiteral text: String) { self.init(text) }

    public var description: String { text }

    public static func == (left: Self, right: Self) -> Bool { left.folded == right.folded }

    public static func < (left: Self, right: Self) -> Bool { left.folded < right.folded }

    public func hash(into hasher: inout Hasher) { hasher.combine(folded) }
}
