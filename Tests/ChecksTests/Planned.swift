import Foundation
import IAM
import Lifecycle

@testable import Checks

/// What is planned for an account, and what is left, with its parts as the snapshot has them.
struct Planned {
    let items: [Plan.Item]
    let left: [Plan.LeftOut]
    var calls: [String] { items.map(\.call) }

    /// Repairs that answer these checks, asked for by name. `now` names the parts that are not as in the snapshot any more.
    init(
        _ checks: [CheckID], now: [String: PartState] = [:], principal: String? = nil, of account: (inout SampleAccount) -> Void
    ) throws {
        var sample = SampleAccount()
        account(&sample)
        let view = try sample.view()
        let findings = Examination(of: view, with: Limits(), checks: checks).findings
        var known = RepairPlanner.Known()
        known.asked = Set(checks)
        known.principal = try principal.map { try UserID(SampleAccount.id("AIDA", $0)) }
        let drafts = RepairPlanner(view, limits: Limits(), findings: findings, now: SampleAccount.asOf, known: known).drafts()
        let states = drafts.parts.map { ($0, now["\($0)"] ?? view.snapshot.state(of: $0)) }
        (items, left) = try drafts.settled(with: Dictionary(uniqueKeysWithValues: states))
    }
}

extension AccountSnapshot {
    /// A part of an account as the snapshot has it; of what it does not tell, nothing.
    fileprivate func state(of part: AccountPart) -> PartState {
        switch part {
        case .user(let name): user(name).map { .user($0.detail.user.id) } ?? .absent
        case .membership(let name, let group):
            user(name).flatMap { $0.detail.groups.contains(group) ? .member(of: $0.detail.user.id) : nil } ?? .absent
        case .userAttachment(let name, let arn):
            user(name).flatMap { user in
                user.detail.attachedPolicies.contains { $0.arn == arn } ? .attached(to: user.detail.user.id) : nil
            } ?? .absent
        case .userPolicy(let name, let policy):
            user(name).flatMap { user in
                user.detail.inlinePolicies[policy].map {
                    .userPolicy(owner: user.detail.user.id, document: PartState.digest(ofDocument: $0))
                }
            } ?? .absent
        case .groupPolicy(let group, let policy):
            groups[group]?.inlinePolicies[policy].map { .groupPolicy(document: PartState.digest(ofDocument: $0)) } ?? .absent
        case .groupAttachment(let group, let arn):
            groups[group]?.attachedPolicies.contains { $0.arn == arn } == true ? .attachedToGroup : .absent
        case .group(let name):
            groups[name].map { .group(inline: $0.inlinePolicies, attached: $0.attachedPolicies.map(\.arn)) } ?? .absent
        case .policy(let arn):
            policies[arn].map {
                .policy(
                    document: PartState.digest(ofDocument: $0.document ?? ""), inForce: $0.defaultVersion,
                    versions: SortedSet($0.versions.map(\.id)))
            } ?? .absent
        case .key, .password, .passwordRules: .absent
        }
    }
}
