/// Why a text is not a policy that IAM would store, and where.
public struct PolicySyntaxError: Error, Hashable, CustomStringConvertible {
    public let problem: Problem
    /// Where the offending value or key begins.
    public let position: TextPosition

    /// An error at a place of the text.
    public init(_ problem: Problem, at position: TextPosition) {
        self.problem = problem
        self.position = position
    }

    public var description: String { "\(position): \(problem)" }

    /// What is wrong with it.
    public enum Problem: Hashable, Sendable {
        case unexpected(found: String, wanted: String)
        case forbiddenCharacter(UInt32)
        case invalidEscape
        case tooDeep(Int)
        case duplicateKey(String)
        /// Longer than IAM stores, white space not counted.
        case tooLong(size: Int, limit: Int)
        case wrongKind(element: String, wanted: String, found: String)
        case unknownElement(String)
        case missingElement(String)
        /// An element that policies of this kind must not have.
        case forbiddenElement(String, PolicyKind)
        case conflictingElements(String, String)
        case unknownVersion(String)
        case unknownEffect(String)
        case invalidSid(String)
        case duplicateSid(String)
        case invalidAction(String)
        case invalidResource(String)
        case invalidPrincipal(String)
        case unknownOperator(String)
        case invalidOperand(operator: String, value: String)
    }
}

extension PolicySyntaxError.Problem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unexpected(let found, let wanted): "found \(found) instead of \(wanted)"
        case .forbiddenCharacter(let value):
            "the character U+\(String(value, radix: 16, uppercase: true)) cannot stand in a policy; write it as an escape in a string"
        case .invalidEscape: "not an escape of JSON"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .duplicateKey(let key): "duplicate key '\(key)'"
        case .tooLong(let size, let limit): "\(size) characters without white space, of which IAM stores \(limit)"
        case .wrongKind(let element, let wanted, let found): "'\(element)' must be \(wanted), not \(found)"
        case .unknownElement(let key): "unknown element '\(key)'"
        case .missingElement(let key): "'\(key)' is missing"
        case .forbiddenElement(let key, let kind): "'\(key)' must not stand in \(kind.noun)"
        case .conflictingElements(let one, let other): "'\(one)' and '\(other)' exclude each other"
        case .unknownVersion(let text): "unknown version '\(text)': it is 2012-10-17 or 2008-10-17"
        case .unknownEffect(let text): "unknown effect '\(text)': it is Allow or Deny"
        case .invalidSid(let text): "invalid statement id '\(text)': it has ASCII letters and digits only"
        case .duplicateSid(let text): "duplicate statement id '\(text)'"
        case .invalidAction(let text): "invalid action '\(text)': it is * or SERVICE:NAME, with wildcards in the name only"
        case .invalidResource(let text): "invalid resource '\(text)': it is * or begins with arn:"
        case .invalidPrincipal(let text): "invalid principal '\(text)'"
        case .unknownOperator(let text): "unknown condition operator '\(text)'"
        case .invalidOperand(let name, let value): "'\(value)' is no value that \(name) compares with"
        }
    }
}
