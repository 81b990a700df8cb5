import IAM
import Lifecycle

/// The steps that lead from one user or role to another.
struct EscalationSteps: Sendable {
    typealias Leg = EscalationGraph.Leg

    let field: EscalationField
    let certainty: Certainty
    private var mfa: [UserName: Takeover.MFA] = [:]

    init(field: EscalationField, certainty: Certainty) {
        self.field = field
        self.certainty = certainty
    }

    /// Whom one may want to become.
    struct Targets {
        let users: EscalationTargets<SnapshotUser>
        let roles: EscalationTargets<EscalationField.Role>

        /// In the order in which they are given: the first is the first that is tried.
        init(_ nodes: [EscalationNode], in field: EscalationField) {
            users = EscalationTargets(
                "user", nodes.compactMap { if case .user(let name) = $0 { field.account.snapshot.user(name) } else { nil } }
            ) {
                $0.name.text
            }
            roles = EscalationTargets("role", nodes.compactMap { if case .role(let name) = $0 { field.role(name) } else { nil } }) {
                $0.detail.name.text
            }
        }
    }

    /// The legs from somebody to one of these, as they are or with all that they can give themselves; one for each path, or only the first.
    mutating func legs(of actor: Actor, _ growth: Growth, to targets: Targets, isFirst: Bool = true) -> [Leg] {
        let plain = legs(of: actor, after: [], to: targets, isFirst)
        guard plain.isEmpty, !growth.steps.isEmpty else { return plain }
        return legs(of: growth.actor, after: growth.steps, to: targets, isFirst)
    }

    private mutating func legs(of actor: Actor, after before: [EscalationStep], to targets: Targets, _ isFirst: Bool) -> [Leg] {
        var legs: [Leg] = []
        var calls = ServiceCalls()
        for role in roles(targets.roles, actor) {
            let node = EscalationNode.role(role.detail.name)
            guard node != actor.node else { continue }
            legs += field.entries(of: actor, into: role, &calls).filter(isEnough).map { Leg(steps: before + [$0], next: node) }
            if isFirst, !legs.isEmpty { return legs }
        }
        for user in users(targets.users, actor) {
            let node = EscalationNode.user(user.name)
            guard node != actor.node else { continue }
            let steps = Takeover(field: field, user: user).steps(of: actor) { mfa(of: user) }
            legs += steps.filter(isEnough).map { Leg(steps: before + [$0], next: node) }
            if isFirst, !legs.isEmpty { return legs }
        }
        return legs
    }

    /// The changes that by themselves make an administrator; one for each path.
    func ownLegs(of actor: Actor) -> [Leg] { sufficient(on: actor).map { Leg(steps: [$0], next: nil) } }

    /// The changes of somebody that by themselves make an administrator, made by the caller or by themselves; one for each path.
    private func sufficient(on actor: Actor, by caller: Actor? = nil) -> [EscalationStep] {
        var seen: Set<String> = []
        return field.moves(on: actor, by: caller).compactMap { move in
            guard !seen.contains(move.path.id) else { return nil }
            let ability = move.ability(of: caller ?? actor)
            guard ability.reaches(certainty), field.isAdministrator(actor.under(move.applied(to: actor.policies)), certainty) else {
                return nil
            }
            seen.insert(move.path.id)
            return EscalationStep(move.path, move.name, ability)
        }
    }

    /// The legs through a role or a user that somebody makes an administrator first, and then becomes.
    mutating func throughOthers(_ actor: Actor, _ growth: Growth) -> [Leg] {
        for (actor, before) in [(actor, []), (growth.actor, growth.steps)] where actor.mayChangeOthers {
            let ways = throughRole(actor)
            let legs = (ways.isEmpty ? throughUser(actor) : ways).map { Leg(steps: before + $0, next: nil) }
            if !legs.isEmpty { return legs }
        }
        return []
    }

    private func throughRole(_ actor: Actor) -> [[EscalationStep]] {
        var calls = ServiceCalls()
        for role in roles(field.targets, actor) where role.isOurs && .role(role.detail.name) != actor.node {
            let other = field.actor(role.detail)
            guard canChange(other, actor), let entry = field.entries(of: actor, into: role, &calls).first(where: isEnough) else { continue }
            let changes = changes(of: other, by: actor)
            if !changes.isEmpty { return changes.map { $0 + [entry] } }
        }
        return []
    }

