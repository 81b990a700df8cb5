import IAM

/// Goes through the users one by one.
///
/// What follows from policies that many users have alike (their groups', mostly) is worked out once for each set of them.
struct StandingSurvey {
    let account: ExaminedAccount
    let administration: [Probe]
    let audit: [Probe]
    /// The bits of the survey's probes, kind by kind.
    private let bits: (administration: ActionNumbers.Bits, audit: ActionNumbers.Bits, data: ActionNumbers.Bits)
    let change: ActionName?
    let trusted: Set<String>
    var proving: DutyProving
    var shelf: PolicyTraitsShelf
    var gathering: GivenPolicyGathering

    init(of account: ExaminedAccount) {
        self.account = account
        administration = Probe.administration(in: account)
        audit = Probe.audit(in: account)
        let data = DataReach.allCases.flatMap { $0.probe(in: account) }
        let places = [0, administration.count, administration.count + audit.count, administration.count + audit.count + data.count]
        bits = (Self.bits(places[0]..<places[1]), Self.bits(places[1]..<places[2]), Self.bits(places[2]..<places[3]))
        change = try? ActionName("iam:ChangePassword")
        trusted = Self.trusted(in: account)
        proving = DutyProving(account.snapshot)
        shelf = PolicyTraitsShelf(probes: administration + audit + data, shipped: account.shippedDuty)
        gathering = GivenPolicyGathering(account.snapshot)
    }

    mutating func standing(of user: SnapshotUser) -> Standing {
        let own = account.snapshot.ownPolicies(of: user)
        let given = gathering.policies(given: user)
        let principal = account.snapshot.principal(user, own: own, given: given)
        let traits = shelf.traits(of: own, given)
        var denying = principal.policies
        denying.identity = traits.denying
        let administration = reach(user, principal, traits, all: true)
        return Standing(
            administration: administration, audit: reach(user, principal, traits, all: false),
            duty: account.duty(of: user, principal, denying: denying, shipped: traits.shippedDuty),
            proof: proving.proof(of: user, principal), isPasswordKept: isPasswordKept(user, denying), unreadable: principal.unreadable,
            mayReadData: !principal.isComplete || traits.probes & bits.data != .zero,
            own: OwnPolicies(own), suspect: suspect(user, principal, traits, administration))
    }

    /// Whether somebody can do all that an administrator can, or anything to the audit trail. Without an Allow that names the action no
    /// condition and no resource matters, and that is known of policies.
    private func reach(_ user: SnapshotUser, _ principal: SnapshotPrincipal, _ traits: PolicyTraits, all: Bool) -> Reach {
        let wanted = all ? bits.administration : bits.audit
        guard all ? traits.probes & wanted == wanted : traits.probes & wanted != .zero else {
            return principal.isComplete ? .denied : .unseen(principal.unreadable)
        }
        return all ? account.reach(of: user, principal, all: administration) : account.reach(of: user, principal, any: audit)
    }

    private static func bits(_ places: Range<Int>) -> ActionNumbers.Bits {
        places.reduce(.zero) { $0 | ActionNumbers.bit(at: $1) }
    }

    private mutating func suspect(
        _ user: SnapshotUser, _ principal: SnapshotPrincipal, _ traits: PolicyTraits, _ administration: Reach
    ) -> Actor? {
        if case .allowed = administration { return nil }
        let isSuspect =
            !principal.isComplete || shelf.mayWalk(traits.escalations) || trusted.contains("*")
            || (!trusted.isEmpty && trusted.contains(user.detail.user.arn.description))
        return isSuspect ? Actor(user, Session(of: user, mfa: "true", at: account.asOf), principal) : nil
    }

    /// The ARNs that trust policies of roles name, where they name no account.
    private static func trusted(in account: ExaminedAccount) -> Set<String> {
        Set(
            account.snapshot.roles.flatMap { role in
                let trust = try? account.snapshot.document(role.trust, as: .trust)
                return (trust?.statements ?? []).filter { $0.effect == .allow }.flatMap { statement in
                    statement.principals?.isNegated == true ? ["*"] : statement.principals?.items.map(\.text) ?? []
                }
            })
    }

    private func isPasswordKept(_ user: SnapshotUser, _ denying: PolicySet) -> Bool {
        guard let change, !denying.identity.isEmpty || denying.boundary != nil else { return false }
        let session = Session(of: user, mfa: "false", at: account.asOf)
        let request = AuthorizationRequest(
            by: .user(session.arn), action: change, on: RequestedResource(user.detail.user.arn), context: session.context)
        return evaluate(request, under: denying).decision == .explicitDeny
    }
}

/// What checks want to know of a user's own inline policies.
struct OwnPolicies {
    private(set) var inline: [PolicyName: Result<PolicyDocument, PolicySyntaxError>] = [:]
    private(set) var cuts: Set<PolicyName> = []

    init(_ policies: [OwnPolicy]) {
        for policy in policies {
            switch policy.document {
            case .failure: inline[policy.name] = policy.document
            case .success(let document):
                if document.isCut { cuts.insert(policy.name) }
                let statements = document.statements
                if statements.indices.contains(where: { statements[$0].isOfEverything || statements[$0].assumesByWildcard }) {
                    inline[policy.name] = policy.document
                }
            }
        }
    }
}

extension PolicyDocument {
    /// Whether it denies everything to everybody and does nothing else.
    var isCut: Bool {
        statements.allSatisfy { $0.effect == .deny && $0.isOfEverything && $0.conditions.isEmpty } && !statements.isEmpty
    }
}
