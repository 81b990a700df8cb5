/// One place where a policy is refused by IAM, or cannot mean what it says, and what to do about it.
public struct PolicyFinding: Hashable, Sendable {
    public let code: PolicyLintCode
    /// Where in the text that was given.
    public let position: TextPosition
    /// What is wrong: lower case, no full stop, the policy's own words in single quotes, no control characters.
    public let message: String
    /// What to do: something that can be typed or done.
    public let remedy: String

    init(_ code: PolicyLintCode, at position: TextPosition, _ message: String, remedy: String) {
        self.code = code
        self.position = position
        self.message = message.printable
        self.remedy = remedy.printable
    }

    public var severity: PolicyLintSeverity { code.severity }
}

/// How much a finding matters.
public enum PolicyLintSeverity: String, Hashable, Sendable, CaseIterable {
    /// IAM refuses the document.
    case error
    /// IAM takes it, and it does not do what it says.
    case warning
    /// It does what it says, which is worth knowing.
    case info
}
