extension DutyVariant: Codable {}

/// What a duty policy lacks at what it is for: beside broader permissions a request goes through although the user has not shown MFA and is
/// not enrolling.
public struct DutyRefutation: Sendable, CustomStringConvertible {
    public let variant: DutyVariant
    /// The request that the prover found, which the evaluator allows; nil if the variant is neither proved nor refuted.
    public let example: Counterexample?

    /// Nil if it is proved that the variant holds beside all permissions there are.
    ///
    /// Somebody who has the stolen password of a user without MFA could otherwise take over others who have none, or take the names of
    /// their devices.
    public init?(of variant: DutyVariant, in partition: Partition) {
        self.variant = variant
        let user = ARN(partition: partition, service: "iam", account: "123456789012", resource: "user/somebody")
        var prover = MFAProver()
        guard let document = try? PolicyDocument(parsing: variant.document(in: partition), as: .managed) else {
            example = nil
            return
        }
        let policies = PolicySet(identity: [
            AppliedPolicy("the policy '\(variant.rawValue)'", document), AppliedPolicy("AdministratorAccess", .everything),
        ])
        switch prover.prove(policies, of: user) {
        case .proved: return nil
        case .refuted(let found): example = found
        case .unknown: example = nil
        }
    }

    public var description: String {
        guard let request = example?.request else { return "nobody has proved that it holds beside AdministratorAccess" }
        return "beside AdministratorAccess, 'somebody' signed in without MFA may call \(request.action) on \(request.resource)"
    }
}
