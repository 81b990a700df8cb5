import IAM
import Lifecycle
import Testing

@testable import Engine

@Suite struct CallCountTests {
    @Test func `twenty users cost three calls each, and the account's own things once`() async throws {
        let bench = try Bench(subjects: 20)
        try await bench.look()
        for subject in 0..<20 { try bench.approve(bench.ask("developer", subject: subject).id) }
        let lookAlone = 6
        bench.account.forgetCalls()
        try await bench.run()
        let calls = Dictionary(grouping: bench.account.calls, by: \.action).mapValues(\.count)
        #expect(calls[.createUser] == 20)
        #expect(calls[.addUserToGroup] == 20)
        #expect(calls[.createLoginProfile] == 20)
        // GetCallerIdentity and the look; then policy, group, attachment, two listings, password rules: once each.
        let once = [
            "createPolicy", "createGroup", "attachGroupPolicy", "listAttachedGroupPolicies", "listGroupPolicies",
            "getAccountPasswordPolicy",
        ].count
        let others = bench.account.calls.count { ![.createUser, .addUserToGroup, .createLoginProfile].contains($0.action) }
        print("calls for twenty users: 60 and \(others) others: \(calls.map { "\($0.key.rawValue) \($0.value)" }.sorted())")
        #expect(others == lookAlone + once + Self.groupReads)
        #expect(bench.post.letters.count == 20)
        #expect(try await bench.soundness() == [])
    }

    // The look reads what the profiles' two groups allow: two listings each, and three documents.
    private static let groupReads = 7
}