    private mutating func throughUser(_ actor: Actor) -> [[EscalationStep]] {
        for user in users(field.users, actor) where .user(user.name) != actor.node {
            let principal = field.account.snapshot.principal(user)
            // With a key or a password of the user's alone, and with MFA as well.
            for session in [nil, "true"] {
                let other = Actor(user, Session(of: user, mfa: session, at: field.account.asOf), principal)
                guard canChange(other, actor) else { break }
                let entries = Takeover(field: field, user: user).steps(of: actor) { session == nil ? .open : mfa(of: user) }
                guard let entry = entries.first(where: isEnough) else { continue }
                let changes = changes(of: other, by: actor)
                if !changes.isEmpty { return changes.map { $0 + [entry] } }
            }
        }
        return []
    }

    private func canChange(_ other: Actor, _ actor: Actor) -> Bool {
        field.moves(on: other, by: actor).contains { $0.ability(of: actor).reaches(certainty) }
    }

    /// The changes by which a caller makes an administrator of somebody else who is none: one for each first call.
    func changes(of other: Actor, by caller: Actor) -> [[EscalationStep]] {
        guard !field.isAdministrator(other, certainty) else { return [] }
        let single = sufficient(on: other, by: caller)
        guard single.isEmpty else { return single.map { [$0] } }
        let growth = Growth(of: other, by: caller, in: field, certainty)
        return growth.isAdministrator ? [growth.steps] : []
    }

    private func isEnough(_ step: EscalationStep) -> Bool { certainty == .possible || step.isCertain }

    /// What stands between the user's password or key and what the user does with MFA: whoever has one has not the device, but somebody
    /// without a device can enrol the intruder's.
    private mutating func mfa(of user: SnapshotUser) -> Takeover.MFA {
        if let known = mfa[user.name] { return known }
        let principal = field.account.snapshot.principal(user)
        let actor = Actor(user, Session(of: user, mfa: nil, at: field.account.asOf), principal)
        let isOpen =
            field.isAdministrator(actor.under(principal.policies), certainty) || Growth(of: actor, in: field, certainty).isAdministrator
        let found: Takeover.MFA =
            if isOpen { .open } else if !EnrolmentReach(of: principal.arn, under: principal.policies).isPossible { .closed } else {
                user.row.map { $0.mfaActive ? .device : .open } ?? .unknown
            }
        mfa[user.name] = found
        return found
    }

    /// Whether anything leads from it to another.
    func mayBecomeSomebody(_ actor: Actor) -> Bool {
        !field.namedRoles(actor).isEmpty || EscalationPath.all.contains { ($0.isAboutRoles || $0.gain == .user) && actor.mayWalk($0) }
    }

    private func roles(_ targets: EscalationTargets<EscalationField.Role>, _ actor: Actor) -> [EscalationField.Role] {
        let paths = EscalationPath.all.filter { $0.isAboutRoles && actor.mayWalk($0) }
        // What names no role in its calls is about all of them.
        guard paths.allSatisfy({ $0.calls.contains { $0.target == .role } }) else { return targets.all }
        let actions = Set(paths.flatMap(\.calls).filter { $0.target == .role }.map(\.action))
        var names = Set(actions.flatMap { actor.candidates(targets, for: $0) }.map(\.detail.name))
        names.formUnion(field.namedRoles(actor))
        return targets.all.filter { names.contains($0.detail.name) }
    }

    private func users(_ targets: EscalationTargets<SnapshotUser>, _ actor: Actor) -> [SnapshotUser] {
        let actions = EscalationPath.all.filter { $0.gain == .user && actor.mayWalk($0) }.flatMap(\.calls).map(\.action)
        let names = Set(actions.flatMap { actor.candidates(targets, for: $0) }.map(\.name))
        return targets.all.filter { names.contains($0.name) }
    }
}

extension EscalationStep {
    /// Whether its calls are allowed whatever a snapshot does not show.
    var isCertain: Bool { !isConditional }
}

extension EscalationPath {
    fileprivate var isAboutRoles: Bool {
        switch gain {
        case .assumedRole, .retrustedRole, .role: true
        case .anyPermission, .attachedPolicy, .otherVersion, .membership, .noBoundary, .lostDeny, .user, .another: false
        }
    }
}

extension EscalationField {
    /// A role at work.
    func actor(_ role: RoleDetail) -> Actor {
        Actor(role, Session(of: role, at: account.asOf), account.snapshot.principal(role))
    }

    /// The roles whose trust policy names somebody, or everybody.
    func namedRoles(_ actor: Actor) -> [RoleName] {
        return (named[actor.holding.arn.description] ?? []) + (named["*"] ?? [])
    }
}
