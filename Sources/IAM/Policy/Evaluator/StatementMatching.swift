/// One statement's part in a request.
struct JudgedStatement {
    let reference: StatementReference
    let extent: TextRange
    let match: Match
    /// How closely it names the caller; of no meaning but in resource policies.
    let grant: PrincipalGrant
    let missingKeys: Set<ContextKey>
}

/// Compares statements with one request.
struct StatementMatcher {
    let request: AuthorizationRequest
    let judge: PolicySet.Judge
    private let principals: PrincipalMatcher

    init(request: AuthorizationRequest, policies: PolicySet) {
        self.request = request
        judge = policies.judge
        principals = PrincipalMatcher(
            caller: request.caller, isBounded: policies.boundary != nil && request.caller.hasPermissions, judge: policies.judge)
    }

    /// Every statement of a policy that is about the request or may be.
    func judge(_ policy: AppliedPolicy, in layer: PolicyLayer) -> [JudgedStatement] {
        // Most statements are not about the action: what is looked at of them is no more than that, in their place.
        let statements = policy.document.statements
        var judged: [JudgedStatement] = []
        for index in statements.indices where statements[index].actions.mayMean(request.action) {
            if let statement = judge(statements[index], of: policy, in: layer) { judged.append(statement) }
        }
        return judged
    }

    private func judge(_ statement: PolicyStatement, of policy: AppliedPolicy, in layer: PolicyLayer) -> JudgedStatement? {
        let (grant, principal) = principals.match(statement.principals, effect: statement.effect)
        let scope = statement.actions.match { Match($0.matches(request.action)) }.and(principal)
        guard scope != .no else { return nil }
        let resource = statement.resources?.match { $0.match(request.resource, in: request.context) } ?? .yes
        let match = scope.and(resource).and(conditions(of: statement))
        let reference = StatementReference(statement, of: policy, in: layer)
        let missing = missingKeys(of: statement, resource: resource)
        guard match != .no || !missing.isEmpty else { return nil }
        return JudgedStatement(reference: reference, extent: statement.extent, match: match, grant: grant, missingKeys: missing)
    }

    private func conditions(of statement: PolicyStatement) -> Match {
        guard !statement.conditions.isEmpty else { return .yes }
        let matcher = ConditionMatcher(context: request.context, judge: judge, effect: statement.effect)
        return Match.all(statement.conditions, matcher.match)
    }

    /// The keys that the request lacks: the conditions' count only where the resource matches.
    private func missingKeys(of statement: PolicyStatement, resource: Match) -> Set<ContextKey> {
        var keys = statement.resources?.items.flatMap(\.variables).map(\.key) ?? []
        if resource != .no {
            keys += statement.conditions.map(\.key)
            keys += statement.conditions.flatMap(\.operands).flatMap(\.pattern.variables).map(\.key)
        }
        return Set(keys.filter { request.context[$0] == nil })
    }
}

extension Clause<ActionPattern> {
    /// Whether it means the action, or may.
    func mayMean(_ action: ActionName) -> Bool {
        let isNamed = items.indices.contains { items[$0].matches(action) }
        return isNegated ? items.isEmpty || !isNamed : isNamed
    }
}
