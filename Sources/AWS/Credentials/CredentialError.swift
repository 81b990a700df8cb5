/// Why there are no credentials: what is wrong, and what to type.
public struct CredentialError: Error, Hashable, CustomStringConvertible {
    /// What was tried and what was found, without any secret.
    public let problem: String
    /// What to type or to change.
    public let hint: String

    /// An error with its remedy.
    public init(_ problem: String, hint: String) {
        self.problem = problem
        self.hint = hint
    }

    public var description: String { "\(problem); \(hint)" }
}
