import Foundation
import IAM
import Testing

@Suite struct SnapshotPrincipalTests {
    @Test func `a user has their own policies, their groups', and their boundary`() throws {
        let snapshot = try SnapshotFiles.small.read()
        let jane = try #require(snapshot.principal(try UserName("jane")))
        #expect(jane.arn.resource == "user/jane")
        #expect(jane.isComplete)
        #expect(
            jane.policies.identity.map(\.name)
                == ["inline policy 'encoded' of group 'developers'", "inline policy 'plain' of group 'developers'"])
        #expect(jane.policies.boundary?.name == "arn:aws:iam::123456789012:policy/limits")
        #expect(jane.policies.usersMayChangePassword)
        let policies = try #require(snapshot.policySet(of: try UserName("jane")))
        for (action, decision) in [("s3:GetObject", Evaluation.Decision.allowed), ("s3:PutObject", .implicitDeny)] {
            #expect(evaluate(try request(action, on: "arn:aws:s3:::b/k", by: .user(jane.arn)), under: policies).decision == decision)
        }
        #expect(snapshot.principal(try UserName("nobody")) == nil)
    }

    @Test func `a policy whose document is not there is named, never dropped`() throws {
        let snapshot = try SnapshotFiles.small.read()
        let bob = try #require(snapshot.principal(try UserName("bob")))
        #expect(bob.policies.identity.map(\.name) == ["inline policy 'own' of user 'bob'"])
        #expect(
            bob.unreadable.map(\.description)
                == ["arn:aws:iam::aws:policy/AdministratorAccess: its document is not in the snapshot"])
        #expect(snapshot.policySet(of: try UserName("bob")) == nil)
    }

    @Test func `a document that is none, and a boundary that is not there, are named too`() throws {
        let own = #"{"Version": "2012-10-17", "Statement": ["#
        let files = SnapshotFiles.small.replacing(
            #""PolicyDocument": \#(own)"#, with: #""PolicyDocument": {"Statement": [{"Effekt": 1},"#, in: .details
        )
        .replacing(
            #""Arn": "arn:aws:iam::123456789012:policy/limits""#, with: #""Arn": "arn:aws:iam::123456789012:policy/other""#, in: .details)
        let snapshot = try files.read()
        let bob = try #require(snapshot.principal(try UserName("bob")))
        #expect(bob.unreadable.map(\.name) == ["inline policy 'own' of user 'bob'", "arn:aws:iam::aws:policy/AdministratorAccess"])
        let jane = try #require(snapshot.principal(try UserName("jane")))
        #expect(jane.unreadable.map(\.name) == ["arn:aws:iam::123456789012:policy/limits"])
        #expect(jane.policies.boundary != nil)
        let decision = evaluate(try request("s3:GetObject", on: "*", by: .user(jane.arn)), under: jane.policies).decision
        #expect(decision == .implicitDeny)
    }

    @Test func `whether users may change their passwords is unknown without the account's rules`() throws {
        var files = SnapshotFiles.small
        files[.passwordPolicy] = nil
        #expect(try files.read().usersMayChangePassword == nil)
    }
}
