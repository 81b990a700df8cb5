import Foundation
import IAM
import Lifecycle

/// Reads what a group allows, so that an approval can be bound to it.
struct GroupReader {
    let iam: any IAMService

    /// A digest over the canonical text of every policy of the group; nil if the group does not exist.
    ///
    /// AWS's own policies count by name: AWS changes their text without asking, and the approval is for its word.
    func digest(of group: GroupName) async throws -> Digest? {
        do {
            let inline = try await inlinePolicies(of: group)
            let attached = try await attachedPolicies(of: group)
            return Digest.of(text: (inline + attached).joined(separator: "\n"))
        } catch let error as IAMError where error.code == .noSuchEntity {
            return nil
        }
    }

    private func inlinePolicies(of group: GroupName) async throws -> [String] {
        let names = try await every { try await iam.listGroupPolicies(of: group, from: $0) }
        var lines: [String] = []
        for name in names.sorted() {
            lines.append("inline \(name) \(PolicyDigest.text(of: try await iam.getGroupPolicy(name, of: group)))")
        }
        return lines
    }

    private func attachedPolicies(of group: GroupName) async throws -> [String] {
        let policies = try await every { try await iam.listAttachedGroupPolicies(of: group, from: $0) }
        var lines: [String] = []
        for policy in policies.map(\.arn).sorted(by: { $0.description < $1.description }) {
            lines.append("attached \(policy) \(try await text(of: policy))")
        }
        return lines
    }

    private func text(of policy: ARN) async throws -> String {
        guard policy.account != "aws" else { return "as AWS keeps it" }
        let version = try await iam.getPolicy(policy).defaultVersion
        return PolicyDigest.text(of: try await iam.getPolicyVersion(version, of: policy))
    }
}

extension AccountSnapshot {
    /// What a group allows, in the text that its digest is taken over; nil if the snapshot does not tell all of it.
    public func grantText(of group: GroupName) -> String? {
        guard let detail = groups[group] else { return nil }
        let inline = detail.inlinePolicies.sorted { $0.key < $1.key }.map { "inline \($0.key) \(PolicyDigest.text(of: $0.value))" }
        let attached = detail.attachedPolicies.map(\.arn).sorted { $0.description < $1.description }.map { arn -> String? in
            guard arn.account != "aws" else { return "attached \(arn) as AWS keeps it" }
            return policies[arn]?.document.map { "attached \(arn) \(PolicyDigest.text(of: $0))" }
        }
        guard !attached.contains(nil) else { return nil }
        return (inline + attached.compactMap(\.self)).joined(separator: "\n")
    }
}
