/// Whether something matches a request, where AWS's own behaviour may be unclear.
enum Match: Hashable, Sendable {
    case no
    case yes
    case unclear(Set<Doubt>)

    init(_ matches: Bool) { self = matches ? .yes : .no }

    /// The match of "not this".
    var negated: Match {
        switch self {
        case .no: .yes
        case .yes: .no
        case .unclear(let doubts): .unclear(doubts)
        }
    }

    /// Both must match.
    func and(_ other: @autoclosure () -> Match) -> Match {
        switch self {
        case .no: return .no
        case .yes: return other()
        case .unclear(let doubts):
            switch other() {
            case .no: return .no
            case .yes: return self
            case .unclear(let more): return .unclear(doubts.union(more))
            }
        }
    }

    /// One of them must match.
    func or(_ other: @autoclosure () -> Match) -> Match { negated.and(other().negated).negated }

    /// Whether every item matches; so where there is none.
    static func all<Item>(_ items: some Sequence<Item>, _ match: (Item) -> Match) -> Match {
        var result = Match.yes
        for item in items {
            result = result.and(match(item))
            if result == .no { return .no }
        }
        return result
    }

    /// Whether one item matches.
    static func any<Item>(_ items: some Sequence<Item>, _ match: (Item) -> Match) -> Match {
        all(items) { match($0).negated }.negated
    }
}

/// Why AWS's own behaviour is not certain.
public enum Doubt: String, Hashable, Sendable, CaseIterable {
    case colonCrossing = "a wildcard at the end of an ARN's segment may match beyond the colon"
    case shortARN = "an ARN of fewer than six parts is read differently in different policies"
    case wildcardInService = "AWS documents no wildcard in the service of an ARN"
    case variableBeforeResource = "a variable before the fifth colon of an ARN is not supported by AWS"
    case malformedVariable = "'${…}' is no variable that AWS documents"
    case malformedOperand = "a condition compares with a value that IAM would not store"
    case booleanOperand = "a condition compares a boolean with something else than true and false"
    case emptyList = "a negated element with an empty list"
    case missingKeyOfAnyValue = "ForAnyValue fails for a missing key and IfExists holds for it"
    case canonicalUser = "a canonical user id cannot be compared with the caller"
    case partialNotPrincipal = "NotPrincipal lists the caller or its account, but not all that AWS wants listed"
    case everyoneAgainstBoundary = "a resource policy allows everyone, but the caller's boundary or session policy does not"
    case grantAgainstBoundary = "the password policy lets users change their password, but the permissions boundary does not"
    case oddSpelling = "a condition operator is not spelled as AWS documents it"
}
