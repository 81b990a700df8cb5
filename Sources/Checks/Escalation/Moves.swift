import IAM
import Lifecycle

/// A call by which somebody changes what they may do themselves, or what another may do.
struct Move: Sendable {
    let path: EscalationPath
    let name: String
    let resource: ARN
    let facts: RequestFacts
    let change: Change

    /// What becomes of the policies.
    enum Change: Sendable {
        case add([AppliedPolicy])
        case replace(String, AppliedPolicy)
        case remove([String])
        case unbound
    }

    func ability(of actor: Actor) -> Ability {
        path.calls.reduce(Ability.yes([])) { $0.and(actor.ability(to: $1.action, on: RequestedResource(resource), facts)) }
    }

    /// The policies after it.
    func applied(to policies: PolicySet) -> PolicySet {
        var changed = policies
        switch change {
        case .add(let more): changed.identity += more
        case .replace(let name, let policy):
            changed.identity.removeAll { $0.name == name }
            changed.identity.append(policy)
        case .remove(let names): changed.identity.removeAll { names.contains($0.name) }
        case .unbound: changed.boundary = nil
        }
        return changed
    }

    /// Whether nobody can do less after it. Where anything is allowed, nothing is lost with a policy that denies.
    func isGain(under policies: PolicySet) -> Bool {
        switch change {
        case .add(let more): !more.contains { $0.document.hasDeny }
        case .replace: false
        case .remove(let names):
            policies.identity.contains { $0.name == EscalationField.everything.name }
                || policies.identity.allSatisfy { !names.contains($0.name) || !$0.document.hasAllow }
        case .unbound: true
        }
    }
}

extension PolicyDocument {
    fileprivate var hasAllow: Bool { statements.contains { $0.effect == .allow } }
}

extension EscalationField {
    /// The calls that change somebody's permissions, of which it is not known yet whether they are allowed; the plainest first. They are the
    /// caller's; their own if nobody is named.
    func moves(on actor: Actor, by caller: Actor? = nil) -> [Move] {
        let standing = OwnStanding(of: actor, in: self)
        return EscalationPath.all.filter((caller ?? actor).mayWalk).flatMap { path -> [Move] in
            guard caller != nil else { return standing.moves(path, path.gain) }
            guard case .another(let gain) = path.gain else { return [] }
            return standing.moves(path, gain)
        }
    }
}

/// What somebody has of their own, that they or another may change.
private struct OwnStanding {
    let actor: Actor
    let field: EscalationField
    let arn: ARN
    let facts: RequestFacts
    let attached: [AttachedPolicy]
    let groups: [GroupDetail]

    init(of actor: Actor, in field: EscalationField) {
        self.actor = actor
        self.field = field
        let holding = actor.holding
        arn = holding.arn
        let tagging = if case .user = actor.node { "iam:TagUser" } else { "iam:TagRole" }
        facts = RequestFacts(tags: holding.tags, tagging: tagging).with("iam:PermissionsBoundary", holding.boundary?.description)
        attached = holding.attached
        groups = holding.groups.compactMap { field.account.snapshot.groups[$0] }
    }

    private var isUser: Bool { if case .user = actor.node { true } else { false } }

    func moves(_ path: EscalationPath, _ gain: EscalationPath.Gain) -> [Move] {
        switch gain {
        case .anyPermission: places(path).map { move(path, $0.name, $0.arn, $0.facts, .add([EscalationField.everything])) }
        case .attachedPolicy: places(path).flatMap { attachments(path, $0) }
        case .otherVersion: held.flatMap { versions(path, $0) }
        case .membership: isUser ? memberships(path) : []
        case .noBoundary: actor.policies.boundary == nil ? [] : places(path).map { unbinding(path, $0) }
        case .lostDeny(let loss):
            denying(loss).map { move(path, $0.name, $0.arn, facts.with("iam:PolicyARN", $0.policies.first), .remove($0.policies)) }
        case .user, .assumedRole, .retrustedRole, .another, .role: []
        }
    }

    private func move(_ path: EscalationPath, _ name: String, _ arn: ARN, _ facts: RequestFacts, _ change: Move.Change) -> Move {
        Move(path: path, name: name, resource: arn, facts: facts, change: change)
    }

    private struct Place {
        let name: String
        let arn: ARN
        var facts = RequestFacts()
    }

