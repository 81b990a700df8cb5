/// A console password. It exists in memory only: it cannot be printed, logged, reflected, encoded or compared.
public struct Password: Sendable {
    private let characters: String

    /// Wraps a password that was just made or typed.
    public init(_ characters: String) { self.characters = characters }

    /// Hands the characters to the one call that needs them. They must not be kept.
    public func reveal<Result>(_ body: (String) throws -> Result) rethrows -> Result { try body(characters) }
}

extension Password: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "(password)" }
    public var debugDescription: String { "(password)" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
