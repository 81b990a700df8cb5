import Checks
import IAM
import Lifecycle
import Testing

/// What users have by themselves: who is moved to a group, and who is not.
@Suite struct DirectPermissionRepairTests {
    @Test func `nobody is moved whose policy is another than in the snapshot, and no group is made for them`() throws {
        let other = PartState.userPolicy(
            owner: known(SampleAccount.id("AIDA", "jane")), document: PartState.digest(ofDocument: SamplePolicy.allow("s3:*")))
        let users: [SampleUser] = ["jane", "joe"].map { .console($0).with { $0.inline = ["own": SamplePolicy.allow("s3:GetObject")] } }
        let alone = try Planned([.directPermission], now: ["user/jane/inline/own": other]) { $0.users = [users[0]] }
        #expect(alone.calls == [])
        #expect(alone.left.map(\.reason.en) == ["the policy was changed since the snapshot"])
        // joe has the same policy still, and the group is made for him.
        let both = try Planned([.directPermission], now: ["user/jane/inline/own": other]) { $0.users = users }
        #expect(both.items.map(\.change.action) == [.createGroup, .putGroupPolicy, .addUserToGroup, .deleteUserPolicy])
        #expect(both.left.map(\.finding) == ["direct-permission:\(SampleAccount.number):user/jane/inline/own"])
    }
}
