/// Decides whether a statement's conditions hold for one request.
struct ConditionMatcher {
    let context: RequestContext
    let judge: PolicySet.Judge
    /// A value that IAM would not store can never allow, and may deny.
    let effect: PolicyEffect

    func match(_ test: ConditionTest) -> Match {
        let match = matchByQuantifier(test)
        let isOdd = !test.spelling.hasSuffix(test.comparison.rawValue + (test.ifExists ? "IfExists" : ""))
        return isOdd && match != .no ? .unclear([.oddSpelling]) : match
    }

    private func matchByQuantifier(_ test: ConditionTest) -> Match {
        let value = context[test.key]
        if test.comparison == .null { return matchAbsence(test, isAbsent: value == nil) }
        guard let value else { return matchMissing(test) }
        switch (test.quantifier, value) {
        case (.plain, .single(let text)): return compare(text, test)
        // Present but multivalued: a plain operator never matches, negated and IfExists included.
        case (.plain, .many): return .no
        case (.forAllValues, _): return Match.all(value.all) { compare($0, test) }
        case (.forAnyValue, _): return Match.any(value.all) { compare($0, test) }
        }
    }

    private func matchMissing(_ test: ConditionTest) -> Match {
        switch test.quantifier {
        case .plain: Match(test.ifExists || test.comparison.isNegated)
        case .forAllValues: .yes
        case .forAnyValue: .no
        }
    }

    private func matchAbsence(_ test: ConditionTest, isAbsent: Bool) -> Match {
        Match.any(test.operands) { Match(isAbsent == ValueComparison.isTrue($0.text)) }
    }

    /// Whether one value of the request satisfies the test.
    private func compare(_ value: String, _ test: ConditionTest) -> Match {
        guard let comparison = ValueComparison(value, test.comparison.family) else { return matchUnconvertible(test) }
        if test.operands.isEmpty, test.comparison.isNegated { return .unclear([.emptyList]) }
        var match = Match.no
        for operand in test.operands {
            switch comparison.equals(operand, in: context) {
            case .unconvertible:
                guard let verdict = verdict(on: test) else { continue }
                return match.or(verdict)
            case .match(let found): match = match.or(found)
            }
            if match == .yes { break }
        }
        return test.comparison.isNegated ? match.negated : match
    }

    /// A value of the request that is not what the operator compares: addresses and ARNs never match then, not even
    /// negated; dates and, in real calls, numbers are merely unequal.
    private func matchUnconvertible(_ test: ConditionTest) -> Match {
        switch test.comparison.family {
        case .address, .arn, .binary: .no
        case .number: Match(test.comparison.isNegated && judge == .authorization)
        case .date, .string, .pattern, .bool, .absence: Match(test.comparison.isNegated)
        }
    }

    /// What a value of the policy does to the whole test when it is not what the operator compares; nil where it merely matches nothing.
    /// The values before it have had their say; those after it have none.
    private func verdict(on test: ConditionTest) -> Match? {
        switch test.comparison.family {
        case .arn: effect == .deny ? .yes : .no
        case .address: judge == .simulator ? .no : nil
        case .number, .date, .binary, .bool, .string, .pattern, .absence: nil
        }
    }
}
