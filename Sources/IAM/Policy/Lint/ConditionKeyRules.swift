extension PolicyLint {
    /// What a condition key is.
    enum KeyMeaning {
        case known(CatalogueKey)
        /// Of an identity provider: whatever it puts into its tokens.
        case ofProvider
        /// Of nobody; with the key that was probably meant.
        case unknown(String?)
    }

    /// What a key is, whatever the request.
    func meaning(of key: ContextKey) -> KeyMeaning {
        if let global = GlobalKey.named(key) { return .known(global) }
        let prefix = String(key.text.prefix { $0 != ":" })
        if prefix.contains(".") || prefix.contains("/") { return .ofProvider }
        for service in [prefix, "sts"] {
            if let found = catalogue.service(service)?.conditionKeys.first(where: { $0.means(key) }) { return .known(found) }
        }
        let names = GlobalKey.names + (catalogue.service(prefix)?.conditionKeys.map(\.name) ?? [])
        let folded = Dictionary(names.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        return .unknown(Spelling.nearest(to: key.text.lowercased(), in: folded.keys.sorted()).flatMap { folded[$0] })
    }

    /// Every key occurs in requests, and in those that the statement names.
    mutating func lintKey(of test: ConditionTest, in statement: LintedStatement) {
        guard GlobalKey.named(test.key) == nil,
            !statement.listed.contains(where: { $0.actions.contains { $0.conditionKeys.contains { $0.means(test.key) } } })
        else { return }
        guard case .unknown(let near) = meaning(of: test.key) else { return lintForeign(test, statement) }
        // A service may list keys under another prefix than its own.
        let services = Set(statement.listed.compactMap { $0.pattern.service?.lowercased() })
        if services.contains(where: { catalogue.service($0)?.conditionKeys.contains { $0.means(test.key) } ?? false }) { return }
        report(
            .unknownConditionKey, at: test.position, "no request has a key \(test.key.text.cited)\(Self.effect(of: test))",
            remedy: near.map { "did you mean '\($0)'?" } ?? "correct its name; the keys known here are of \(catalogue.source.date)")
    }

    private mutating func lintForeign(_ test: ConditionTest, _ statement: LintedStatement) {
        let prefix = test.key.text.prefix { $0 != ":" }.lowercased()
        guard !Self.sessionPrefixes.contains(prefix), let service = catalogue.service(prefix), let named = statement.namedActions else {
            return
        }
        let isForeign = !named.contains { $0.pattern.service?.lowercased() == prefix }
        report(
            isForeign ? .foreignConditionKey : .absentConditionKey, at: test.position,
            isForeign
                ? "\(test.key.text.cited) is in requests to \(service.title), and none of the actions named is its\(Self.effect(of: test))"
                : "\(test.key.text.cited) is in requests of none of the actions named\(Self.effect(of: test))",
            remedy: "take the test out, or name the actions that have the key in a statement of their own")
    }

    /// Keys of these prefixes come from how somebody signed in, and are in all that they ask for.
    private static let sessionPrefixes: Set<String> = ["sts", "saml", "identitystore", "cognito-identity"]

    private static func effect(of test: ConditionTest) -> String {
        if test.comparison == .null { return "" }
        let holds = test.ifExists || test.comparison.isNegated || test.quantifier == .forAllValues
        return holds ? ": the test always holds" : ": the test never holds"
    }
}
