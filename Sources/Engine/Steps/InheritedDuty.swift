import IAM
import Lifecycle

extension StepPerformer {
    /// The name under which duty policies are known to have been put on users by hand.
    private static let knownPolicy = "policy-iam-user-duty"

    /// Takes away the inline duty policy that an adopted user had. By then the group holds it, so it is never without one.
    func removeInheritedDuty() async throws -> UserEvent.Outcome {
        let name = try name()
        var removed: [PolicyName: String] = [:]
        for policy in record.sighting?.inlinePolicies ?? [] where policy.text == Self.knownPolicy {
            try await ignoring([.noSuchEntity]) {
                removed[policy] = try await iam.getUserPolicy(policy, of: name)
                try await iam.deleteUserPolicy(policy, of: name)
            }
        }
        return .removedDuty(policies: removed)
    }

    func undoRemoveInheritedDuty() async throws {
        let name = try name()
        for (policy, document) in record.inheritedDuty { try await iam.putUserPolicy(policy, document: document, on: name) }
    }
}
