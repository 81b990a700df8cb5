import IAM
import Lifecycle

/// Statements that open too much in inline policies: a user's or a group's policy is written anew without them, and goes where nothing else
/// stands in it. A role's is left, with what to type: tenure changes no roles.
struct InlineEscalationRepair {
    private let planner: RepairPlanner

    init(_ planner: RepairPlanner) { self.planner = planner }

    func add(_ policy: InlinePolicy, without taken: TakenStatements, answering findings: [Finding], to drafts: inout RepairDrafts) {
        let (name, before) = (policy.name, policy.document)
        let change: PlannedChange
        switch policy.holder {
        case .user(let user):
            change =
                taken.left.map { .rewriteUserPolicy(name, of: user, document: $0.text, before: before) }
                ?? .dropUserPolicy(name, of: user, before: before)
        case .group(let group):
            change =
                taken.left.map { .rewriteGroupPolicy(name, of: group, document: $0.text, before: before) }
                ?? .dropGroupPolicy(name, of: group, before: before)
        case .role(let role):
            for finding in findings { drafts.leave(finding, Self.byHand(policy, of: role, without: taken)) }
            return
        }
        let breaks = taken.losing([holder(of: policy)])
        drafts.changes.append(RepairDraft(change, answering: findings.map(\.id), breaks: breaks, objection: objection(to: policy)))
    }

    /// Why the policy stays, as it was read: if it is not what the snapshot has, its statements are not those that were found.
    private func objection(to policy: InlinePolicy) -> @Sendable (PartState) -> Bilingual? {
        let (planner, document) = (planner, PartState.digest(ofDocument: policy.document))
        return { state in
            if case .user(let user) = policy.holder, let reason = planner.objection(to: state, of: user) { return reason }
            return switch state {
            case .absent: .goneSinceSnapshot
            case .userPolicy(_, document), .groupPolicy(document): nil
            case .user, .key, .password, .member, .attached, .attachedToGroup, .userPolicy, .groupPolicy, .group, .policy, .passwordRules:
                .policyChangedSinceSnapshot
            }
        }
    }

    /// Who loses what the policy gives: a group by its members.
    private func holder(of policy: InlinePolicy) -> String {
        guard case .group(let group) = policy.holder else { return "\(policy.holder)" }
        let members = planner.account.snapshot.users.filter { $0.detail.groups.contains(group) }.map(\.name.text).sorted()
        let more = members.count > Self.named ? " (+\(members.count - Self.named))" : ""
        return "\(policy.holder)" + (members.isEmpty ? "" : ": \(members.prefix(Self.named).joined(separator: ", "))\(more)")
    }

    // What a reader takes in; of more members the number is told.
    private static let named = 20

    private static func byHand(_ policy: InlinePolicy, of role: RoleName, without taken: TakenStatements) -> Bilingual {
        let place = "--role-name \(role) --policy-name \(policy.name)"
        let call =
            taken.left.map { "aws iam put-role-policy \(place) --policy-document \(PlannedChange.quoted($0.text))" }
            ?? "aws iam delete-role-policy \(place)"
        return Bilingual(
            ko: "\(policy.subject): tenure는 역할을 바꾸지 않음. 무엇이 이 역할로 실행되는지 확인하고 직접 입력한다: \(call)",
            en: "\(policy.subject): tenure changes no roles; see what runs as it, then type: \(call)")
    }
}
