import Foundation
import IAM
import Lifecycle

/// What a user has by themselves, and the group that is to give it.
struct DirectPermissions: Sendable {
    /// In the order of their ARNs.
    let attached: [ARN]
    let inline: [PolicyName: String]
    /// Named for what it gives: the same set has the same group, whoever has it.
    let group: GroupName

    /// The policies of a user that the findings are about.
    init(of user: SnapshotUser, _ findings: [Finding]) {
        var (arns, documents): (Set<ARN>, [PolicyName: String]) = ([], [:])
        for finding in findings {
            switch finding.subject {
            case .attachment(let arn, .user): arns.insert(arn)
            case .inlinePolicy(let name, .user): documents[name] = user.detail.inlinePolicies[name]
            case .account, .root, .user, .key, .signingCertificate, .role, .managedPolicy, .attachment, .inlinePolicy, .serverCertificate,
                .device, .region, .control, .person, .record:
                break
            }
        }
        attached = arns.sorted { $0.description < $1.description }
        inline = documents
        let lines =
            attached.map { "attached \($0)" }
            + documents.sorted { $0.key < $1.key }.map { "inline \($0.key) \(PartState.digest(ofDocument: $0.value))" }
        group = Self.name("tenure-direct-\(Digest.of(text: lines.joined(separator: "\n")).text.prefix(12))")
    }

    private static func name(_ text: String) -> GroupName {
        guard let name = try? GroupName(text) else { preconditionFailure("letters, digits and - are a group's name") }
        return name
    }

    /// The group as it is to be.
    var state: PartState {
        .group(inline: inline, attached: Array(attached))
    }

    /// What moving them reads and changes of the policies themselves: those on the user, and those in the group.
    func parts(of user: UserName) -> [AccountPart] {
        attached.flatMap { [.userAttachment(user, $0), .groupAttachment(group, $0)] }
            + inline.keys.sorted().flatMap { [.userPolicy(user, $0), .groupPolicy(group, $0)] }
    }

    /// Everything that applies to the user afterwards; nil if a policy cannot be read.
    func policies(after before: PolicySet, of user: SnapshotUser, in snapshot: AccountSnapshot) -> PolicySet? {
        let own = Set(attached.map(\.description) + inline.keys.map { SnapshotPrincipal.name(ofInline: $0, of: user.name) })
        var after = before
        after.identity.removeAll { own.contains($0.name) }
        for arn in attached {
            guard let text = snapshot.policies[arn]?.document, let document = try? snapshot.document(text) else { return nil }
            after.identity.append(AppliedPolicy(arn.description, document))
        }
        for (name, text) in inline.sorted(by: { $0.key < $1.key }) {
            guard let document = try? snapshot.document(text) else { return nil }
            after.identity.append(AppliedPolicy(SnapshotPrincipal.name(ofInline: name, of: group), document))
        }
        return after
    }

    /// The change that takes away what a finding is about.
    func removal(for finding: Finding) -> PlannedChange? {
        switch finding.subject {
        case .attachment(let arn, .user(let user)): .detachUserPolicy(arn, from: user)
        case .inlinePolicy(let name, .user(let user)): .deleteUserPolicy(name, of: user, keptIn: group)
        case .account, .root, .user, .key, .signingCertificate, .role, .managedPolicy, .attachment, .inlinePolicy, .serverCertificate,
            .device, .region, .control, .person, .record:
            nil
        }
    }

    /// Why a policy is not taken away: its text is not what was moved.
    func objection(to state: PartState, of change: PlannedChange) -> Bilingual? {
        guard case .deleteUserPolicy(let name, _, _) = change, case .userPolicy(_, let document) = state,
            inline[name].map(PartState.digest(ofDocument:)) != document
        else { return nil }
        return .policyChangedSinceSnapshot
    }
}
