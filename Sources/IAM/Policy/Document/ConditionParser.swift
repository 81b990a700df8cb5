/// Reads a statement's `Condition`.
struct ConditionParser {
    let kind: PolicyKind
    let version: PolicyVersion?

    func tests(_ node: JSONNode) throws(PolicySyntaxError) -> [ConditionTest] {
        var tests: [ConditionTest] = []
        for member in try members(node, of: "Condition") {
            let keys = try members(member.value, of: member.key)
            // Of an operator without keys IAM does not even look at the name.
            guard !keys.isEmpty else { continue }
            guard let parsed = ConditionSpelling(member.key) else {
                throw PolicySyntaxError(.unknownOperator(member.key), at: member.position)
            }
            for key in keys { tests.append(try test(key, parsed, spelling: member.key)) }
        }
        return tests
    }

    private func members(_ node: JSONNode, of element: String) throws(PolicySyntaxError) -> [JSONMember] {
        guard case .object(let members) = node.value else {
            throw PolicySyntaxError(.wrongKind(element: element, wanted: "an object", found: node.value.noun), at: node.position)
        }
        return members
    }

    private func test(_ member: JSONMember, _ parsed: ConditionSpelling, spelling: String) throws(PolicySyntaxError) -> ConditionTest {
        var operands: [ConditionOperand] = []
        for node in member.value.items {
            let operand = try operand(node, key: member.key, family: parsed.comparison.family)
            if kind.checks(parsed.comparison.family), !parsed.comparison.family.takes(operand) {
                throw PolicySyntaxError(.invalidOperand(operator: spelling, value: operand.text), at: node.position)
            }
            operands.append(operand)
        }
        return ConditionTest(
            spelling: spelling, comparison: parsed.comparison, quantifier: parsed.quantifier, ifExists: parsed.ifExists,
            key: ContextKey(member.key), operands: operands, position: member.position)
    }

    private func operand(_ node: JSONNode, key: String, family: ComparisonFamily) throws(PolicySyntaxError) -> ConditionOperand {
        let text: String
        switch node.value {
        case .string(let value), .number(let value): text = value
        case .bool(let value): text = value ? "true" : "false"
        case .null, .array, .object:
            throw PolicySyntaxError(
                .wrongKind(element: key, wanted: "a string, a number or a boolean", found: node.value.noun), at: node.position)
        }
        let version = family.knowsVariables ? version : nil
        return ConditionOperand(
            text: text, pattern: TextPattern(text, wildcards: family.knowsWildcards, version: version),
            arn: ARNPattern(family == .arn ? text : "", version: version), position: node.position)
    }
}

/// An operator's name taken apart: `ForAnyValue:StringEqualsIfExists`.
struct ConditionSpelling {
    let quantifier: ConditionQuantifier
    let comparison: ConditionOperator
    let ifExists: Bool

    init?(_ text: String) {
        let prefix: ConditionQuantifier =
            text.hasPrefix("ForAllValues:") ? .forAllValues : text.hasPrefix("ForAnyValue:") ? .forAnyValue : .plain
        let name = text.dropFirst(prefix.rawValue.count)
        let ifExists = name.hasSuffix("IfExists")
        let bare = ifExists ? name.dropLast("IfExists".count) : name
        // Case variants are found in the wild ("bool") and taken by AWS.
        guard let comparison = ConditionOperator.allCases.first(where: { $0.rawValue.lowercased() == bare.lowercased() }) else {
            return nil
        }
        // Null asks whether a key exists: it takes neither.
        guard comparison != .null || (!ifExists && prefix == .plain) else { return nil }
        self.quantifier = prefix
        self.comparison = comparison
        self.ifExists = ifExists
    }
}

extension ComparisonFamily {
    /// Whether IAM stores the value: it refuses malformed numbers, dates, addresses, ARNs and binaries, but takes
    /// anything for a boolean.
    func takes(_ operand: ConditionOperand) -> Bool {
        switch self {
        case .string, .pattern, .bool, .absence: true
        case .number: DecimalNumber(operand.text) != nil
        case .date: Instant(operand.text) != nil
        case .binary: Base64.decode(operand.text) != nil
        case .address: IPNetwork(operand.text).map { $0.isStorable } ?? false
        case .arn: operand.text == "*" || operand.text.hasPrefix("arn:") || operand.text.hasPrefix("${")
        }
    }
}
