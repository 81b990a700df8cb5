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
    let shipped: PolicyDocument?
    let change: ActionName?
    let trusted: Set<String>
    var proving: DutyProving

    init(of account: ExaminedAccount) {
        self.account = account
        administration = Probe.administration(in: account)
        audit = Probe.audit(in: account)
        shipped = account.shippedDuty
        change = try? ActionName("iam:ChangePassword")
        trusted = Self.trusted(in: account)
        proving = DutyProving(account.snapshot)
    }

    mutating func standing(of user: SnapshotUser) -> Standing {
        let principal = account.snapshot.principal(user)
        let known = Dictionary(principal.policies.identity.map { ($0.name, $0.document) }) { first, _ in first }
        var inline: [PolicyName: Result<PolicyDocument, PolicySyntaxError>] = [:]
        var cuts: Set<PolicyName> = []
        for (name, text) in user.detail.inlinePolicies {
            guard let document = known[SnapshotPrincipal.name(ofInline: name, of: user.name)] else {
                inline[name] = read(text)
                continue
            }
            if document.isCut { cuts.insert(name) }
            if document.statements.contains(where: { $0.isOfEverything || $0.assumesByWildcard }) {
                inline[name] = .success(document)
            }
        }
        let administration = account.reach(of: user, principal, all: administration)
        return Standing(
            administration: administration, audit: account.reach(of: user, principal, any: audit),
            duty: account.duty(of: user, principal, shipped: shipped), proof: proving.proof(of: user, principal),
            isPasswordKept: isPasswordKept(user, principal),
            unreadable: principal.unreadable, inline: inline, cuts: cuts, suspect: suspect(user, principal, administration))
    }

    private func suspect(_ user: SnapshotUser, _ principal: SnapshotPrincipal, _ administration: Reach) -> Actor? {
        if case .allowed = administration { return nil }
        let actor = Actor(user, Session(of: user, mfa: "true", at: account.asOf), principal)
        let isSuspect =
            !principal.isComplete || EscalationPath.all.contains(where: actor.mayWalk) || trusted.contains("*")
            || trusted.contains(actor.session.arn.description)
        return isSuspect ? actor : nil
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

    private func isPasswordKept(_ user: SnapshotUser, _ principal: SnapshotPrincipal) -> Bool {
        guard let change else { return false }
        let session = Session(of: user, mfa: "false", at: account.asOf)
        let request = AuthorizationRequest(
            by: .user(session.arn), action: change, on: RequestedResource(user.detail.user.arn), context: session.context)
        return evaluate(request, under: principal.policies.denying).decision == .explicitDeny
    }
}

extension PolicySet {
    /// Only the policies with a Deny: enough to tell whether something is explicitly denied, and mostly very few.
    var denying: PolicySet {
        var denying = self
        denying.identity = identity.filter { policy in policy.document.statements.contains { $0.effect == .deny } }
        return denying
    }
}

extension PolicyDocument {
    /// Whether it denies everything to everybody and does nothing else.
    var isCut: Bool {
        statements.allSatisfy { $0.effect == .deny && $0.isOfEverything && $0.conditions.isEmpty } && !statements.isEmpty
    }
}
