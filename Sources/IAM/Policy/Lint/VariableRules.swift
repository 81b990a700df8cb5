extension PolicyLint {
    /// Every `${…}` is a variable with a value, and none lets in more names than it says.
    mutating func lintVariables(of statement: LintedStatement) {
        for (resource, position) in statement.resourceEntries {
            guard case .arn(let pattern) = resource else { continue }
            lint(pattern.segments, of: pattern.text, at: position)
        }
        for test in statement.conditions where test.comparison.family.knowsVariables {
            for operand in test.operands { lint([operand.pattern], of: operand.text, at: operand.position) }
        }
    }

    private mutating func lint(_ patterns: [TextPattern], of text: String, at position: TextPosition) {
        guard text.contains("${") else { return }
        guard document.version == .v2012 else {
            report(
                .literalVariable, at: position,
                "\(text.cited) has no variable: without \"Version\": \"2012-10-17\" it means these characters",
                remedy: "write \"Version\": \"2012-10-17\" at the top of the document")
            return
        }
        for pattern in patterns {
            for part in pattern.parts { lint(part, of: text, at: position) }
            lintGlue(of: pattern, at: position)
        }
    }

    private mutating func lint(_ part: TextPattern.Part, of text: String, at position: TextPosition) {
        switch part {
        case .units: break
        case .malformed:
            report(
                .unknownVariable, at: position, "\(text.cited) holds a '${…}' that is no variable",
                remedy: "write ${KEY} or ${KEY, 'default'}; ${*}, ${?} and ${$} are these characters themselves")
        case .variable(let variable): lint(variable, at: position)
        }
    }

    private mutating func lint(_ variable: PolicyVariable, at position: TextPosition) {
        switch meaning(of: variable.key) {
        case .known(let key) where key.isMultivalued:
            report(
                .unknownVariable, at: position, "${\(variable.key)} can have several values, and so has none as a variable",
                remedy: "use a key with one value")
        case .known, .ofProvider: break
        case .unknown(let near):
            report(
                .unknownVariable, at: position, "no request has a key \(variable.key.text.cited), so the variable has no value",
                remedy: near.map { "did you mean '${\($0)}'?" } ?? "correct its name")
        }
    }

    // user/*${aws:username} means malice where alice is meant. After the name a wildcard is as bad: jane and janet.
    private mutating func lintGlue(of pattern: TextPattern, at position: TextPosition) {
        for (before, part) in zip([.units([])] + pattern.parts, pattern.parts) {
            guard case .variable(let variable) = part, variable.key == "aws:username" else { continue }
            guard case .units(let units) = before, units.last == .anyRun else { continue }
            report(
                .gluedWildcard, at: position, "'*${\(variable.key)}' means every name that ends like the user's, too",
                remedy: "set a separator between them, as in user/*/${aws:username} beside user/${aws:username}")
        }
    }
}
