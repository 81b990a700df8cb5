import IAM
import Testing

@Suite struct DutyVariantTests {
    @Test(arguments: DutyVariant.allCases, Partition.allCases)
    func `every variant is a managed policy that names resources of its partition alone`(
        _ variant: DutyVariant, _ partition: Partition
    ) throws {
        let policy = try document(variant.document(in: partition), as: .managed)
        let resources = policy.statements.compactMap(\.resources).flatMap(\.items).map(\.text).filter { $0 != "*" }
        #expect(!resources.isEmpty)
        #expect(resources.allSatisfy { $0.hasPrefix("arn:\(partition.rawValue):iam::") })
    }

    @Test func `the seed is what was published, and the strict one is the duty policy`() {
        #expect(DutyVariant.seed.document(in: .aws) == SeedPolicyTests.text + "\n")
        #expect(DutyVariant.strict.document(in: .china) == DutyPolicy.document(in: .china))
    }

    /// A allowed, D explicitly denied, i implicitly denied: at the console without MFA, with an access key, with MFA.
    @Test(arguments: [
        ("iam:GetMFADevice", "user/alice", "AAA"), ("iam:EnableMFADevice", "user/alice", "AAA"),
        ("iam:ChangePassword", "user/alice", "DDA"),
        ("iam:CreateVirtualMFADevice", "mfa/iphone", "AAA"), ("iam:DeleteVirtualMFADevice", "mfa/alice", "DDi"),
        ("iam:DeactivateMFADevice", "user/alice", "DDA"), ("iam:CreateAccessKey", "user/alice", "DDA"), ("iam:GetUser", "user/bob", "iii"),
    ])
    func `the documented policy decides as AWS's guide says`(_ action: String, _ resource: String, _ expected: String) throws {
        let set = PolicySet(identity: [AppliedPolicy("documented", try document(DutyVariant.aws.document(in: .aws), as: .managed))])
        let letters = try Session.allCases.map { session in
            evaluate(try request(action, on: "arn:aws:iam::111122223333:\(resource)", session.context), under: set).decision.letter
        }
        #expect(letters.joined() == expected, "\(action)")
    }
}
