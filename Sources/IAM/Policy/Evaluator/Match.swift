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
    case shortARN = "an ARN of fewer than six parts in a policy that names principals"
    case wildcardInService = "AWS documents no wildcard in the service of an ARN"
    case malformedVariable = "'${…}' is no variable that AWS documents"
    case emptyList = "a negated element with an empty list"
    case canonicalUser = "a canonical user id cannot be compared with the caller"
    case partialNotPrincipal = "NotPrincipal lists the caller or its account, but not all that AWS wants listed"
    case everyoneAgainstBoundary = "a resource policy allows everyone, but the caller's boundary or session policy does not"
    case grantAgainstBoundary = "the password policy lets users change their password, but the permissions boundary does not"
    case oddSpelling = "a condition operator is not spelled as AWS documents it"
}

extension Doubt {
    /// Whether AWS most probably takes what is in this doubt for a match. Only a simulation, which has to say something, asks.
    var probablyMatches: Bool {
        switch self {
        // The User Guide says that such a wildcard "can expand to match beyond the colon"; misspelled operators are in use.
        case .colonCrossing, .wildcardInService, .shortARN, .oddSpelling: true
        case .malformedVariable, .emptyList, .canonicalUser, .partialNotPrincipal, .everyoneAgainstBoundary, .grantAgainstBoundary: false
        }
    }
}
