/// Values that may satisfy or fail the tests of one key.
struct ValueCandidates {
    let tests: [ConditionTest]
    let context: RequestContext
    /// Names that a resource may have to bear; empty for keys that name none.
    let names: [String]

    /// The values in the order in which they are tried; nil stands for a request without the key.
    func values(isNeeded: Bool) -> [ContextValue?] {
        var texts: [String] = []
        for text in names + tests.flatMap(candidates(of:)) + Self.plain where !texts.contains(text) { texts.append(text) }
        let single = texts.map { Optional(ContextValue.single($0)) }
        let several = texts.map { Optional(ContextValue.many([$0])) }
        let all = tests.contains { $0.quantifier != .plain } ? several + [.many([])] + single : single + several
        return isNeeded ? single : Self.holdWithoutKey(tests) ? [nil] + all : all + [nil]
    }

    private static let plain = ["some-value", "true", "false", "0", "another-value"]

    private static func holdWithoutKey(_ tests: [ConditionTest]) -> Bool {
        tests.contains { $0.ifExists || $0.comparison.isNegated || $0.quantifier == .forAllValues }
    }

    /// What the operands say, and what lies beside it.
    private func candidates(of test: ConditionTest) -> [String] {
        let written = test.operands.compactMap { operand -> String? in
            switch test.comparison.family {
            case .string, .pattern: Self.text(of: operand.pattern, in: context)
            case .arn: Self.text(of: operand.arn, in: context)
            case .address: operand.text.split(separator: "/").first.map(String.init)
            case .number, .date, .bool, .binary, .absence: operand.text
            }
        }
        return written + beside(test)
    }

    private func beside(_ test: ConditionTest) -> [String] {
        switch test.comparison.family {
        case .number:
            return test.operands.compactMap { Int($0.text) }.flatMap { [String($0 &+ 1), String($0 &- 1)] }
                + ["-999999999999", "999999999999"]
        case .date:
            return test.operands.compactMap { Instant($0.text) }.map { $0.milliseconds / 1000 }.flatMap {
                [String($0 + 1), String($0 - 1)]
            }
        case .address: return ["192.0.2.1", "198.51.100.1", "203.0.113.1", "10.0.0.1", "2001:db8::1"]
        case .arn: return ["arn:aws:iam::111122223333:role/another"]
        case .binary: return ["AA==", "AQ=="]
        case .string, .pattern, .bool, .absence: return []
        }
    }

    /// A text that the pattern matches; nil if a variable has no value.
    static func text(of pattern: TextPattern, in context: RequestContext) -> String? {
        guard case .units(let units) = pattern.resolved(in: context) else { return nil }
        return String(decoding: units.flatMap(Self.units), as: UTF16.self)
    }

    private static func text(of arn: ARNPattern, in context: RequestContext) -> String? {
        let parts = arn.segments.compactMap { text(of: $0, in: context) }
        return parts.count == arn.segments.count ? parts.joined(separator: ":") : nil
    }

    private static func units(_ unit: PatternUnit) -> [UInt16] {
        switch unit {
        case .exactly(let unit): [unit]
        case .anyOne: Array("x".utf16)
        case .anyRun: Array("any".utf16)
        }
    }
}
