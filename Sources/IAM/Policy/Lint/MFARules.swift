extension PolicyLint {
    private static let present: ContextKey = "aws:MultiFactorAuthPresent"
    private static let age: ContextKey = "aws:MultiFactorAuthAge"

    /// A demand for multi-factor authentication holds for long-term access keys, whose requests have no such key, and for console sessions
    /// without it, where the key is "false". Source: IAM User Guide, "Secure API access with MFA".
    mutating func lintMFA(of statement: LintedStatement) {
        for test in statement.conditions where test.key == Self.present || test.key == Self.age {
            switch test.comparison.family {
            case .bool, .string, .pattern: lintPresence(test, in: statement)
            case .number(.greater), .number(.greaterOrEqual): lintAge(test, in: statement)
            case .number(.less), .number(.lessOrEqual): lintOptional(test, in: statement)
            case .absence: lintNull(test, in: statement)
            case .number(.equal), .date, .binary, .address, .arn: break
            }
        }
    }

    private mutating func lintPresence(_ test: ConditionTest, in statement: LintedStatement) {
        guard test.key == Self.present, !test.comparison.isNegated else { return }
        switch (statement.effect, test.wants("true"), test.ifExists) {
        case (.deny, true, _):
            report(
                .mfaPresentDenied, at: test.position, "this denies those who have used MFA",
                remedy: "write \"BoolIfExists\": {\"aws:MultiFactorAuthPresent\": \"false\"}")
        case (.deny, false, false):
            guard !deniesAbsence else { return }
            report(
                .mfaAbsentPasses, at: test.position, "requests with long-term access keys have no such key, and are not denied",
                remedy: "write BoolIfExists in place of \(test.spelling)")
        case (.allow, true, true): lintOptional(test, in: statement)
        case (.allow, true, false), (.allow, false, _), (.deny, false, true): break
        }
    }

    private mutating func lintOptional(_ test: ConditionTest, in statement: LintedStatement) {
        guard statement.effect == .allow, test.ifExists else { return }
        let bare = test.spelling.replacing("IfExists", with: "")
        report(
            .mfaOptional, at: test.position, "requests with long-term access keys have no such key, and are allowed",
            remedy: "write \(bare) in place of \(test.spelling)")
    }

    private mutating func lintAge(_ test: ConditionTest, in statement: LintedStatement) {
        guard statement.effect == .deny, !test.ifExists, !deniesAbsence else { return }
        report(
            .mfaAbsentPasses, at: test.position, "requests without MFA have no such key, and are not denied",
            remedy: "write \(test.spelling)IfExists in place of \(test.spelling)")
    }

    private mutating func lintNull(_ test: ConditionTest, in statement: LintedStatement) {
        guard test.key == Self.present, !statement.conditions.contains(where: { $0.key == Self.present && $0.comparison == .bool }) else {
            return
        }
        switch (statement.effect, test.wants("true")) {
        case (.deny, true):
            guard !deniesFalse else { return }
            report(
                .mfaNullAlone, at: test.position, "console sessions without MFA have the key, as \"false\", and are not denied",
                remedy: "write \"BoolIfExists\": {\"aws:MultiFactorAuthPresent\": \"false\"}")
        case (.allow, false):
            report(
                .mfaNullAlone, at: test.position, "console sessions without MFA have the key, as \"false\", and are allowed",
                remedy: "write \"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}")
        case (.deny, false), (.allow, true): break
        }
    }

    /// Whether some statement denies requests that have no such key.
    private var deniesAbsence: Bool {
        denials.contains { test in
            (test.comparison == .null && test.wants("true")) || (test.ifExists && !(test.comparison == .bool && test.wants("true")))
        }
    }

    /// Whether some statement denies requests in which the key is "false".
    private var deniesFalse: Bool { denials.contains { $0.comparison == .bool && $0.wants("false") } }

    private var denials: [ConditionTest] {
        statements.filter { $0.effect == .deny }.flatMap(\.conditions).filter { $0.key == Self.present || $0.key == Self.age }
    }
}

extension ConditionTest {
    /// Whether that is one of its values.
    fileprivate func wants(_ value: String) -> Bool { operands.contains { $0.text.lowercased() == value } }
}
