import Checks
import Foundation
import IAM
import Lifecycle
import Testing

/// Statements that open too much, in inline policies: what is planned, what is left, and why.
@Suite struct EscalationRepairTests {
    private static func allow(_ action: String) -> String { SamplePolicy.statement("Allow", "Action", [action]) }
    private static let read = allow("s3:GetObject")
    private static let climbing = SamplePolicy.statements(read, allow("iam:PutUserPolicy"))
    private static let groupClimbing = SamplePolicy.statements(read, allow("iam:PutGroupPolicy"))

    /// Somebody who reads, and can write a policy of their own.
    private static func climber(_ name: String, _ change: (inout SampleUser) -> Void = { _ in }) -> SampleUser {
        SampleUser.console(name).with {
            $0.inline = ["own": climbing]
            change(&$0)
        }
    }

    private static func member(_ name: String, of group: String = "staff") -> SampleUser { .console(name).with { $0.groups = [group] } }

    /// What is typed to put a document there.
    private static func put(_ kind: String, _ name: String, _ document: String, _ policy: String = "own") throws -> String {
        let text = try PolicyDocument(parsing: document, as: .identity).canonicalText
        return "aws iam put-\(kind)-policy --\(kind)-name \(name) --policy-name \(policy) --policy-document '\(text)'"
    }

    @Test func `a user's inline policy is written anew without the statement, and the undo has the document of before`() throws {
        let plan = try Planned([.privilegeEscalation]) { $0.users = [Self.climber("jane")] }
        #expect(try plan.calls == [Self.put("user", "jane", SamplePolicy.statements(Self.read))])
        #expect(plan.left == [])
        let item = try #require(plan.items.first)
        #expect("\(item.change.target)" == "user/jane/inline/own")
        #expect(try item.undo.en == Self.put("user", "jane", Self.climbing) && item.undo.ko == item.undo.en)
        #expect(item.breaks.en == "these lose what statement 2 gives: user/jane")
        #expect(!item.isIrreversible && item.change.isRepeatable)
    }

    @Test func `a change answers each finding once, however many of its statements stand in the policy`() throws {
        let ways = SamplePolicy.statements(Self.read, Self.allow("iam:PutUserPolicy"), Self.allow("iam:AttachUserPolicy"))
        let plan = try Planned([.privilegeEscalation]) { $0.users = [Self.climber("jane") { $0.inline = ["own": ways] }] }
        #expect(try plan.calls == [Self.put("user", "jane", SamplePolicy.statements(Self.read))])
        #expect(plan.items.map(\.findings) == [["privilege-escalation:123456789012:user/jane"]])
    }

