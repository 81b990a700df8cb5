import IAM

/// A user or a role at work: who calls, under which policies.
struct Actor: Sendable {
    let node: EscalationNode
    let holding: Holding
    let session: Session
    /// Those that allow or deny anything of the table.
    var policies: PolicySet
    let unreadable: [UnreadablePolicy]
    let isComplete: Bool
    private(set) var allowed = EscalationActions()

    /// What somebody has that can be taken away or added to.
    struct Holding: Sendable {
        let arn: ARN
        let tags: [Tag]
        let boundary: ARN?
        let attached: [AttachedPolicy]
        let groups: [GroupName]
    }

    /// A user in such a session.
    init(_ user: SnapshotUser, _ session: Session, _ principal: SnapshotPrincipal) {
        let detail = user.detail
        let holding = Holding(
            arn: session.arn, tags: detail.user.tags, boundary: detail.user.boundary, attached: detail.attachedPolicies,
            groups: detail.groups)
        self.init(.user(user.name), holding, session, principal)
    }

    /// A role at work.
    init(_ role: RoleDetail, _ session: Session, _ principal: SnapshotPrincipal) {
        let holding = Holding(arn: role.arn, tags: role.tags, boundary: role.boundary, attached: role.attachedPolicies, groups: [])
        self.init(.role(role.name), holding, session, principal)
    }

    private init(_ node: EscalationNode, _ holding: Holding, _ session: Session, _ principal: SnapshotPrincipal) {
        self.node = node
        self.holding = holding
        self.session = session
        policies = principal.policies
        unreadable = principal.unreadable
        isComplete = principal.isComplete
        policies.identity = policies.identity.filter { policy in
            let allows = EscalationActions(in: policy.document, .allow)
            allowed.add(allows)
            return !allows.isEmpty || !EscalationActions(in: policy.document, .deny).isEmpty
        }
    }

    /// The same with other policies.
    func under(_ policies: PolicySet) -> Actor {
        var actor = self
        actor.policies = policies
        actor.allowed = EscalationActions()
        for policy in policies.identity { actor.allowed.add(EscalationActions(in: policy.document, .allow)) }
        return actor
    }

    /// The names of its policies, if what it can do to others than itself follows from them alone: others of the same policies can do the
    /// same. Nil where who it is matters.
    var signature: String? {
        let documents = policies.identity.map(\.document) + (policies.boundary.map { [$0.document] } ?? [])
        guard documents.allSatisfy({ $0.statements.allSatisfy(isImpersonal) }) else { return nil }
        return (policies.identity.map(\.name).sorted() + ["|", policies.boundary?.name ?? ""]).joined(separator: "\n")
    }

    /// Whether a statement means others alike, whoever asks: what it says of `${aws:username}` is about the caller itself.
    private func isImpersonal(_ statement: PolicyStatement) -> Bool {
        let personal = (statement.resources?.items ?? []).filter { $0.text.contains("${") }
        guard personal.allSatisfy({ $0.lastName(in: session.context) == node.name || $0.kind == "mfa" }) else { return false }
        return statement.conditions.allSatisfy { test in
            let key = test.key.text.lowercased()
            return !key.hasPrefix("aws:principal") && !key.hasPrefix("aws:user") && !test.operands.contains { $0.text.contains("${") }
        }
    }

    /// Whether a statement allows every action of the path under some condition on something.
    func mayWalk(_ path: EscalationPath) -> Bool { !allowed.isEmpty && allowed.contains(EscalationActions(of: path)) }

    /// Whether a statement allows some change of what somebody else may do.
    var mayChangeOthers: Bool { EscalationPath.all.contains { $0.isAboutAnother && mayWalk($0) } }

    /// Whether it can make a call. What is known of the resource is given; nothing else of it is.
    func ability(to action: ActionName, on resource: RequestedResource, _ facts: RequestFacts = RequestFacts()) -> Ability {
        var answer = Ability.no
        let request = AuthorizationRequest(
            by: session.caller, action: action, on: resource, context: session.context.merging(facts.context))
        var asked = policies
        if let trust = facts.trust {
            asked.resource = AppliedPolicy("trust policy", trust)
            asked.serviceRules = [.someResourcesNeedTheirPolicy]
        }
        let plain = evaluate(request, under: asked)
        if plain.decision == .allowed { return .yes(plain.statements) }
        let isKnown = { (key: ContextKey) in session.isKnown(key) || facts.isKnown(key) }
        let unknown = asked.allKeys.filter { !isKnown($0) }
        if plain.mayBeAllowed { answer = .maybe([]) }
        let tagged = taggedAbility(request, asked, on: resource, facts)
        if case .yes = tagged { return tagged }
        guard !unknown.isEmpty else { return answer }
        return evaluate(request, under: asked.relaxed(isKnown)).mayBeAllowed ? .maybe(unknown.sorted()) : answer
    }

