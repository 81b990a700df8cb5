import IAM
import Lifecycle

/// What an account offers to somebody who wants more: its roles and who may enter them, its groups, its policies.
struct EscalationField: Sendable {
    let account: ExaminedAccount
    let administration: [Probe]
    let roles: [Role]
    let targets: EscalationTargets<Role>
    private let places: [RoleName: Int]
    let groups: [Group]
    let users: EscalationTargets<SnapshotUser>
    /// What can be attached: AWS's policy for administrators first.
    let attachable: [AppliedPolicy]
    /// The callers that the trust policies of roles name, as ARNs; `*` for everybody.
    let named: [String: [RoleName]]

    /// A role that somebody may enter.
    struct Role: Sendable {
        let detail: RoleDetail
        /// Nil if it cannot be read: then nobody is known to be admitted.
        let trust: PolicyDocument?
        /// The services that may assume it.
        let services: [String: Ability]
        /// Whether its trust policy and its permissions can be changed.
        var isOurs: Bool { !detail.isServiceLinked && !detail.path.text.hasPrefix("/aws-reserved/") }
    }

    /// A group, and what its members get.
    struct Group: Sendable {
        let name: GroupName
        let arn: ARN
        let policies: [AppliedPolicy]
        let hasDeny: Bool
    }

    static let everything = AppliedPolicy("any policy", .everything)

    init(of account: ExaminedAccount) {
        self.account = account
        administration = Probe.administration(in: account)
        let snapshot = account.snapshot
        let roles = snapshot.roles.map { Role($0, in: account) }
        self.roles = roles
        targets = EscalationTargets("role", roles) { $0.detail.name.text }
        places = Dictionary(uniqueKeysWithValues: roles.enumerated().map { ($1.detail.name, $0) })
        var named: [String: [RoleName]] = [:]
        for role in roles {
            for statement in role.trust?.statements ?? [] where statement.effect == .allow {
                for principal in statement.principals?.items ?? [] where principal.type == .aws || principal.type == nil {
                    named[principal.text, default: []].append(role.detail.name)
                }
                if statement.principals?.isNegated == true { named["*", default: []].append(role.detail.name) }
            }
        }
        self.named = named
        groups = snapshot.groups.values.sorted { $0.group.name < $1.group.name }.map { Group($0, in: snapshot) }
            .filter { $0.policies.contains { !EscalationActions(in: $0.document, .allow).isEmpty } }
        users = EscalationTargets("user", snapshot.users) { $0.name.text }
        let administrator = account.awsPolicy("AdministratorAccess")
        let ordered = snapshot.policies.values.map { (name: $0.arn.description, policy: $0) }.sorted { $0.name < $1.name }
        let others = ordered.compactMap { name, policy -> AppliedPolicy? in
            guard policy.arn != administrator, let text = policy.document, let document = try? snapshot.document(text),
                !EscalationActions(in: document, .allow).isEmpty, !document.hasDeny
            else { return nil }
            return AppliedPolicy(name, document)
        }
        attachable = [AppliedPolicy(administrator.description, .everything)] + others
    }

    func role(_ name: RoleName) -> Role? { places[name].map { roles[$0] } }

    /// Whether somebody under these policies is a full administrator.
    func isAdministrator(_ actor: Actor, _ certainty: Certainty) -> Bool {
        switch account.reach(in: actor.session, actor.policies, actor.unreadable, administration, isAll: true) {
        case .allowed: true
        case .depends: certainty == .possible
        case .denied, .unseen: false
        }
    }

    /// The trust policy that an intruder would write.
    func trust(in arn: ARN) -> PolicyDocument? {
        let text = #"{"Statement":[{"Effect":"Allow","Principal":{"AWS":"\#(arn)"},"Action":"sts:AssumeRole"}]}"#
        return try? PolicyDocument(parsing: text, as: .trust)
    }
}

extension EscalationField.Role {
    init(_ detail: RoleDetail, in account: ExaminedAccount) {
        self.detail = detail
        let trust = try? account.snapshot.document(detail.trust, as: .trust)
        self.trust = trust
        guard let trust, let assume = try? ActionName("sts:AssumeRole") else {
            services = [:]
            return
        }
        let names = Set(trust.statements.flatMap { $0.principals?.items ?? [] }.filter { $0.type == .service }.map(\.text))
        let own = RequestContext(["aws:SourceAccount": .single(account.snapshot.account.text)])
        var services: [String: Ability] = [:]
        for name in names {
            let request = AuthorizationRequest(
                by: .service(name), action: assume, on: RequestedResource(detail.arn), context: own)
            let policies = PolicySet(resource: AppliedPolicy("trust policy", trust))
            if evaluate(request, under: policies).decision == .allowed {
                services[name] = .yes([])
            } else {
                let isKnown = { (key: ContextKey) in key == "aws:SourceAccount" }
                let keys = trust.statements.flatMap(\.conditions).map(\.key).filter { !isKnown($0) }
                if evaluate(request, under: policies.relaxed(isKnown)).mayBeAllowed { services[name] = .maybe(Set(keys).sorted()) }
            }
        }
        services[Self.pool] = Self.poolAbility(trust)
        self.services = services
    }

    private static let pool = "cognito-identity.amazonaws.com"

    /// Whether Cognito may hand out the role's credentials: it does not assume the role by itself, who comes with its token does.
    private static func poolAbility(_ trust: PolicyDocument) -> Ability? {
        guard let assume = try? ActionName("sts:AssumeRoleWithWebIdentity") else { return nil }
        let admitting = trust.statements.filter { statement in
            statement.mayAllow(assume) && statement.principals?.items.contains { $0.type == .federated && $0.text == pool } == true
        }
        guard let plainest = admitting.min(by: { $0.conditions.count < $1.conditions.count }) else { return nil }
        return plainest.conditions.isEmpty ? .yes([]) : .maybe(Set(plainest.conditions.map(\.key)).sorted())
    }

    /// Whether the service may assume it. In China some services have names of their own.
    func admits(_ service: String) -> Ability { services["\(service).amazonaws.com"] ?? services["\(service).amazonaws.com.cn"] ?? .no }
}

extension EscalationField.Group {
    init(_ detail: GroupDetail, in snapshot: AccountSnapshot) {
        name = detail.group.name
        arn = detail.group.arn
        policies = snapshot.policies(of: detail)
        hasDeny = policies.contains(where: \.document.hasDeny)
    }
}
