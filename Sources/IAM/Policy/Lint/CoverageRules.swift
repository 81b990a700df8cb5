extension PolicyLint {
    /// No statement is in vain: neither wholly denied by another, nor wholly said by another already.
    mutating func lintCoverage() {
        // Each entry may be compared with each. AWS's own largest policies have some thousands.
        let entries = statements.reduce(0) { $0 + $1.listed.count + $1.resourceEntries.count }
        guard entries <= 8_000, document.size <= 262_144 else { return }
        for (index, statement) in statements.enumerated() where !statement.actions.items.isEmpty {
            if statement.effect == .allow, let denial = statements.first(where: { $0.effect == .deny && $0.covers(statement) }) {
                report(
                    .unreachableStatement, at: statement.position("Effect"),
                    "statement \(statement.label) never allows anything: statement \(denial.label) denies all of it",
                    remedy: "remove it, or narrow what is denied")
                continue
            }
            let earlier = statements[..<index].first { $0.effect == statement.effect && $0.covers(statement) }
            let later = statements[(index + 1)...].first { $0.effect == statement.effect && $0.covers(statement) && !statement.covers($0) }
            guard let other = earlier ?? later else { continue }
            report(
                .redundantStatement, at: statement.position("Effect"),
                "statement \(statement.label) adds nothing to statement \(other.label)",
                remedy: "remove it")
        }
    }
}

extension LintedStatement {
    /// Whether it matches every request that the other matches.
    fileprivate func covers(_ other: LintedStatement) -> Bool {
        actions.covers(other.actions, covers: { $0.covers($1) }, overlaps: { $0.overlaps($1) }) && coversResources(of: other)
            && coversPrincipals(of: other) && conditions.allSatisfy { test in other.conditions.contains { $0.isSame(as: test) } }
    }

    private func coversResources(of other: LintedStatement) -> Bool {
        switch (statement.resources, other.statement.resources) {
        case (nil, nil): true
        case (let wide?, let narrow?): wide.covers(narrow, covers: { $0.covers($1) }, overlaps: { $0.overlaps($1) })
        case (nil, _?), (_?, nil): false
        }
    }

    private func coversPrincipals(of other: LintedStatement) -> Bool {
        switch (statement.principals, other.statement.principals) {
        case (nil, nil): return true
        case (let wide?, let narrow?):
            guard wide.isNegated == narrow.isNegated else { return false }
            if wide.isNegated { return Set(wide.items) == Set(narrow.items) }
            return wide.items.contains { $0.type == nil } || Set(wide.items).isSuperset(of: narrow.items)
        case (nil, _?), (_?, nil): return false
        }
    }
}

extension ConditionTest {
    /// Whether it is the same test, in whatever order its values stand.
    fileprivate func isSame(as other: ConditionTest) -> Bool {
        spelling.lowercased() == other.spelling.lowercased() && key == other.key
            && Set(operands.map(\.text)) == Set(other.operands.map(\.text))
    }
}
