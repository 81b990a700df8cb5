/// A request with every statement that is about it, layer by layer.
struct Judgement {
    let request: AuthorizationRequest
    let policies: PolicySet
    let serviceControl: [[JudgedStatement]]
    let resourceControl: [[JudgedStatement]]
    let resource: [JudgedStatement]
    let identity: [JudgedStatement]
    let boundary: [JudgedStatement]
    let session: [JudgedStatement]

    init(request: AuthorizationRequest, policies: PolicySet) {
        self.request = request
        self.policies = policies
        let matcher = StatementMatcher(request: request, policies: policies)
        func judge(_ applied: [AppliedPolicy], _ layer: PolicyLayer) -> [JudgedStatement] {
            applied.flatMap { matcher.judge($0, in: layer) }
        }
        // Permissions, boundaries and sessions are of users and roles: they neither allow the root user or a service nor limit it.
        let hasPermissions = request.caller.hasPermissions
        serviceControl = policies.serviceControl.map { judge($0, .serviceControl) }
        resourceControl = policies.resourceControl.map { judge($0, .resourceControl) }
        resource = judge(policies.resource.map { [$0] } ?? [], .resource)
        identity = hasPermissions ? judge(policies.identity, .identity) : []
        boundary = hasPermissions ? judge(policies.boundary.map { [$0] } ?? [], .boundary) : []
        session = hasPermissions ? judge(policies.session ?? [], .session) : []
    }

    private var all: [JudgedStatement] {
        resourceControl.flatMap(\.self) + serviceControl.flatMap(\.self) + resource + identity + boundary + session
    }

    var missingKeys: [ContextKey] { Set(all.flatMap(\.missingKeys)).sorted() }

    /// The statements of which AWS may think either way.
    var doubtful: [Evaluation.Decider] {
        all.compactMap { if case .unclear = $0.match { .statement($0.reference) } else { nil } }
    }

    /// Every reason for doubt, in the statements and between the layers.
    var doubts: Set<Doubt> {
        var doubts: Set<Doubt> = []
        for statement in all { if case .unclear(let found) = statement.match { doubts.formUnion(found) } }
        guard !limits(.narrow).silent.isEmpty else { return doubts }
        if allows(resource, .wide).map(\.grant).max() == .everyone { doubts.insert(.everyoneAgainstBoundary) }
        if !passwordGrant.isEmpty { doubts.insert(.grantAgainstBoundary) }
        return doubts
    }

    func verdict(_ reading: Reading) -> Verdict {
        if let verdict = serviceVerdict { return verdict }
        let denials = all.filter { $0.reference.effect == .deny && reading.counts($0) }
        guard denials.isEmpty else { return Verdict(decision: .explicitDeny, deciders: Self.deciders(denials)) }
        var allowing: [JudgedStatement] = []
        for (layer, levels) in [(PolicyLayer.resourceControl, resourceControl), (.serviceControl, serviceControl)] {
            for level in levels {
                let allows = allows(level, reading)
                guard !allows.isEmpty else { return Verdict(decision: .implicitDeny, silentLayers: [layer]) }
                allowing += allows
            }
        }
        var verdict = ownVerdict(reading)
        if verdict.decision == .allowed { verdict.deciders = Self.deciders(allowing) + verdict.deciders }
        return verdict
    }

    /// What the resource's policy and the caller's own policies decide, when nothing denies.
    private func ownVerdict(_ reading: Reading) -> Verdict {
        let grants = allows(resource, reading)
        let closest = grants.map(\.grant).max()
        guard request.caller.hasPermissions else { return verdictWithoutPermissions(grants) }
        let own = allows(identity, reading)
        var silent: [PolicyLayer] = []
        if needsResourcePolicy, grants.isEmpty { silent.append(.resource) }
        let namesCaller = !crossesAccounts && closest.map { $0 > .account || policies.judge == .simulator } ?? false
        if own.isEmpty, passwordGrant.isEmpty, !namesCaller { silent.append(.identity) }
        let bounds = limits(reading)
        if !isFree(of: bounds.silent, closest, own, reading) { silent += bounds.silent }
        guard silent.isEmpty else { return Verdict(decision: .implicitDeny, silentLayers: silent) }
        return Verdict(
            decision: .allowed, deciders: Self.deciders(grants + own) + (own.isEmpty ? passwordGrant : []) + Self.deciders(bounds.allowing))
    }

    /// What boundary and session policies allow, and which of them are there and do not.
    private func limits(_ reading: Reading) -> (allowing: [JudgedStatement], silent: [PolicyLayer]) {
        let (bound, passed) = (allows(boundary, reading), allows(session, reading))
        var silent: [PolicyLayer] = []
        if policies.boundary != nil, bound.isEmpty { silent.append(.boundary) }
        // A federated session without a policy of its own may do what resource policies allow it.
        let hasSession = policies.session != nil || request.caller.needsSessionPolicy
        if hasSession, passed.isEmpty { silent.append(.session) }
        return (bound + passed, silent)
    }

    /// Whether the silence of boundary and session policies does not matter.
    private func isFree(of silent: [PolicyLayer], _ grant: PrincipalGrant?, _ own: [JudgedStatement], _ reading: Reading) -> Bool {
        if silent.isEmpty { return true }
        if crossesAccounts { return false }
        // Recorded: AWS's simulator lets the resource's policy open what the boundary is silent about, whomever it names.
        if policies.judge == .simulator { return grant != nil }
        switch grant {
        case .caller: return true
        case .everyone: return reading == .wide
        // The account's own grant is of users only, who have no session policies.
        case .account, .behindSession, nil: return own.isEmpty && !passwordGrant.isEmpty && reading == .wide
        }
    }

    /// The root user may do all in its own account; a service what the resource's policy allows.
    private func verdictWithoutPermissions(_ grants: [JudgedStatement]) -> Verdict {
        if !grants.isEmpty { return Verdict(decision: .allowed, deciders: Self.deciders(grants)) }
        if case .root = request.caller, !crossesAccounts { return Verdict(decision: .allowed, deciders: [.rootUser]) }
        return Verdict(decision: .implicitDeny, silentLayers: [.resource])
    }

    private var needsResourcePolicy: Bool {
        if crossesAccounts { return true }
        guard policies.serviceRules.contains(.someResourcesNeedTheirPolicy) else { return false }
        return request.action.isCalled("sts:AssumeRole")
            || (request.action.text.lowercased().hasPrefix("kms:") && request.resource != .none)
    }

    /// Whether both accounts are asked. AWS's simulator asks that of the resource only when it is given its policy.
    var crossesAccounts: Bool {
        request.crossesAccounts && (policies.judge == .authorization || policies.resource != nil)
    }

    /// What one layer says by itself.
    static func decision(of statements: [JudgedStatement], _ reading: Reading) -> Evaluation.Decision {
        let effects = statements.filter(reading.counts).map(\.reference.effect)
        return effects.contains(.deny) ? .explicitDeny : effects.contains(.allow) ? .allowed : .implicitDeny
    }

    private func allows(_ statements: [JudgedStatement], _ reading: Reading) -> [JudgedStatement] {
        statements.filter { $0.reference.effect == .allow && reading.counts($0) }
    }

    private static func deciders(_ statements: [JudgedStatement]) -> [Evaluation.Decider] {
        statements.map { .statement($0.reference) }
    }
}
