extension PolicyLint {
    /// Every value can be met.
    mutating func lintOperands(of test: ConditionTest) {
        for operand in test.operands {
            switch test.comparison.family {
            case .bool, .absence: lintBoolean(operand, test)
            case .string: lintText(operand, test)
            case .address: lintAddress(operand, test)
            case .pattern, .number, .date, .binary, .arn: break
            }
        }
    }

    private mutating func lintBoolean(_ operand: ConditionOperand, _ test: ConditionTest) {
        guard !["true", "false"].contains(operand.text.lowercased()) else { return }
        report(
            .impossibleValue, at: operand.position, "'\(test.spelling)' compares with true or false, not with \(operand.text.cited)",
            remedy: "write \"true\" or \"false\"")
    }

    /// Source: IAM User Guide, `aws:SourceIp`: requests through a VPC endpoint, which come from private addresses, have no such key.
    private mutating func lintAddress(_ operand: ConditionOperand, _ test: ConditionTest) {
        let halves = operand.text.split(separator: "/", maxSplits: 1)
        guard test.key == "aws:SourceIp", let address = halves.first.flatMap({ IPAddress(String($0)) }) else { return }
        let isPrivate = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].contains { IPNetwork($0)?.contains(address) ?? false }
        guard isPrivate, halves.count == 1 || (Int(halves[1]) ?? 0) >= 8 else { return }
        report(
            .privateAddress, at: operand.position, "\(operand.text.cited) is private, and 'aws:SourceIp' is a public address or absent",
            remedy: "use aws:VpcSourceIp, or name the public addresses")
    }

    private mutating func lintText(_ operand: ConditionOperand, _ test: ConditionTest) {
        let type = if case .known(let key) = meaning(of: test.key) { key.type } else { ConditionKeyType.string }
        switch type {
        case .address where IPNetwork(operand.text) != nil && operand.text.contains("/"):
            report(
                .wrongOperator, at: operand.position, "'\(test.spelling)' compares the address with the text \(operand.text.cited)",
                remedy: "use IpAddress or NotIpAddress")
        case .address, .string, .arn, .bool, .number, .date, .binary:
            guard operand.text.contains("*") else { return }
            let like = type == .arn ? "ArnLike" : "StringLike"
            report(
                .literalWildcard, at: operand.position,
                "'\(test.spelling)' knows no wildcards: \(operand.text.cited) means these characters",
                remedy: "use \(test.comparison.isNegated ? like.replacing("Like", with: "NotLike") : like), or write the value out")
        }
    }

    /// A global key with several values is tested with ForAnyValue or ForAllValues, a key with one without. What the catalogue says of services'
    /// keys is no proof of several values.
    mutating func lintQuantifier(of test: ConditionTest, in statement: LintedStatement) {
        guard test.comparison != .null, case .known(let key) = meaning(of: test.key) else { return }
        switch (key.isMultivalued, test.quantifier) {
        case (true, .plain):
            guard GlobalKey.named(test.key) != nil else { return }
            report(
                .quantifierMissing, at: test.position,
                "\(test.key.text.cited) can have several values: '\(test.spelling)' never matches then",
                remedy: "write ForAnyValue:\(test.spelling) or ForAllValues:\(test.spelling)")
        case (false, .forAllValues), (false, .forAnyValue):
            report(
                .quantifierNeedless, at: test.position,
                "\(test.key.text.cited) has one value: '\(test.quantifier.rawValue)' adds nothing to it",
                remedy: "write \(test.spelling.dropFirst(test.quantifier.rawValue.count))")
        case (true, .forAllValues), (true, .forAnyValue), (false, .plain): break
        }
        lintAbsence(of: test, in: statement)
    }

    private mutating func lintAbsence(of test: ConditionTest, in statement: LintedStatement) {
        guard test.quantifier == .forAllValues, statement.effect == .allow else { return }
        let demands = statement.conditions.contains { other in
            other.key == test.key && (other.comparison == .null || other.quantifier == .forAnyValue)
        }
        guard !demands else { return }
        report(
            .holdsWhenAbsent, at: test.position, "'\(test.spelling)' holds for requests without \(test.key.text.cited), too",
            remedy: "if the key has to be there, add \"Null\": {\"\(test.key)\": \"false\"}")
    }
}
