/// One comparison of a statement's `Condition`: an operator, a key of the request and the values to compare it with.
public struct ConditionTest: Sendable {
    /// The operator as it stands in the policy, with its quantifier and `IfExists`.
    public let spelling: String
    public let comparison: ConditionOperator
    public let quantifier: ConditionQuantifier
    /// Whether the test holds when the request has no such key.
    public let ifExists: Bool
    public let key: ContextKey
    /// One of them must match; with a negated operator, none may.
    public let operands: [ConditionOperand]
    /// Where the key stands.
    public let position: TextPosition
}

/// One value of a condition.
public struct ConditionOperand: Sendable {
    /// The value as text: booleans and numbers stand for their spelling.
    public let text: String
    let pattern: TextPattern
    /// The value's six parts, for operators that compare ARNs.
    let arn: ARNPattern
    let position: TextPosition
}

/// How a test treats a key with several values.
public enum ConditionQuantifier: String, Hashable, Sendable, CaseIterable {
    /// For keys with one value: a key with several never matches.
    case plain = ""
    /// Every value must match; holds when there is none.
    case forAllValues = "ForAllValues:"
    /// One value must match; fails when there is none.
    case forAnyValue = "ForAnyValue:"
}

/// The comparisons that conditions can make. Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
public enum ConditionOperator: String, Hashable, Sendable, CaseIterable {
    case stringEquals = "StringEquals"
    case stringNotEquals = "StringNotEquals"
    case stringEqualsIgnoreCase = "StringEqualsIgnoreCase"
    case stringNotEqualsIgnoreCase = "StringNotEqualsIgnoreCase"
    case stringLike = "StringLike"
    case stringNotLike = "StringNotLike"
    case numericEquals = "NumericEquals"
    case numericNotEquals = "NumericNotEquals"
    case numericLessThan = "NumericLessThan"
    case numericLessThanEquals = "NumericLessThanEquals"
    case numericGreaterThan = "NumericGreaterThan"
    case numericGreaterThanEquals = "NumericGreaterThanEquals"
    case dateEquals = "DateEquals"
    case dateNotEquals = "DateNotEquals"
    case dateLessThan = "DateLessThan"
    case dateLessThanEquals = "DateLessThanEquals"
    case dateGreaterThan = "DateGreaterThan"
    case dateGreaterThanEquals = "DateGreaterThanEquals"
    case bool = "Bool"
    case binaryEquals = "BinaryEquals"
    case ipAddress = "IpAddress"
    case notIPAddress = "NotIpAddress"
    case arnEquals = "ArnEquals"
    case arnNotEquals = "ArnNotEquals"
    case arnLike = "ArnLike"
    case arnNotLike = "ArnNotLike"
    case null = "Null"

    /// Whether it holds where none of the values matches, and so where the key is missing.
    public var isNegated: Bool {
        switch self {
        case .stringNotEquals, .stringNotEqualsIgnoreCase, .stringNotLike, .numericNotEquals, .dateNotEquals, .notIPAddress,
            .arnNotEquals, .arnNotLike:
            true
        case .stringEquals, .stringEqualsIgnoreCase, .stringLike, .numericEquals, .numericLessThan, .numericLessThanEquals,
            .numericGreaterThan, .numericGreaterThanEquals, .dateEquals, .dateLessThan, .dateLessThanEquals, .dateGreaterThan,
            .dateGreaterThanEquals, .bool, .binaryEquals, .ipAddress, .arnEquals, .arnLike, .null:
            false
        }
    }

    /// What it compares, and how.
    var family: ComparisonFamily {
        switch self {
        case .stringEquals, .stringNotEquals: .string(ignoringCase: false)
        case .stringEqualsIgnoreCase, .stringNotEqualsIgnoreCase: .string(ignoringCase: true)
        case .stringLike, .stringNotLike: .pattern
        case .numericEquals, .numericNotEquals: .number(.equal)
        case .numericLessThan: .number(.less)
        case .numericLessThanEquals: .number(.lessOrEqual)
        case .numericGreaterThan: .number(.greater)
        case .numericGreaterThanEquals: .number(.greaterOrEqual)
        case .dateEquals, .dateNotEquals: .date(.equal)
        case .dateLessThan: .date(.less)
        case .dateLessThanEquals: .date(.lessOrEqual)
        case .dateGreaterThan: .date(.greater)
        case .dateGreaterThanEquals: .date(.greaterOrEqual)
        case .bool: .bool
        case .binaryEquals: .binary
        case .ipAddress, .notIPAddress: .address
        case .arnEquals, .arnLike, .arnNotEquals, .arnNotLike: .arn
        case .null: .absence
        }
    }
}

/// What an operator compares; its negation is left to the operator.
enum ComparisonFamily: Hashable, Sendable {
    case string(ignoringCase: Bool)
    case pattern
    case number(Relation)
    case date(Relation)
    case bool
    case binary
    case address
    case arn
    case absence

    /// Whether its values may have variables. Source: IAM User Guide, "Where you can use policy variables".
    var knowsVariables: Bool {
        switch self {
        case .string, .pattern, .arn: true
        case .number, .date, .bool, .binary, .address, .absence: false
        }
    }

    /// Whether `*` and `?` in its values are wildcards.
    var knowsWildcards: Bool { self == .pattern || self == .arn }
}

/// How two ordered values must stand to each other.
enum Relation: Hashable, Sendable {
    case equal, less, lessOrEqual, greater, greaterOrEqual

    func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .equal: left == right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }
}
