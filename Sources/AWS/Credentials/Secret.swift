/// The secret half of a credential. It cannot be printed, logged, reflected, encoded or compared.
public struct Secret: Sendable {
    private let characters: String

    /// Wraps a secret.
    public init(_ characters: String) { self.characters = characters }

    /// Hands the characters to the code that signs or sends with them. They must not be kept.
    func reveal<Result>(_ body: (String) throws -> Result) rethrows -> Result { try body(characters) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "(secret)" }
    public var debugDescription: String { "(secret)" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