    private func places(_ path: EscalationPath) -> [Place] {
        switch path.calls.first?.target {
        case .thisUser?, .anotherUser?: isUser ? [Place(name: actor.node.name, arn: arn, facts: facts)] : []
        case .thisRole?, .role?: isUser ? [] : [Place(name: actor.node.name, arn: arn, facts: facts)]
        case .ownGroup?: groups.map { Place(name: $0.group.name.text, arn: $0.group.arn) }
        case .heldPolicy?: held.map { Place(name: $0.name.text, arn: $0.arn) }
        case .group?, .thing?, .nothing?, nil: []
        }
    }

    /// The account's own policies that are attached to it or to its groups.
    private var held: [PolicyDetail] {
        var seen: Set<ARN> = []
        return (attached + groups.flatMap(\.attachedPolicies)).filter { $0.arn.account != "aws" && seen.insert($0.arn).inserted }
            .compactMap { field.account.snapshot.policies[$0.arn] }
    }

    private func attachments(_ path: EscalationPath, _ place: Place) -> [Move] {
        let held = Set(actor.policies.identity.map(\.name))
        return field.attachable.filter { !held.contains($0.name) }.map { policy in
            let name = path.isAboutAnother ? place.name : ARN.name(in: policy.name)
            return move(path, name, place.arn, place.facts.with("iam:PolicyARN", policy.name), .add([policy]))
        }
    }

    private func versions(_ path: EscalationPath, _ policy: PolicyDetail) -> [Move] {
        policy.versions.filter { $0.id != policy.defaultVersion }.compactMap { version in
            guard let document = try? field.account.snapshot.document(version.document) else { return nil }
            let name = policy.arn.description
            return move(
                path, "\(policy.name) (\(version.id))", policy.arn, RequestFacts(),
                .replace(name, AppliedPolicy("\(name) \(version.id)", document)))
        }
    }

    private func memberships(_ path: EscalationPath) -> [Move] {
        let own = Set(groups.map(\.group.name))
        return field.groups.filter { !own.contains($0.name) }.map { move(path, $0.name.text, $0.arn, RequestFacts(), .add($0.policies)) }
    }

    private func unbinding(_ path: EscalationPath, _ place: Place) -> Move {
        // What is put in the old one's place is the key's value then.
        let isPut = path.id.hasPrefix("put-")
        let new = isPut ? field.attachable.first?.name : actor.policies.boundary?.name
        return move(path, place.name, place.arn, place.facts.with("iam:PermissionsBoundary", new), .unbound)
    }

    private struct Denial {
        let name: String
        let arn: ARN
        let policies: [String]
    }

    private func denying(_ loss: EscalationPath.Loss) -> [Denial] {
        let denying = Set(actor.policies.identity.filter { $0.document.hasDeny }.map(\.name))
        guard !denying.isEmpty, isUser else { return [] }
        switch loss {
        case .attachment:
            return attached.filter { denying.contains($0.arn.description) }.map {
                Denial(name: $0.name.text, arn: arn, policies: [$0.arn.description])
            }
        case .inline: return inline(of: "user '\(actor.node.name)'", denying).map { Denial(name: $0, arn: arn, policies: [$0]) }
        case .membership:
            return groups.compactMap { group in
                let policies = names(of: group).filter(denying.contains)
                return policies.isEmpty ? nil : Denial(name: group.group.name.text, arn: group.group.arn, policies: names(of: group))
            }
        case .groupAttachment:
            return groups.flatMap { group in
                group.attachedPolicies.filter { denying.contains($0.arn.description) }.map {
                    Denial(name: $0.name.text, arn: group.group.arn, policies: [$0.arn.description])
                }
            }
        case .groupInline:
            return groups.flatMap { group in
                inline(of: "group '\(group.group.name)'", denying).map { Denial(name: $0, arn: group.group.arn, policies: [$0]) }
            }
        }
    }

    private func inline(of owner: String, _ denying: Set<String>) -> [String] {
        denying.filter { $0.hasPrefix("inline policy") && $0.hasSuffix("of \(owner)") }.sorted()
    }

    private func names(of group: GroupDetail) -> [String] {
        group.attachedPolicies.map(\.arn.description)
            + group.inlinePolicies.keys.map { SnapshotPrincipal.name(ofInline: $0, of: group.group.name) }
    }
}
