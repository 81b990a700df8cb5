import IAM
import Lifecycle

extension EscalationField {
    /// The ways by which somebody enters a role: assumed, or passed to a service that runs what they like.
    func entries(of actor: Actor, into role: Role, _ services: inout ServiceCalls) -> [EscalationStep] {
        EscalationPath.all.compactMap { path in
            let ability: Ability
            switch path.gain {
            case .assumedRole: ability = assumption(of: role, by: actor, path, role.trust)
            case .retrustedRole:
                guard role.isOurs, actor.mayWalk(path) else { return nil }
                ability = onRole(role, path, actor).and(assumption(of: role, by: actor, path, trust(in: actor.holding.arn)))
            case .role(let service, let hasProfile):
                guard actor.mayWalk(path), !hasProfile || !role.detail.instanceProfiles.isEmpty, !role.detail.isServiceLinked else {
                    return nil
                }
                ability = role.admits(service).and(services.ability(of: actor, path, in: self)).and(passing(role, to: service, path, actor))
            case .anyPermission, .attachedPolicy, .otherVersion, .membership, .noBoundary, .lostDeny, .user, .another: return nil
            }
            if case .no = ability { return nil }
            return EscalationStep(path, role.detail.name.text, ability)
        }
    }

    private func onRole(_ role: Role, _ path: EscalationPath, _ actor: Actor) -> Ability {
        calls(
            path, on: role, actor,
            RequestFacts(tags: role.detail.tags, tagging: "iam:TagRole").with("iam:PermissionsBoundary", role.detail.boundary?.description))
    }

    private func passing(_ role: Role, to service: String, _ path: EscalationPath, _ actor: Actor) -> Ability {
        let passed = role.services.keys.first { $0.hasPrefix("\(service).amazonaws.com") }
        return calls(
            path, on: role, actor, RequestFacts(tags: role.detail.tags, tagging: "iam:TagRole").with("iam:PassedToService", passed))
    }

    private func calls(_ path: EscalationPath, on role: Role, _ actor: Actor, _ facts: RequestFacts) -> Ability {
        path.calls.filter { $0.target == .role }.reduce(Ability.yes([])) {
            $0.and(actor.ability(to: $1.action, on: RequestedResource(role.detail.arn), facts))
        }
    }

    private func assumption(of role: Role, by actor: Actor, _ path: EscalationPath, _ trust: PolicyDocument?) -> Ability {
        guard let trust, !role.detail.isServiceLinked, let assume = try? ActionName("sts:AssumeRole") else { return .no }
        var facts = RequestFacts(tags: role.detail.tags, tagging: "iam:TagRole")
        facts.trust = trust
        return actor.ability(to: assume, on: RequestedResource(role.detail.arn), facts)
    }
}

/// The calls of a path that are not about the role: asked once for somebody, however many roles there are.
struct ServiceCalls {
    private var known: [String: Ability] = [:]

    mutating func ability(of actor: Actor, _ path: EscalationPath, in field: EscalationField) -> Ability {
        if let ability = known[path.id] { return ability }
        let ability = Self.ability(of: actor, path, in: field)
        known[path.id] = ability
        return ability
    }

    private static func ability(of actor: Actor, _ path: EscalationPath, in field: EscalationField) -> Ability {
        var answer = Ability.yes([])
        for target in Set(path.calls.map(\.target)) {
            let actions = path.calls.filter { $0.target == target }.map(\.action)
            switch target {
            case .thing(let service, let kind):
                answer = answer.and(onThings(actions, service, kind, actor, field))
            case .nothing: answer = answer.and(all(actions, on: .none, actor))
            case .role, .thisUser, .thisRole, .anotherUser, .ownGroup, .group, .heldPolicy: break
            }
        }
        return answer
    }

    /// All of the calls on one and the same thing.
    private static func onThings(
        _ actions: [ActionName], _ service: String, _ kind: String, _ actor: Actor, _ field: EscalationField
    ) -> Ability {
        var best = Ability.no
        for arn in actor.examples(of: actions, service, kind, in: field.account) {
            let ability = all(actions, on: RequestedResource(arn), actor)
            if case .yes = ability { return ability }
            if case .maybe = ability { best = ability }
        }
        return best
    }

    private static func all(_ actions: [ActionName], on resource: RequestedResource, _ actor: Actor) -> Ability {
        actions.reduce(Ability.yes([])) { $0.and(actor.ability(to: $1, on: resource)) }
    }
}
