import IAM
import Lifecycle
import Synchronization

/// Every user's ways to administrator, worked out when they are first asked for.
final class Escalations: Sendable {
    private let known = Mutex<EscalationSurvey?>(nil)

    func survey(of account: ExaminedAccount) -> EscalationSurvey {
        known.withLock { known in
            if let known { return known }
            let survey = EscalationSurvey(of: account)
            known = survey
            return survey
        }
    }
}

extension ExaminedAccount {
    /// A user's ways to administrator. Where nobody holds anything of the table, what the account offers is not gone through.
    func escalation(of user: UserName, _ standing: Standing) -> Escalation {
        standing.suspect == nil ? .none : escalations.survey(of: self).all[user] ?? .none
    }

    /// Whether somebody could make themselves administrator if they held something else than they do.
    func escalates(_ user: SnapshotUser, _ principal: SnapshotPrincipal) -> Bool {
        let actor = Actor(user, Session(of: user, mfa: "true", at: asOf), principal)
        return escalations.survey(of: self).isOpen(to: actor)
    }
}

/// Goes through an account's users and roles. It never changes, and is an object because everybody's is asked for one by one.
final class EscalationSurvey: Sendable {
    let field: EscalationField
    private let certain: EscalationGraph
    let all: [UserName: Escalation]

    init(of account: ExaminedAccount) {
        let field = EscalationField(of: account)
        let suspects = account.standing.compactMap { user, standing in standing.suspect.map { (user, $0) } }
        let roles = field.roles.filter { !$0.detail.isServiceLinked }.map {
            (detail: $0.detail, reach: field.administration(of: $0.detail))
        }
        var administrators: [Certainty: [EscalationNode]] = [:]
        for (user, standing) in account.standing { administrators.add(.user(user.name), standing.administration) }
        for role in roles { administrators.add(.role(role.detail.name), role.reach) }
        let actors = suspects.map(\.1) + roles.map { field.actor($0.detail) }.filter { field.isSuspect($0) }
        var certain = EscalationGraph(field, .certain, administrators: administrators[.certain] ?? [], actors)
        var possible: EscalationGraph?
        var all: [UserName: Escalation] = [:]
        for (user, actor) in suspects {
            if certain.reached[.user(user.name)] != nil {
                all[user.name] = .open(certain.routes(of: actor, in: field))
                continue
            }
            if !actor.unreadable.isEmpty {
                all[user.name] = .unseen(actor.unreadable)
                continue
            }
            var graph =
                possible
                ?? EscalationGraph(field, .possible, administrators: administrators.values.flatMap(\.self), actors, after: certain)
            if graph.reached[.user(user.name)] != nil, let route = graph.routes(of: actor, in: field).first {
                all[user.name] = .depends(route, on: Set(route.steps.flatMap(\.keys)).sorted())
            }
            possible = graph
        }
        self.all = all
        self.field = field
        self.certain = certain
    }

    /// Whether a way is open to somebody, who may be another than in the snapshot.
    func isOpen(to actor: Actor) -> Bool {
        var certain = certain
        return certain.isOpen(to: actor, in: field)
    }
}

extension [Certainty: [EscalationNode]] {
    fileprivate mutating func add(_ node: EscalationNode, _ reach: Reach) {
        switch reach {
        case .allowed: self[.certain, default: []].append(node)
        case .depends: self[.possible, default: []].append(node)
        case .denied, .unseen: break
        }
    }
}

extension EscalationField {
    /// Whether a role is a full administrator.
    fileprivate func administration(of role: RoleDetail) -> Reach {
        let principal = account.snapshot.principal(role)
        return account.reach(
            in: Session(of: role, at: account.asOf), principal.policies, principal.unreadable, administration, isAll: true)
    }

    /// Whether it is worth a look: a policy mentions a call of the table, or a role names it.
    func isSuspect(_ actor: Actor) -> Bool { EscalationPath.all.contains(where: actor.mayWalk) || !namedRoles(actor).isEmpty }
}