    /// Whether it can make the call once it has given the resource the tags that a condition asks for.
    private func taggedAbility(
        _ request: AuthorizationRequest, _ asked: PolicySet, on resource: RequestedResource, _ facts: RequestFacts
    ) -> Ability {
        guard let tagging = facts.tagging, asked.allKeys.contains(where: RequestFacts.isTag) else { return .no }
        let opened = evaluate(request, under: asked.relaxed { !RequestFacts.isTag($0) })
        guard opened.decision == .allowed else { return .no }
        var untouched = facts
        (untouched.tagging, untouched.trust) = (nil, nil)
        return Ability.yes(opened.statements).and(ability(to: tagging, on: resource, untouched))
    }

    /// Those of some things on which a statement may allow an action: mostly one's own, which makes a long list short.
    func candidates<Thing>(_ things: EscalationTargets<Thing>, for action: ActionName) -> [Thing] {
        var names: Set<String> = []
        for policy in policies.identity {
            for statement in policy.document.statements where statement.mayAllow(action) {
                guard let resources = statement.resources, !resources.isNegated else { return things.all }
                for item in resources.items where item.kind.map({ $0 == things.kind }) ?? true {
                    guard let name = item.lastName(in: session.context) else { return things.all }
                    names.insert(name)
                }
            }
        }
        return names.sorted().flatMap { things.byName[$0] ?? [] }
    }

    /// The things of a kind that the caller may name for all of these actions: what its policies mean, and one that nothing means.
    func examples(of actions: [ActionName], _ service: String, _ kind: String, in account: ExaminedAccount) -> [ARN] {
        let region = service == "iam" ? "" : "us-east-1"
        var found = [account.arn(service, kind + "tenure-probe", region: region)]
        for policy in policies.identity {
            for statement in policy.document.statements where actions.contains(where: statement.mayAllow) {
                for item in statement.resources?.items ?? [] {
                    let context = session.context
                    guard
                        let arn = item.example(
                            in: context, region: region, account: account.snapshot.account, partition: account.snapshot.partition),
                        arn.service == service, arn.account == account.snapshot.account.text, arn.resource.hasPrefix(kind),
                        !found.contains(arn)
                    else { continue }
                    found.append(arn)
                }
            }
        }
        return found
    }
}

/// What is known of one request besides who makes it.
struct RequestFacts: Sendable {
    var context = RequestContext()
    /// Keys of which it is known that the request has them as they stand in the context, or not at all.
    var known: Set<ContextKey> = []
    /// Whether the resource's tags are known.
    var tagsAreKnown = false
    /// The trust policy of the role that it is about.
    var trust: PolicyDocument?
    /// The call that changes the resource's tags.
    var tagging: ActionName?

    func isKnown(_ key: ContextKey) -> Bool {
        known.contains(key) || tagsAreKnown && Self.isTag(key)
    }

    /// Whether it is a tag of the resource.
    static func isTag(_ key: ContextKey) -> Bool {
        let text = key.text.lowercased()
        return text.hasPrefix("aws:resourcetag/") || text.hasPrefix("iam:resourcetag/")
    }

    /// About something at IAM with these tags, and the call that changes them.
    init(tags: [Tag], tagging: String? = nil) {
        tagsAreKnown = true
        self.tagging = tagging.flatMap { try? ActionName($0) }
        for tag in tags {
            context[ContextKey("aws:ResourceTag/\(tag.key)")] = .single(tag.value)
            context[ContextKey("iam:ResourceTag/\(tag.key)")] = .single(tag.value)
        }
    }

    init() {}

    /// The same with a value of one key; nil for a request without it.
    func with(_ key: ContextKey, _ value: String?) -> RequestFacts {
        var facts = self
        facts.known.insert(key)
        facts.context[key] = value.map(ContextValue.single)
        return facts
    }
}

/// Things with their ARNs, to be found by the name behind the last slash.
struct EscalationTargets<Thing: Sendable>: Sendable {
    /// `user` or `role`, as their ARNs have it.
    let kind: String
    let all: [Thing]
    let byName: [String: [Thing]]

    init(_ kind: String, _ things: [Thing], name: (Thing) -> String) {
        self.kind = kind
        all = things
        byName = Dictionary(grouping: things, by: name)
    }
}

extension PolicyStatement {
    /// Whether it allows that action on something under some condition.
    func mayAllow(_ action: ActionName) -> Bool {
        effect == .allow && actions.items.contains { $0.matches(action) } != actions.isNegated
    }
}

extension PolicySet {
    /// The keys that its conditions ask for, those of the resource's own policy among them.
    fileprivate var allKeys: Set<ContextKey> {
        keys.union(resource?.document.statements.flatMap(\.conditions).map(\.key) ?? [])
    }
}
