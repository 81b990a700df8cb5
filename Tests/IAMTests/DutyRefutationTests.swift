import IAM
import Testing

@Suite struct DutyRefutationTests {
    @Test(arguments: Partition.allCases)
    func `the duty policy is proved beside all permissions, in every partition`(partition: Partition) {
        #expect(DutyRefutation(of: .strict, in: partition) == nil)
    }

    @Test(arguments: [DutyVariant.aws, .seed], Partition.allCases)
    func `the policies that it grew out of are not, and the evaluator says so`(variant: DutyVariant, partition: Partition) throws {
        let refutation = try #require(DutyRefutation(of: variant, in: partition))
        let example = try #require(refutation.example)
        #expect(example.isCertain && example.request.action.text == "iam:EnableMFADevice")
        #expect(refutation.description.contains("arn:\(partition.rawValue):iam::123456789012:user/another-user"))
    }
}