    @Test func `an inline policy of which nothing is left is deleted, and the undo puts it back`() throws {
        let (own, shared) = (SamplePolicy.allow("iam:PutUserPolicy"), SamplePolicy.allow("iam:PutGroupPolicy"))
        let plan = try Planned([.privilegeEscalation]) {
            $0.users = [Self.climber("jane") { $0.inline = ["own": own] }, Self.member("joe")]
            $0.groups = [SampleGroup(name: "staff", inline: ["own": shared])]
        }
        #expect(
            plan.calls == [
                "aws iam delete-group-policy --group-name staff --policy-name own",
                "aws iam delete-user-policy --user-name jane --policy-name own",
            ])
        #expect(try plan.items.map(\.undo.en) == [Self.put("group", "staff", shared), Self.put("user", "jane", own)])
        #expect(plan.items.first?.breaks.en == "these lose what statement 1 gives: group/staff: joe")
    }

    @Test func `a statement that two checks name is taken out once, and answers both`() throws {
        let plan = try Planned([.policyFullAccess, .administrator]) {
            $0.users = [.console("jane").with { $0.inline = ["own": SamplePolicy.statements(Self.read, Self.allow("*"))] }]
        }
        #expect(try plan.calls == [Self.put("user", "jane", SamplePolicy.statements(Self.read))])
        #expect(plan.items.map(\.findings.count) == [2])
    }

    @Test func `two policies of one group are two changes, each of which stands on its policy alone`() throws {
        let attaching = SamplePolicy.statements(Self.read, Self.allow("iam:AttachGroupPolicy"))
        let plan = try Planned([.privilegeEscalation]) {
            $0.groups = [SampleGroup(name: "staff", inline: ["a": Self.groupClimbing, "b": attaching, "c": SamplePolicy.allow("s3:*")])]
            $0.users = [Self.member("joe"), Self.member("jane")]
        }
        let left = SamplePolicy.statements(Self.read)
        #expect(try plan.calls == [Self.put("group", "staff", left, "a"), Self.put("group", "staff", left, "b")])
        #expect(plan.items.map { $0.standsOn.map(\.part) } == plan.items.map { [$0.change.target] })
        #expect(plan.items.allSatisfy { $0.after.isEmpty && $0.breaks.ko == "다음은 문장 2이 주던 권한을 잃음: group/staff: jane, joe" })
        #expect(plan.items.allSatisfy { $0.findings.count == 2 })
    }

    @Test func `a policy that is not what it was in the snapshot is left`() throws {
        let other = PartState.digest(ofDocument: SamplePolicy.allow("s3:*"))
        let (changed, gone) = ("the policy was changed since the snapshot", "it is gone since the snapshot")
        let cases: [(PartState, String)] = [
            (.userPolicy(owner: known(SampleAccount.id("AIDA", "jane")), document: other), changed), (.absent, gone),
            (
                .userPolicy(owner: known(SampleAccount.id("AIDA", "other")), document: PartState.digest(ofDocument: Self.climbing)),
                "there is another user of that name since the snapshot"
            ),
        ]
        for (state, reason) in cases {
            let plan = try Planned([.privilegeEscalation], now: ["user/jane/inline/own": state]) { $0.users = [Self.climber("jane")] }
            #expect(plan.calls == [] && plan.left.map(\.reason.en) == [reason])
        }
        for (state, reason) in [(PartState.groupPolicy(document: other), changed), (.absent, gone)] {
            let plan = try Planned([.privilegeEscalation], now: ["group/staff/inline/own": state]) {
                $0.users = [Self.member("jane")]
                $0.groups = [SampleGroup(name: "staff", inline: ["own": Self.groupClimbing])]
            }
            #expect(plan.calls == [] && plan.left.map(\.reason.en) == [reason])
        }
    }

    @Test func `nothing is taken from tenure's own user, neither its policy nor its group's`() throws {
        for user in [Self.climber("tenure"), Self.member("tenure")] {
            let account: (inout SampleAccount) -> Void = {
                $0.users = [user, Self.climber("jane")]
                $0.groups = [SampleGroup(name: "staff", inline: ["own": Self.groupClimbing])]
            }
            let plan = try Planned([.privilegeEscalation], principal: "tenure", of: account)
            #expect(try plan.calls == [Self.put("user", "jane", SamplePolicy.statements(Self.read))])
            #expect(plan.left.map(\.reason.en) == ["tenure itself has it: first give its principal what 'tenure account policy' prints"])
            #expect(try Planned([.privilegeEscalation], of: account).items.count == 2)
        }
    }

    @Test func `a role's inline policy is left, with what to type`() throws {
        let plan = try Planned([.policyFullAccess, .privilegeEscalation]) {
            $0.users = [.console("jane")]
            $0.roles = [
                SampleRole(name: "climber", trust: SampleRole.caller("user/jane"), inline: ["own": Self.climbing]),
                SampleRole(name: "deploy", inline: ["own": SamplePolicy.allow("*")]),
            ]
        }
        #expect(plan.calls == [])
        let reasons = plan.left.map(\.reason.en)
        #expect(reasons.count == 2)
        #expect(reasons.contains { $0.hasSuffix("then type: aws iam delete-role-policy --role-name deploy --policy-name own") })
        let rewritten = try Self.put("role", "climber", SamplePolicy.statements(Self.read))
        #expect(reasons.contains { $0.hasPrefix("role/climber/inline/own: ") && $0.hasSuffix("then type: \(rewritten)") })
    }

    @Test func `a way that no statement opens is left, with where to look`() throws {
        let plan = try Planned([.privilegeEscalation]) {
            $0.users = [.console("jane")]
            $0.roles = [.administrator("top", trust: SampleRole.caller("user/jane"))]
        }
        #expect(plan.calls == [])
        #expect(plan.left.map { $0.reason.en.contains("tenure check run --only privilege-escalation") } == [true])
    }

    @Test func `what is taken out of a user's policies is not moved to a group by the same plan`() throws {
        let first = "first: apply it, then type 'tenure snapshot pull prod' and 'tenure fix plan --check direct-permission'"
        let plan = try Planned([.directPermission, .administrator, .privilegeEscalation]) {
            $0.policies = [.administrator]
            $0.users = [
                Self.climber("jane"), .console("boss").with { $0.attached = [SamplePolicy.administratorARN] },
                .console("joe").with { $0.inline = ["own": SamplePolicy.statements(Self.read)] },
            ]
        }
        #expect(
            plan.items.map(\.change.action) == [
                .detachUserPolicy, .putUserPolicy, .createGroup, .putGroupPolicy, .addUserToGroup, .deleteUserPolicy,
            ])
        #expect(plan.items.suffix(4).allSatisfy { !"\($0)".contains("PutUserPolicy") })
        #expect(
            plan.left.map(\.reason.en).sorted() == [
                "the plan changes user/boss/aws-policy/AdministratorAccess \(first)", "the plan changes user/jane/inline/own \(first)",
            ])
    }

    @Test func `nobody is moved into a group that the same plan changes`() throws {
        // Where the move of before has put jane; joe has the same still, and a boundary that keeps it from opening anything.
        let group = try #require(
            try Planned([.directPermission]) { $0.users = [Self.climber("joe")] }.items.compactMap { item in
                if case .createGroup(let name) = item.change { name.text } else { nil }
            }.first)
        let account: (inout SampleAccount) -> Void = {
            $0.policies = [.own("limits", SamplePolicy.allow("s3:*"))]
            $0.groups = [SampleGroup(name: group, inline: ["own": Self.climbing])]
            $0.users = [
                Self.member("jane", of: group),
                Self.climber("joe") { $0.boundary = "arn:aws:iam::\(SampleAccount.number):policy/limits" },
            ]
        }
        #expect(try Planned([.directPermission], of: account).items.map(\.change.action) == [.addUserToGroup, .deleteUserPolicy])
        let plan = try Planned([.directPermission, .privilegeEscalation], of: account)
        #expect(try plan.calls == [Self.put("group", group, SamplePolicy.statements(Self.read))])
        #expect(plan.left.map(\.reason.en).count { $0.hasPrefix("the plan changes group/\(group)/inline/own first") } == 1)
    }
}
