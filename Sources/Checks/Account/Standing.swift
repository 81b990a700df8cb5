import IAM
import Synchronization

/// What a user's policies come to, worked out in one go: reading them again for every check would take most of the time.
struct Standing: Sendable {
    /// Whether they are a full administrator.
    let administration: Reach
    /// Whether they can stop or delete the audit trail.
    let audit: Reach
    let duty: Duty
    /// Whether it is proved that they can do nothing but enrol MFA without it.
    let proof: DutyProof
    /// Whether a console session without MFA may not change its own password, whatever allows it.
    let isPasswordKept: Bool
    let unreadable: [UnreadablePolicy]
    /// The user's inline policies that some check may find fault with, or that cannot be read; all others are harmless.
    let inline: [PolicyName: Result<PolicyDocument, PolicySyntaxError>]
    /// The user's inline policies that do nothing but deny everything.
    let cuts: Set<PolicyName>
    /// The user at work, if they are no administrator and something of theirs may make one of them.
    let suspect: Actor?

    /// Whether everything that was tried is denied without MFA.
    var isUnderDuty: Bool {
        switch duty {
        case .shipped, .other: true
        case .none, .unseen: false
        }
    }
}

/// The standing of every user of an account, worked out when it is first asked for.
final class Standings: Sendable {
    private let known = Mutex<[Standing]?>(nil)

    func all(in account: ExaminedAccount) -> [Standing] {
        known.withLock { known in
            if let known { return known }
            var survey = Survey(of: account)
            let all = account.snapshot.users.map { survey.standing(of: $0) }
            known = all
            return all
        }
    }
}

extension ExaminedAccount {
    /// The users with their standing.
    var standing: [(user: SnapshotUser, standing: Standing)] { Array(zip(snapshot.users, standings.all(in: self))) }
}

/// Goes through the users one by one.
private struct Survey {
    let account: ExaminedAccount
    let administration: [Probe]
    let audit: [Probe]
    let change: ActionName?
    let trusted: Set<String>
    var proving: DutyProving
    var shelf: PolicyTraitsShelf

    init(of account: ExaminedAccount) {
        self.account = account
        administration = Probe.administration(in: account)
        audit = Probe.audit(in: account)
        change = try? ActionName("iam:ChangePassword")
        trusted = Self.trusted(in: account)
        proving = DutyProving(account.snapshot)
        shelf = PolicyTraitsShelf(probes: administration + audit, shipped: account.shippedDuty)
    }

    mutating func standing(of user: SnapshotUser) -> Standing {
        let principal = account.snapshot.principal(user)
        let own = Set(user.detail.inlinePolicies.keys.map { SnapshotPrincipal.name(ofInline: $0, of: user.name) })
        let read = principal.policies.identity.filter { own.contains($0.name) }
        let known = Dictionary(read.map { ($0.name, $0.document) }) { first, _ in first }
        var inline: [PolicyName: Result<PolicyDocument, PolicySyntaxError>] = [:]
        var cuts: Set<PolicyName> = []
        for (name, text) in user.detail.inlinePolicies {
            guard let document = known[SnapshotPrincipal.name(ofInline: name, of: user.name)] else {
                inline[name] = self.read(text)
                continue
            }
            if document.isCut { cuts.insert(name) }
            if document.statements.contains(where: { $0.isOfEverything || $0.assumesByWildcard }) {
                inline[name] = .success(document)
            }
        }
        let traits = shelf.traits(of: principal.policies, own: own)
        let administration = reach(user, principal, traits, all: true)
        var denying = principal.policies
        denying.identity = zip(denying.identity, traits).filter(\.1.isDenying).map(\.0)
        let shipped = zip(principal.policies.identity, traits).first(where: \.1.isShippedDuty)?.0.name
        return Standing(
            administration: administration, audit: reach(user, principal, traits, all: false),
            duty: account.duty(of: user, principal, denying: denying, shipped: shipped), proof: proving.proof(of: user, principal),
            isPasswordKept: isPasswordKept(user, denying), unreadable: principal.unreadable, inline: inline, cuts: cuts,
            suspect: suspect(user, principal, traits, administration))
    }

    /// Whether somebody can do all that an administrator can, or anything to the audit trail. Without an Allow that names the action no
    /// condition and no resource matters, and that is known of policies.
    private func reach(_ user: SnapshotUser, _ principal: SnapshotPrincipal, _ traits: [PolicyTraits], all: Bool) -> Reach {
        let named = traits.reduce(0) { $0 | $1.probes }
        let wanted = all ? (UInt64(1) << UInt64(administration.count)) - 1 : ~0 << UInt64(administration.count)
        guard all ? named & wanted == wanted : named & wanted != 0 else {
            return principal.isComplete ? .denied : .unseen(principal.unreadable)
        }
        return all ? account.reach(of: user, principal, all: administration) : account.reach(of: user, principal, any: audit)
    }

    private mutating func suspect(
        _ user: SnapshotUser, _ principal: SnapshotPrincipal, _ traits: [PolicyTraits], _ administration: Reach
    ) -> Actor? {
        if case .allowed = administration { return nil }
        var actions = EscalationActions()
        for each in traits { actions.add(each.escalations) }
        let isSuspect =
            !principal.isComplete || shelf.mayWalk(actions) || trusted.contains("*")
            || trusted.contains(user.detail.user.arn.description)
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

    private func read(_ text: String) -> Result<PolicyDocument, PolicySyntaxError> {
        Result { () throws(PolicySyntaxError) in try account.snapshot.document(text) }
    }

    private func isPasswordKept(_ user: SnapshotUser, _ denying: PolicySet) -> Bool {
        guard let change, !denying.identity.isEmpty || denying.boundary != nil else { return false }
        let session = Session(of: user, mfa: "false", at: account.asOf)
        let request = AuthorizationRequest(
            by: .user(session.arn), action: change, on: RequestedResource(user.detail.user.arn), context: session.context)
        return evaluate(request, under: denying).decision == .explicitDeny
    }
}

extension PolicyDocument {
    /// Whether it denies everything to everybody and does nothing else.
    var isCut: Bool {
        statements.allSatisfy { $0.effect == .deny && $0.isOfEverything && $0.conditions.isEmpty } && !statements.isEmpty
    }
}
