extension PolicyLint {
    /// Every action that is listed exists, and every pattern means one that does.
    mutating func lintActions(of statement: LintedStatement) {
        for entry in statement.listed where entry.actions.isEmpty {
            let (pattern, position) = (entry.pattern, entry.position)
            guard let prefix = pattern.service else { continue }
            guard let service = catalogue.service(prefix) else {
                lintStranger(prefix, at: position)
                continue
            }
            let isPattern = pattern.text.contains { $0 == "*" || $0 == "?" }
            report(
                isPattern ? .noSuchActions : .unknownAction, at: position,
                isPattern
                    ? "\(pattern.text.cited) means no action of \(service.title)" : "\(service.title) has no action \(pattern.text.cited)",
                remedy: suggestion(for: pattern, in: service))
        }
    }

    private mutating func lintStranger(_ prefix: String, at position: TextPosition) {
        guard strangers.insert(prefix.lowercased()).inserted else { return }
        let near = Spelling.nearest(to: prefix.lowercased(), in: catalogue.services)
        report(
            .unknownService, at: position, "no service of AWS has the prefix \(prefix.cited)",
            remedy: near.map { "did you mean '\($0)'?" }
                ?? "correct it, or remove it if the service has ended: those known here are of \(catalogue.source.date)")
    }

    private func suggestion(for pattern: ActionPattern, in service: CatalogueService) -> String {
        let name = String(pattern.text.drop { $0 != ":" }.dropFirst())
        let names = service.actions.map(\.name)
        let folded = Dictionary(names.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        if let near = Spelling.nearest(to: name.lowercased(), in: folded.keys.sorted()), let meant = folded[near] {
            return "did you mean '\(service.prefix):\(meant)'?"
        }
        let elsewhere = catalogue.services.lazy.filter { catalogue.service($0)?.action(name) != nil }.prefix(2)
        if let only = elsewhere.first, elsewhere.count == 1 { return "did you mean '\(only):\(name)'?" }
        return "correct it, or remove it if AWS has: the actions known here are of \(catalogue.source.date)"
    }

    /// No element lists nothing.
    mutating func lintEmptiness(of statement: LintedStatement) {
        if statement.actions.items.isEmpty { reportEmpty(statement.actions.isNegated ? "NotAction" : "Action", in: statement) }
        if let resources = statement.statement.resources, resources.items.isEmpty {
            reportEmpty(resources.isNegated ? "NotResource" : "Resource", in: statement)
        }
        for test in statement.conditions where test.operands.isEmpty {
            report(
                .emptyElement, at: test.position, "'\(test.spelling)' compares \(test.key.text.cited) with nothing",
                remedy: "list the values, or remove the test")
        }
    }

    private mutating func reportEmpty(_ name: String, in statement: LintedStatement) {
        report(.emptyElement, at: statement.position(name), "'\(name)' lists nothing", remedy: "list something, or remove the statement")
    }
}
