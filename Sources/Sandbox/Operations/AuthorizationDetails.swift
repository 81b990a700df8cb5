import Foundation
import IAM

extension SandboxAccount {
    public func getAccountAuthorizationDetails(
        _ kinds: [AccountEntity.Kind], from marker: Marker?
    ) async throws -> Page<AccountEntity> {
        try call(.getAccountAuthorizationDetails) { transaction throws(Refusal) in
            // Without a filter IAM tells everything.
            let wanted = kinds.isEmpty ? AccountEntity.Kind.allCases : kinds
            return try transaction.page(transaction.entities(wanted), by: \.place, from: marker)
        }
    }
}

extension AccountEntity {
    // Users first, policies last, as IAM tells them.
    fileprivate var place: String {
        switch self {
        case .user(let user): "1 \(user.user.name)"
        case .group(let group): "2 \(group.group.name)"
        case .role(let role): "3 \(role.name)"
        case .policy(let policy): "4 \(policy.arn)"
        }
    }
}

extension Transaction {
    fileprivate func entities(_ kinds: [AccountEntity.Kind]) -> [AccountEntity] {
        let uses = uses
        return Set(kinds).flatMap { kind -> [AccountEntity] in
            switch kind {
            case .user: view.users.map { .user(detail(of: $0)) }
            case .group: view.groups.map { .group(detail(of: $0)) }
            case .role: view.roles.compactMap { detail(of: $0).map(AccountEntity.role) }
            case .localPolicy: view.policies.filter { $0.arn.account != "aws" }.map { .policy(detail(of: $0, uses)) }
            // Only what is attached: what is somebody's boundary and nothing more is not told.
            case .awsPolicy:
                uses.attached.keys.filter { $0.account == "aws" }.compactMap { view.policy($0) }.map { .policy(detail(of: $0, uses)) }
            }
        }
    }

    private func detail(of user: UserRecord) -> UserDetail {
        UserDetail(
            user: User(
                name: user.name, id: user.id, path: user.path, arn: arn(of: user), created: user.created, tags: user.tags,
                boundary: user.boundary),
            groups: user.groups.compactMap { view.group($0)?.name }, inlinePolicies: user.inline, attachedPolicies: attached(user.attached))
    }

    private func detail(of group: GroupRecord) -> GroupDetail {
        GroupDetail(
            group: self.group(group), created: group.created ?? view.account.root.created, inlinePolicies: group.inline,
            attachedPolicies: attached(group.attached))
    }

    // A role of an older file has no id of its own; one made of its name stays the same.
    private func detail(of role: RoleRecord) -> RoleDetail? {
        let digits = String(Mix.hash(role.name, seed: 0), radix: 32, uppercase: true)
        let made = "AROA" + String(repeating: "0", count: 17 - digits.count) + digits
        guard let name = try? RoleName(role.name), let id = role.id ?? (try? UserID(made)) else { return nil }
        var detail = RoleDetail(
            name: name, id: id, path: role.path, arn: arn("role\(role.path.text)\(role.name)"),
            created: role.created ?? view.account.root.created, trust: role.trust)
        detail.inlinePolicies = role.inline ?? [:]
        detail.attachedPolicies = attached(role.attached ?? [])
        detail.boundary = role.boundary
        detail.lastUse = role.lastUsed.map { .at($0, region: "us-east-1") } ?? .never
        return detail
    }

    private func detail(of policy: PolicyRecord, _ uses: Uses) -> PolicyDetail {
        PolicyDetail(
            name: policy.name, arn: policy.arn, defaultVersion: policy.defaultVersion,
            versions: policy.versions.sorted { $0.key > $1.key }.map { PolicyDetail.Version(id: $0.key, document: $0.value) },
            attachmentCount: uses.attached[policy.arn, default: 0], boundaryCount: uses.boundaries[policy.arn, default: 0])
    }

    private typealias Uses = (attached: [ARN: Int], boundaries: [ARN: Int])

    /// How often each policy is attached, and how often it is a boundary.
    private var uses: Uses {
        var uses: Uses = ([:], [:])
        let attached = view.users.flatMap(\.attached) + view.groups.flatMap(\.attached) + view.roles.flatMap { $0.attached ?? [] }
        for arn in attached { uses.attached[arn, default: 0] += 1 }
        for arn in view.users.compactMap(\.boundary) + view.roles.compactMap(\.boundary) { uses.boundaries[arn, default: 0] += 1 }
        return uses
    }
}
