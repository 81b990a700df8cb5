/// A statement as the search for a counterexample sees it: what it matches, and what has to hold besides.
struct Term {
    /// The statement, if it is one of a policy.
    let reference: StatementReference?
    let actions: Language
    let resources: Language
    /// The conditions that depend on what is not known; all of them must hold.
    let tests: Set<OpenTest>
    let conditions: [ConditionTest]
    /// The actions as they are written.
    let spellings: [String]
    /// The resources as they are written.
    let targets: [ResourcePattern]

    /// Whether it matches every request with its actions.
    var isEverything: Bool { tests.isEmpty && resources.isAll }
}

/// Makes terms of statements.
struct TermReader {
    let reading: PatternReading
    let judge: PolicySet.Judge

    /// The term of a statement on that side; nil if it matches no request in question.
    func term(_ statement: PolicyStatement, _ reference: StatementReference?, on side: Side) -> Term? {
        guard let open = open(statement, on: side) else { return nil }
        let actions = reading.language(statement.actions, on: side)
        let resources = reading.language(statement.resources, on: side)
        guard !actions.isNone, !resources.isNone else { return nil }
        return Term(
            reference: reference, actions: actions, resources: resources,
            tests: Set(open.map { OpenTest($0, effect: statement.effect) }), conditions: open,
            spellings: statement.actions.items.map(\.text), targets: statement.resources?.items ?? [])
    }

    /// The conditions that are not decided by what is known; nil if one of them fails.
    func open(_ statement: PolicyStatement, on side: Side) -> [ConditionTest]? {
        let matcher = ConditionMatcher(context: reading.knowledge.context, judge: judge, effect: statement.effect)
        var open: [ConditionTest] = []
        for test in statement.conditions {
            guard reading.knowledge.covers(test) else {
                open.append(test)
                continue
            }
            switch matcher.match(test) {
            case .yes: break
            case .no: return nil
            case .unclear: if side == .hindering { return nil }
            }
        }
        return open
    }

    /// The terms of the statements with that effect which count.
    func terms(
        _ policies: [AppliedPolicy], _ layer: PolicyLayer, _ effect: PolicyEffect, on side: Side,
        where counts: (PolicyStatement) -> Bool = { _ in true }
    ) -> [Term] {
        policies.flatMap { policy in
            policy.document.statements.compactMap { statement in
                guard statement.effect == effect, counts(statement) else { return nil }
                return term(statement, StatementReference(statement, of: policy, in: layer), on: side)
            }
        }
    }
}

extension StatementReference {
    /// The place of a statement.
    init(_ statement: PolicyStatement, of policy: AppliedPolicy, in layer: PolicyLayer) {
        self.init(
            layer: layer, policy: policy.name, index: statement.index, sid: statement.sid, effect: statement.effect,
            position: statement.position)
    }
}
