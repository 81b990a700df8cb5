import Foundation
import IAM
import Lifecycle

/// Permissions that users have by themselves: moved to a group that gives the same, shared by all who have the same set.
///
/// Nothing is taken from a user before the group's policies and the membership were read back, and only if it is proved that the user is allowed
/// exactly as much afterwards as before.
struct DirectPermissionRepair {
    private let planner: RepairPlanner
    private var snapshot: AccountSnapshot { planner.account.snapshot }

    init(_ planner: RepairPlanner) { self.planner = planner }

    func add(to drafts: inout RepairDrafts) {
        let findings = planner.findings(of: .directPermission)
        var made: [GroupName: Int] = [:]
        for (name, findings) in Dictionary(grouping: findings, by: { $0.subject.user?.text ?? "" }).sorted(by: { $0.key < $1.key }) {
            guard let user = (try? UserName(name)).flatMap({ snapshot.user($0) }) else { continue }
            let direct = DirectPermissions(of: user, findings)
            if let reason = drafts.changed(among: direct.parts(of: user.name)).map(changedFirst) ?? objection(to: direct, of: user) {
                for finding in findings { drafts.leave(finding, reason) }
                continue
            }
            if made[direct.group] == nil { made[direct.group] = equip(direct, of: user, findings, in: &drafts) }
            move(user, direct, findings, after: made[direct.group] ?? -1, in: &drafts)
        }
    }

    /// Drafts the group with its policies, unless it is there; returns the place of the last draft, or a place before all.
    private func equip(_ direct: DirectPermissions, of user: SnapshotUser, _ findings: [Finding], in drafts: inout RepairDrafts) -> Int {
        guard snapshot.groups[direct.group] == nil else { return -1 }
        let ids = findings.map(\.id)
        var (inline, attached): ([PolicyName: Digest], [String]) = ([:], [])
        func draft(_ change: PlannedChange, _ state: PartState) {
            var draft = RepairDraft(change, answering: ids, breaks: Self.nothing) { _ in nil }
            draft.grounds = [.init(change.target, expected: state)]
            draft.isPreparation = true
            if state != .absent { draft.after = [drafts.changes.count - 1] }
            drafts.changes.append(draft)
        }
        draft(.createGroup(direct.group), .absent)
        for arn in direct.attached {
            draft(.attachGroupPolicy(arn, to: direct.group), .group(inline: inline, attached: SortedSet(attached)))
            attached.append(arn.description)
        }
        for (name, document) in direct.inline.sorted(by: { $0.key < $1.key }) {
            draft(
                .putGroupPolicy(name, document: document, on: direct.group, from: user.name),
                .group(inline: inline, attached: SortedSet(attached)))
            inline[name] = PartState.digest(ofDocument: document)
        }
        return drafts.changes.count - 1
    }

    private func move(
        _ user: SnapshotUser, _ direct: DirectPermissions, _ findings: [Finding], after equipped: Int, in drafts: inout RepairDrafts
    ) {
        let (planner, name, id) = (planner, user.name, user.detail.user.id)
        let group = RepairDraft.Ground(.group(direct.group), expected: direct.state)
        var joining = RepairDraft(.addToGroup(name, direct.group), answering: findings.map(\.id), breaks: Self.nothing) { state in
            state == .absent ? nil : Bilingual(ko: "이미 그룹에 있음", en: "is in the group already")
        }
        joining.grounds += [.init(.user(name)) { planner.objection(to: $0, of: name) }, group]
        let removals = findings.compactMap { finding in direct.removal(for: finding).map { (id: finding.id, change: $0) } }
        // The group gives the policies as they were: whoever has others by now, or none, would be allowed more than before.
        let had = removals.map { _, change in
            RepairDraft.Ground(change.target) { planner.objection(to: $0, of: name) ?? direct.objection(to: $0, of: change) }
        }
        joining.grounds += had
        joining.after = equipped < 0 ? [] : [equipped]
        drafts.changes.append(joining)
        let joined = drafts.changes.count - 1
        let member = RepairDraft.Ground(.membership(name, direct.group), expected: .member(of: id))
        for (removal, ground) in zip(removals, had) {
            var draft = RepairDraft(removal.change, answering: [removal.id], breaks: Self.same(direct.group)) { _ in nil }
            draft.grounds = [ground, member, group]
            draft.after = [joined]
            drafts.changes.append(draft)
        }
    }

    /// Why nothing is moved: what nobody can read, what does not fit, or what is not proved to be the same.
    private func objection(to direct: DirectPermissions, of user: SnapshotUser) -> Bilingual? {
        let principal = snapshot.principal(user)
        if let unreadable = principal.unreadable.first { return .unreadable(unreadable.name, unreadable.reason) }
        if user.detail.groups.count >= Self.groupsPerUser {
            return Bilingual(ko: "이미 \(Self.groupsPerUser)개 그룹에 있음", en: "is in \(Self.groupsPerUser) groups already: no more fit")
        }
        if let there = snapshot.groups[direct.group], direct.state != Self.state(of: there) {
            return Bilingual(
                ko: "그룹 '\(direct.group)'이 다른 정책을 가지고 있음", en: "group '\(direct.group)' is there, with other policies")
        }
        guard let after = direct.policies(after: principal.policies, of: user, in: snapshot) else { return Self.unproved }
        let arn = user.detail.user.arn
        let isSame =
            SubsetProver(principal.policies, within: after, for: arn).prove().isProved
            && SubsetProver(after, within: principal.policies, for: arn).prove().isProved
        return isSame ? nil : Self.unproved
    }

    /// Why the move is left for another plan: this one changes what would be moved, and moving what it was would bring it back.
    private func changedFirst(_ part: AccountPart) -> Bilingual {
        let again = "tenure snapshot pull\(planner.account.alias.map { " \($0)" } ?? "")"
        return Bilingual(
            ko: "이 계획이 먼저 바꾸는 정책이 있음(\(part)). 적용한 뒤 다시 계획한다: \(again), tenure fix plan --check direct-permission",
            en: "the plan changes \(part) first: apply it, then type '\(again)' and 'tenure fix plan --check direct-permission'")
    }

    private static func state(of group: GroupDetail) -> PartState {
        .group(inline: group.inlinePolicies, attached: group.attachedPolicies.map(\.arn))
    }

    // IAM User Guide, IAM and AWS STS quotas.
    private static let groupsPerUser = 10
    private static let unproved = Bilingual(
        ko: "그룹으로 옮겨도 권한이 똑같다는 것이 증명되지 않음", en: "that the user is allowed the same through a group is not proved")
    private static let nothing = Bilingual(ko: "없음: 권한이 그대로임", en: "nothing: nobody is allowed more or less")
    private static func same(_ group: GroupName) -> Bilingual {
        Bilingual(
            ko: "없음: 그룹 '\(group)'이 같은 권한을 줌 (양방향으로 증명됨)", en: "nothing: group '\(group)' gives the same, proved both ways")
    }
}
