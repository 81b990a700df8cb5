/// How closely a resource policy names the caller: the closer, the fewer other policies have to agree.
enum PrincipalGrant: Int, Hashable, Sendable, Comparable {
    /// The caller's account: its own policies decide.
    case account
    /// The caller's role, or the user behind a federated session: boundary and session policies still limit.
    case behindSession
    case everyone
    /// The caller itself.
    case caller

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Whether, and how closely, a statement's `Principal` means the caller.
struct PrincipalMatcher {
    let caller: Caller
    /// Whether the caller has a permissions boundary.
    let isBounded: Bool
    let judge: PolicySet.Judge

    /// The closest naming and whether it is certain; nil if the clause does not mean the caller.
    func match(_ clause: Clause<PrincipalPattern>?, effect: PolicyEffect) -> (grant: PrincipalGrant, match: Match) {
        guard let clause else { return (.account, .yes) }
        let grants = clause.items.compactMap(grant)
        // Documented: NotPrincipal with Deny means whoever has a permissions boundary, whomever it lists.
        if clause.isNegated, effect == .deny, isBounded { return (.everyone, .yes) }
        guard !clause.isNegated else { return (.everyone, matchNegated(clause.items, grants, effect)) }
        if let closest = grants.max() { return (closest, .yes) }
        return (.account, clause.items.contains { $0.type == .canonicalUser } ? .unclear([.canonicalUser]) : .no)
    }

    /// `NotPrincipal` spares the caller only if everything is listed that the caller is: itself, what is behind its session, its account.
    private func matchNegated(_ items: [PrincipalPattern], _ grants: [PrincipalGrant], _ effect: PolicyEffect) -> Match {
        if items.contains(where: { $0.type == .canonicalUser }) { return .unclear([.canonicalUser]) }
        let listed = Set(grants)
        if listed.isEmpty { return .yes }
        if listed.contains(.everyone) || listed.isSuperset(of: needed) { return .no }
        // Other evaluators of the simulator's kind spare whoever is listed by any of its names.
        if judge == .simulator { return .no }
        if effect == .allow { return .unclear([.partialNotPrincipal]) }
        // Documented: without its account, the caller is not spared.
        return listed.contains(.account) ? .unclear([.partialNotPrincipal]) : .yes
    }

    private var needed: Set<PrincipalGrant> {
        switch caller {
        case .user: [.caller, .account]
        case .roleSession, .federatedUser: [.caller, .behindSession, .account]
        case .root, .service, .unnamed: [.caller]
        }
    }

    private func grant(_ pattern: PrincipalPattern) -> PrincipalGrant? {
        switch pattern.type {
        case nil: .everyone
        case .aws: pattern.text == "*" ? .everyone : grant(named: pattern.text)
        case .service: caller == .service(pattern.text) ? .caller : nil
        // Federated principals call AssumeRoleWith… only, before they are any of these callers.
        case .federated, .canonicalUser: nil
        }
    }

    private func grant(named text: String) -> PrincipalGrant? {
        switch caller {
        case .user(let arn): names(text, arn) ? .caller : account(text, arn)
        case .root(let arn): account(text, arn) == nil ? nil : .caller
        case .roleSession(let session, let base), .federatedUser(let session, let base):
            names(text, session) ? .caller : names(text, base) ? .behindSession : account(text, session)
        case .service, .unnamed: nil
        }
    }

    private func names(_ text: String, _ arn: ARN) -> Bool { text.utf8.elementsEqual(arn.description.utf8) }

    private func account(_ text: String, _ arn: ARN) -> PrincipalGrant? {
        text == arn.account || text == "arn:\(arn.partition.rawValue):iam::\(arn.account):root" ? .account : nil
    }
}
