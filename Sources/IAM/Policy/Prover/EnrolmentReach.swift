/// Whether a user without MFA gets as far as having it: a policy that denies everything proves well and locks out.
public struct EnrolmentReach: Sendable {
    /// A call on the way, and what becomes of it.
    public struct Step: Sendable {
        public let session: SessionWithoutMFA
        public let request: AuthorizationRequest
        public let evaluation: Evaluation
        public let isNeeded: Bool

        public var isAllowed: Bool { evaluation.decision == .allowed }
    }

    public let user: ARN
    public let steps: [Step]

    /// Asks for every call of an enrolment. The virtual device is called as the user.
    /// Source: IAM User Guide, "Assign a virtual MFA device in the AWS Management Console".
    public init(of user: ARN, under policies: PolicySet) {
        self.user = user
        let device = ARN(partition: user.partition, service: "iam", account: user.account, resource: "mfa/\(user.userName)")
        let calls: [(IAMCall, isNeeded: Bool)] = [
            (IAMCall("iam:GetUser", user), true), (IAMCall("iam:ListMFADevices", user), true),
            (IAMCall("iam:CreateVirtualMFADevice", device), true), (IAMCall("iam:EnableMFADevice", user), true),
            (IAMCall("iam:GetMFADevice", user), false), (IAMCall("iam:ResyncMFADevice", user), false),
            (IAMCall("iam:ListVirtualMFADevices", nil), false), (IAMCall("iam:GetAccountPasswordPolicy", nil), false),
        ]
        steps = SessionWithoutMFA.allCases.flatMap { session in
            calls.compactMap { call, isNeeded in
                guard let action = try? ActionName(call.action) else { return nil }
                let request = AuthorizationRequest(
                    by: .user(user), action: action, on: call.resource.map { RequestedResource($0) } ?? .none,
                    context: session.context(of: user))
                return Step(
                    session: session, request: request, evaluation: evaluate(request, under: policies), isNeeded: isNeeded)
            }
        }
    }

    /// Whether a virtual device can be enrolled at the console: what a page needs is all allowed.
    public var isPossible: Bool { obstacles.isEmpty }

    /// What stands in the way at the console.
    public var obstacles: [Step] { steps.filter { $0.session == .console && $0.isNeeded && !$0.isAllowed } }

    /// What remains allowed without MFA, in either session.
    public var remaining: [AuthorizationRequest] {
        var found: [AuthorizationRequest] = []
        for step in steps where step.isAllowed && !found.contains(where: { $0.action == step.request.action }) {
            found.append(step.request)
        }
        return found
    }
}

/// A call by its action and resource; nil for actions that know no resources.
private struct IAMCall {
    let action: String
    let resource: ARN?

    init(_ action: String, _ resource: ARN?) {
        self.action = action
        self.resource = resource
    }
}

extension ARN {
    /// The name of the user that it is the ARN of: what follows the path.
    var userName: String { resource.split(separator: "/").last.map(String.init) ?? "" }
}
