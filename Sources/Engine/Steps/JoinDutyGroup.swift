import IAM
import Lifecycle

extension StepPerformer {
    func joinDutyGroup() async throws -> UserEvent.Outcome {
        try await works.dutyGroup()
        try await iam.addUser(try name(), to: session.account.dutyGroup)
        return .done
    }
}

/// The group that carries the duty policy: made once in an account, and used only while its policies are exactly ours.
struct DutyGroup {
    let session: AccountSession
    let sleep: @Sendable (Duration) async throws -> Void

    /// The name of the managed policy.
    static let policyName = "tenure-duty"
    static let tag = Tag("tenure:policy", "duty")

    private var iam: any IAMService { session.iam }
    private var group: GroupName { session.account.dutyGroup }
    private var document: String { session.account.duty.document(in: session.account.partition) }

    /// Makes sure of the group and its policy, or throws `StepConflict` if either is not ours. Returns the policy as IAM keeps it.
    func ensure() async throws -> String {
        do {
            return try await ensureVisible()
        } catch let error as IAMError where error.code == .noSuchEntity {
            throw NotYetSeen("IAM does not show group '\(group)' or its policy yet")
        }
    }

    /// The duty policy as IAM keeps it; ours where there is none yet, or none that IAM shows.
    func read() async throws -> String {
        do {
            let policy = try await iam.getPolicy(try arn())
            return try await iam.getPolicyVersion(policy.defaultVersion, of: policy.arn)
        } catch let error as IAMError where error.code == .noSuchEntity {
            return document
        }
    }

    private func ensureVisible() async throws -> String {
        let (policy, text) = try await ensuredPolicy()
        let isNew = try await makeGroup()
        if !isNew, try await isCarried(policy) { return text }
        try await iam.attachGroupPolicy(policy, to: group)
        return text
    }

    /// Whether the policy is on the group that was there; throws `StepConflict` if the group is somebody's.
    private func isCarried(_ policy: ARN) async throws -> Bool {
        if try await carries(policy) { return true }
        // A run may have stopped between the two calls, or IAM does not show the second yet; a group that somebody is in is somebody's.
        if let member = try await members().first {
            try await sleep(.seconds(UserContext.absence.seconds + 1))
            if try await carries(policy) { return true }
            throw StepConflict(
                "group '\(group)' in account '\(session.account.alias)' has members (\(member)) and does not carry the duty policy")
        }
        return false
    }

    /// Whether the policy is on the group; throws `StepConflict` if another is.
    private func carries(_ policy: ARN) async throws -> Bool {
        let attached = try await every { try await iam.listAttachedGroupPolicies(of: group, from: $0) }.map(\.arn)
        let inline = try await every { try await iam.listGroupPolicies(of: group, from: $0) }
        guard inline.isEmpty, attached.allSatisfy({ $0 == policy }) else {
            throw StepConflict("group '\(group)' in account '\(session.account.alias)' carries policies that are not tenure's")
        }
        return !attached.isEmpty
    }

    private func members() async throws -> [UserName] {
        try await every { try await iam.getUserDetails(from: $0) }.filter { $0.groups.contains(group) }.map(\.user.name)
    }

    private func makeGroup() async throws -> Bool {
        do {
            _ = try await iam.createGroup(group, path: .root)
            return true
        } catch let error as IAMError where error.code == .entityAlreadyExists {
            return false
        }
    }

    private func arn() throws -> ARN {
        let name = try PolicyName(Self.policyName)
        return ARN(partition: session.account.partition, service: "iam", account: session.account.id.text, resource: "policy/\(name)")
    }

    private func ensuredPolicy() async throws -> (ARN, text: String) {
        let (name, arn) = (try PolicyName(Self.policyName), try arn())
        do {
            return (try await iam.createPolicy(name, path: .root, document: document, tags: [Self.tag]).arn, document)
        } catch let error as IAMError where error.code == .entityAlreadyExists {
            let there = try await iam.getPolicy(arn)
            let text = try await iam.getPolicyVersion(there.defaultVersion, of: arn)
            guard there.tags.contains(Self.tag), PolicyDigest.text(of: text) == PolicyDigest.text(of: document) else {
                throw StepConflict(
                    "policy '\(name)' in account '\(session.account.alias)' is not the one that tenure makes there (\(session.account.duty.rawValue))"
                )
            }
            return (arn, text)
        }
    }
}

/// The canonical text of a policy document for digests; a document that is no policy stands for itself.
enum PolicyDigest {
    static func text(of document: String) -> String { (try? PolicyDocument(parsing: document, as: .identity))?.canonicalText ?? document }
}
