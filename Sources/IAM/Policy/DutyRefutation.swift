extension DutyVariant: Codable {}

/// A request by which a duty policy fails at what it is for: it goes through although the user has not shown MFA and is not enrolling.
public struct DutyRefutation: Sendable, CustomStringConvertible {
    public let variant: DutyVariant
    public let request: AuthorizationRequest
    /// What the evaluator says of it.
    public let evaluation: Evaluation

    /// The first of the known attacks that the variant lets through beside all permissions there are; nil if it withstands them.
    ///
    /// Somebody who has the stolen password of a user without MFA could then take over others who have none, or take the names of their
    /// devices. That nothing else goes through is a matter of proof, not of this list.
    public static func known(of variant: DutyVariant, in partition: Partition) -> DutyRefutation? {
        guard let policies = try? policies(variant, partition) else { return nil }
        for (action, resource) in attacks {
            guard let request = try? request(action, on: resource, partition) else { continue }
            let evaluation = evaluate(request, under: policies)
            if evaluation.mayBeAllowed { return DutyRefutation(variant: variant, request: request, evaluation: evaluation) }
        }
        return nil
    }

    private static let attacks = [
        ("iam:EnableMFADevice", "user/somebody.else"), ("iam:CreateVirtualMFADevice", "mfa/somebody.else"),
        ("iam:ChangePassword", "user/somebody"), ("iam:CreateAccessKey", "user/somebody"), ("iam:GetUser", "user/somebody.else"),
    ]

    private static func policies(_ variant: DutyVariant, _ partition: Partition) throws -> PolicySet {
        let all = #"{"Version":"2012-10-17","Statement":[{"Sid":"Everything","Effect":"Allow","Action":"*","Resource":"*"}]}"#
        return PolicySet(identity: [
            AppliedPolicy("the policy '\(variant.rawValue)'", try PolicyDocument(parsing: variant.document(in: partition), as: .managed)),
            AppliedPolicy("AdministratorAccess", try PolicyDocument(parsing: all, as: .managed)),
        ])
    }

    private static func request(_ action: String, on resource: String, _ partition: Partition) throws -> AuthorizationRequest {
        func arn(_ resource: String) -> ARN { ARN(partition: partition, service: "iam", account: "123456789012", resource: resource) }
        return AuthorizationRequest(
            by: .user(arn("user/somebody")), action: try ActionName(action), on: RequestedResource(arn(resource)),
            context: RequestContext(["aws:MultiFactorAuthPresent": "false"]))
    }

    public var description: String {
        "beside AdministratorAccess, 'somebody' signed in without MFA may call \(request.action) on \(request.resource)"
    }
}
