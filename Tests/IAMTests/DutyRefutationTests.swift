import IAM
import Testing

@Suite struct DutyRefutationTests {
    @Test(arguments: Partition.allCases)
    func `the duty policy withstands the known attacks, in every partition`(partition: Partition) {
        #expect(DutyRefutation.known(of: .strict, in: partition) == nil)
    }

    @Test(arguments: [DutyVariant.aws, .seed], Partition.allCases)
    func `the policies that it grew out of do not, and the evaluator says so`(variant: DutyVariant, partition: Partition) throws {
        let refutation = try #require(DutyRefutation.known(of: variant, in: partition))
        #expect(refutation.evaluation.decision == .allowed)
        #expect(refutation.request.action.text == "iam:EnableMFADevice")
        #expect(refutation.description.contains("arn:\(partition.rawValue):iam::123456789012:user/somebody.else"))
    }
}
