/// Looks for values of the keys that are not known, so that conditions hold or fail as a counterexample needs it.
struct ContextSearch {
    let knowledge: Knowledge
    let judge: PolicySet.Judge
    /// Tests that have to hold, each with the effect of its statement.
    let wanted: [(test: ConditionTest, effect: PolicyEffect)]
    /// Tests that had better fail.
    let unwanted: [(test: ConditionTest, effect: PolicyEffect)]
    /// Keys that need some value because the resource is named by it.
    let needed: Set<ContextKey>
    /// Keys that statements name resources by.
    let named: Set<ContextKey>
    /// Names that those may have.
    let names: [String]

    /// Contexts that are tried before the search gives up.
    static let limit = 64

    /// Tries contexts until one is accepted.
    func first<Result>(_ accept: (RequestContext) -> Result?) -> Result? {
        var tried = 0
        return search(keys[...], knowledge.context, &tried, accept)
    }

    private var keys: [ContextKey] {
        var keys = needed.union(named)
        for (test, _) in wanted + unwanted {
            keys.insert(test.key)
            keys.formUnion(test.operands.flatMap { $0.pattern.variables + $0.arn.segments.flatMap(\.variables) }.map(\.key))
        }
        // What others are compared with comes first.
        let operands = Set((wanted + unwanted).flatMap { $0.test.operands.flatMap(\.pattern.variables) }.map(\.key))
        return keys.subtracting(knowledge.keys).sorted { left, right in
            operands.contains(left) == operands.contains(right) ? left < right : operands.contains(left)
        }
    }

    private func search<Result>(
        _ keys: ArraySlice<ContextKey>, _ context: RequestContext, _ tried: inout Int, _ accept: (RequestContext) -> Result?
    ) -> Result? {
        guard let key = keys.first else {
            tried += 1
            return accept(context)
        }
        for value in values(of: key, in: context) {
            var context = context
            context[key] = value
            if let found = search(keys.dropFirst(), context, &tried, accept) { return found }
            if tried >= Self.limit { return nil }
        }
        return nil
    }

    /// The values of a key that satisfy what is wanted of it, those first that also fail what is not.
    private func values(of key: ContextKey, in context: RequestContext) -> [ContextValue?] {
        let candidates = ValueCandidates(
            tests: (wanted + unwanted).map(\.test).filter { $0.key == key }, context: context,
            names: named.contains(key) || needed.contains(key) ? names : [])
        let scored = candidates.values(isNeeded: needed.contains(key)).compactMap { value -> (value: ContextValue?, cost: Int)? in
            var context = context
            context[key] = value
            func match(_ test: ConditionTest, _ effect: PolicyEffect) -> Match {
                ConditionMatcher(context: context, judge: judge, effect: effect).match(test)
            }
            var cost = 0
            for (test, effect) in wanted where test.key == key {
                switch match(test, effect) {
                case .yes: break
                case .unclear: cost += 100
                case .no: return nil
                }
            }
            cost += unwanted.filter { $0.test.key == key && match($0.test, $0.effect) != .no }.count
            return (value, cost)
        }
        // Sorting is stable: equally good values stay in their order.
        return scored.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }.map(\.element.value)
    }
}
