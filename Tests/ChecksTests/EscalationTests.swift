import Checks
import IAM
import Testing

/// Set-ups in which somebody can make themselves administrator, and others that only look like it.
@Suite struct EscalationTests {
    private typealias Own = SamplePolicy
    private static let me = "arn:aws:iam::123456789012:user/${aws:username}"

    private static func user(_ name: String, _ actions: String..., on resource: String = "*", if condition: String? = nil) -> SampleUser {
        PermissionTests.user(name) {
            $0.inline = ["x": Own.statements(Own.statement("Allow", "Action", actions, resource, condition))]
        }
    }

    private static func deny(_ actions: String..., on resource: String = "*", if condition: String? = nil) -> String {
        Own.statements(Own.statement("Deny", "Action", actions, resource, condition))
    }

    @Test(arguments: [
        VerdictCase(
            .privilegeEscalation, "own permissions, on oneself, on somebody else, in another account",
            [
                "user/put": "fail", "user/attach": "fail", "user/own": "fail", "user/other": "pass", "user/foreign": "pass",
                "user/bucket": "pass", "user/reader": "pass", "user/role": "pass",
            ]
        ) {
            $0.users = [
                user("put", "iam:PutUserPolicy"), user("attach", "iam:Attach*"), user("own", "iam:PutUserPolicy", on: me),
                user("other", "iam:PutUserPolicy", on: "arn:aws:iam::123456789012:user/someone"),
                user("foreign", "iam:*", on: "arn:aws:iam::999999999999:*"), user("bucket", "iam:PutUserPolicy", on: "arn:aws:s3:::mine"),
                user("reader", "s3:*", "iam:Get*", "iam:List*"), user("role", "iam:PutRolePolicy", "iam:AttachRolePolicy"),
            ]
        },
        VerdictCase(
            .privilegeEscalation, "policies: held directly, through a group, not held, AWS's own; versions that give more and that do not",
            [
                "user/direct": "fail", "user/member": "fail", "user/nobody": "pass", "user/aws": "pass", "user/version": "fail",
                "user/same": "pass",
            ]
        ) {
            $0.policies = [
                .own("plain", Own.allow("s3:Get*")), .own("strong", Own.allow("s3:Get*"), other: Own.allow("*")),
                .own("weak", Own.allow("s3:Get*"), other: Own.allow("s3:*")),
                SamplePolicy(arn: "arn:aws:iam::aws:policy/ReadOnly", document: Own.allow("s3:Get*")),
            ]
            $0.groups = [SampleGroup(name: "readers", attached: ["arn:aws:iam::123456789012:policy/plain"])]
            $0.users = [
                user("direct", "iam:CreatePolicyVersion").with { $0.attached = ["arn:aws:iam::123456789012:policy/plain"] },
                user("member", "iam:CreatePolicyVersion").with { $0.groups = ["readers"] }, user("nobody", "iam:CreatePolicyVersion"),
                user("aws", "iam:CreatePolicyVersion").with { $0.attached = ["arn:aws:iam::aws:policy/ReadOnly"] },
                user("version", "iam:SetDefaultPolicyVersion").with { $0.attached = ["arn:aws:iam::123456789012:policy/strong"] },
                user("same", "iam:SetDefaultPolicyVersion").with { $0.attached = ["arn:aws:iam::123456789012:policy/weak"] },
            ]
        },
        VerdictCase(
            .privilegeEscalation, "groups: to the administrators, to two that combine, to a harmless one, one's own",
            [
                "user/boss": "n/a", "user/join": "fail", "user/halves": "fail", "user/half": "pass", "user/readers": "pass",
                "user/own": "fail", "user/no-group": "pass",
            ]
        ) {
            $0.groups = [
                SampleGroup(name: "admins", inline: ["all": Own.allow("*")]),
                SampleGroup(name: "pass-half", inline: ["pass": Own.allow("iam:PassRole")]),
                SampleGroup(name: "run-half", inline: ["run": Own.allow("lambda:CreateFunction", "lambda:InvokeFunction")]),
                SampleGroup(name: "readers", inline: ["read": Own.allow("s3:Get*")]),
            ]
            let groups = "arn:aws:iam::123456789012:group/"
            $0.roles = [.administrator("robot", trust: SampleRole.service("lambda"))]
            $0.users = [
                .console("boss").with { $0.groups = ["admins"] }, user("join", "iam:AddUserToGroup"),
                user("halves", "iam:AddUserToGroup", on: groups + "*half"),
                user("half", "iam:AddUserToGroup", on: groups + "pass-half"), user("readers", "iam:AddUserToGroup", on: groups + "readers"),
                user("own", "iam:PutGroupPolicy").with { $0.groups = ["readers"] }, user("no-group", "iam:PutGroupPolicy"),
            ]
        },
        VerdictCase(
            .privilegeEscalation, "a Deny elsewhere, and one that can be taken away",
            ["user/denied": "pass", "user/others": "fail", "user/detaches": "fail", "user/stays": "pass"]
        ) {
            $0.groups = [SampleGroup(name: "fenced", inline: ["no": deny("iam:Put*")])]
            $0.users = [
                user("denied", "iam:PutUserPolicy").with { $0.groups = ["fenced"] },
                user("others", "iam:PutUserPolicy", "iam:AttachUserPolicy").with { $0.groups = ["fenced"] },
                user("detaches", "iam:PutUserPolicy", "iam:RemoveUserFromGroup").with { $0.groups = ["fenced"] },
                user("stays", "iam:PutUserPolicy", "iam:DetachUserPolicy").with { $0.groups = ["fenced"] },
            ]
        },
        VerdictCase(
            .privilegeEscalation, "a boundary stays in force, but for whoever can delete it",
            [
                "user/bound": "pass", "user/grows": "fail", "user/wide": "fail", "user/deletes": "fail", "user/replaces": "fail",
                "user/passes": "fail",
            ]
        ) {
            let fence = "arn:aws:iam::123456789012:policy/fence"
            $0.policies = [
                .own("fence", Own.allow("s3:*", "iam:Put*", "iam:Delete*", "iam:PassRole", "lambda:*")), .own("wide", Own.allow("*")),
                .own("narrow", Own.allow("s3:*", "iam:PutUserPolicy")),
            ]
            $0.roles = [.administrator("robot", trust: SampleRole.service("lambda"))]
            $0.users = [
                user("bound", "iam:PutUserPolicy", on: me).with { $0.boundary = "arn:aws:iam::123456789012:policy/narrow" },
                user("grows", "iam:PutUserPolicy", on: me).with { $0.boundary = fence },
                user("wide", "iam:PutUserPolicy").with { $0.boundary = "arn:aws:iam::123456789012:policy/wide" },
                user("deletes", "iam:PutUserPolicy", "iam:DeleteUserPermissionsBoundary").with { $0.boundary = fence },
                user("replaces", "iam:PutUserPolicy", "iam:PutUserPermissionsBoundary").with { $0.boundary = fence },
                user("passes", "iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction").with { $0.boundary = fence },
            ]
        },
        VerdictCase(
            .privilegeEscalation, "conditions: what a session has, what a snapshot knows, what nobody knows, what never holds",
            [
                "user/mfa": "fail", "user/office": "unknown", "user/tagged": "fail", "user/untagged": "pass", "user/only": "pass",
                "user/any-policy": "fail", "user/bounded": "pass", "user/denied-outside": "unknown", "user/unreadable": "unknown",
            ]
        ) {
            let onlyReads = #"{"ArnEquals": {"iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess"}}"#
            let onlyAdmin = #"{"ArnLike": {"iam:PolicyARN": "arn:aws:iam::aws:policy/Admin*"}}"#
            let onlyBounded = #"{"StringEquals": {"iam:PermissionsBoundary": "arn:aws:iam::123456789012:policy/fence"}}"#
            $0.users = [
                user("mfa", "iam:PutUserPolicy", if: PermissionTests.withMFA),
                user("office", "iam:PutUserPolicy", if: PermissionTests.fromOffice),
                user("tagged", "iam:PutUserPolicy", if: PermissionTests.ifAdmin).with { $0.tags = ["admin": "yes"] },
                user("untagged", "iam:PutUserPolicy", if: PermissionTests.ifAdmin),
                user("only", "iam:AttachUserPolicy", if: onlyReads), user("any-policy", "iam:AttachUserPolicy", if: onlyAdmin),
                user("bounded", "iam:PutUserPolicy", if: onlyBounded),
                user("denied-outside", "iam:PutUserPolicy").with {
                    $0.inline["y"] = deny("iam:*", if: PermissionTests.outsideOffice)
                },
                PermissionTests.user("unreadable") { $0.attached = ["arn:aws:iam::aws:policy/Gone"] },
            ]
        },
        VerdictCase(
            .privilegeEscalation, "passed roles: the service, the trust, the calls and the role must all be there",
            [
                "user/lambda": "fail", "user/split": "fail", "user/no-call": "pass", "user/no-pass": "pass", "user/service": "pass",
                "user/harmless": "pass", "user/elsewhere": "pass", "user/named": "fail", "user/ec2": "fail", "user/code": "fail",
                "user/command": "fail", "user/passed-to": "fail",
            ]
        ) {
            $0.roles = [
                .administrator("robot", trust: SampleRole.service("lambda")),
                .administrator("host", trust: SampleRole.ec2, hasProfile: true),
                .administrator("bare", trust: SampleRole.ec2), SampleRole(name: "weak", trust: SampleRole.service("lambda")),
                .administrator("linked", trust: SampleRole.service("glue")).with { $0.path = "/aws-service-role/glue.amazonaws.com/" },
            ]
            let role = "arn:aws:iam::123456789012:role/"
            $0.users = [
                user("lambda", "iam:PassRole", "lambda:*"),
                user("split", "iam:PassRole", on: role + "robot").with { $0.inline["y"] = Own.allow("lambda:*") },
                user("no-call", "iam:PassRole", "lambda:CreateFunction"), user("no-pass", "lambda:CreateFunction", "lambda:InvokeFunction"),
                user("service", "iam:PassRole", "glue:*"),
                user("harmless", "iam:PassRole", on: role + "weak").with {
                    $0.inline["y"] = Own.allow("lambda:CreateFunction", "lambda:InvokeFunction")
                },
                user("elsewhere", "iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction", on: "arn:aws:iam::123456789012:role/*"),
                user("named", "iam:PassRole", on: role + "robot").with {
                    $0.inline["y"] = Own.allow("lambda:CreateFunction", "lambda:InvokeFunction", on: "arn:aws:lambda:*:*:function:team-*")
                },
                user("ec2", "iam:PassRole", "ec2:RunInstances"), user("code", "lambda:UpdateFunctionCode"),
                user("command", "ssm:SendCommand"),
                user("passed-to", "iam:PassRole", if: #"{"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}"#).with {
                    $0.inline["y"] = Own.allow("lambda:*", "glue:*")
                },
            ]
        },
        VerdictCase(
            .privilegeEscalation, "EC2 takes a role in an instance profile only, an old one or a new one",
            ["user/a": "pass", "user/b": "fail", "user/c": "pass"]
        ) {
            $0.roles = [.administrator("bare", trust: SampleRole.ec2)]
            $0.users = [
                user("a", "iam:PassRole", "ec2:RunInstances"),
                user("b", "iam:PassRole", "ec2:RunInstances", "iam:*InstanceProfile"), user("c", "ssm:SendCommand"),
            ]
        },
        VerdictCase(
            .privilegeEscalation, "assumed roles: the trust admits the account, the user, another, on a condition, nobody",
            [
                "user/a": "fail", "user/named": "fail", "user/b": "pass", "user/c": "pass", "user/d": "unknown", "user/e": "pass",
                "user/f": "fail", "user/g": "pass",
            ]
        ) {
            let role = "arn:aws:iam::123456789012:role/"
            $0.roles = [
                .administrator("open", trust: SampleRole.caller("root")), .administrator("hers", trust: SampleRole.caller("user/named")),
                .administrator("far", trust: SampleRole.service("ec2")),
                .administrator("told", trust: SampleRole.caller("root", if: #"{"StringEquals": {"sts:ExternalId": "x"}}"#)),
            ]
            $0.users = [
                user("a", "sts:AssumeRole"), .console("named"), user("b", "sts:AssumeRole", on: role + "hers"),
                user("c", "sts:AssumeRole", on: role + "far"), user("d", "sts:AssumeRole", on: role + "told"), .console("e"),
                user("f", "iam:UpdateAssumeRolePolicy", on: role + "far"),
                user("g", "iam:UpdateAssumeRolePolicy", on: role + "far").with { $0.inline["y"] = deny("sts:*") },
            ]
        },
        VerdictCase(
            .privilegeEscalation, "a chain of three roles, a circle that leads nowhere, one of which a link is missing",
            ["user/chain": "fail", "user/circle": "pass", "user/broken": "pass", "user/middle": "fail"]
        ) {
            func role(_ name: String, trusting: String, assumes: String) -> SampleRole {
                SampleRole(
                    name: name, trust: SampleRole.caller(trusting),
                    inline: ["x": Own.allow("sts:AssumeRole", on: "arn:aws:iam::123456789012:role/\(assumes)")])
            }
            $0.roles = [
                role("first", trusting: "root", assumes: "second"), role("second", trusting: "root", assumes: "third"),
                .administrator("third", trust: SampleRole.caller("role/second")),
                role("left", trusting: "root", assumes: "right"), role("right", trusting: "root", assumes: "left"),
                role("lost", trusting: "root", assumes: "third"),
            ]
            let arn = "arn:aws:iam::123456789012:role/"
            $0.users = [
                user("chain", "sts:AssumeRole", on: arn + "first"), user("circle", "sts:AssumeRole", on: arn + "left"),
                user("broken", "sts:AssumeRole", on: arn + "lost"), user("middle", "sts:AssumeRole", on: arn + "second"),
            ]
        },
        VerdictCase(
            .privilegeEscalation, "roles that are made stronger first, and entered then",
            ["user/assumes": "fail", "user/passes": "fail", "user/outside": "pass", "user/bounded": "pass"]
        ) {
            $0.policies = [.own("fence", Own.allow("s3:*"))]
            $0.roles = [
                SampleRole(name: "door", trust: SampleRole.caller("root")), SampleRole(name: "robot", trust: SampleRole.service("lambda")),
                SampleRole(name: "fenced", trust: SampleRole.caller("root")).with {
                    $0.boundary = "arn:aws:iam::123456789012:policy/fence"
                },
            ]
            let arn = "arn:aws:iam::123456789012:role/"
            $0.users = [
                user("assumes", "iam:PutRolePolicy", "sts:AssumeRole", on: arn + "door"),
                user("passes", "iam:AttachRolePolicy", "iam:PassRole", on: arn + "robot").with { $0.inline["y"] = Own.allow("lambda:*") },
                user("outside", "iam:PutRolePolicy", on: arn + "door"),
                user("bounded", "iam:PutRolePolicy", "sts:AssumeRole", on: arn + "fenced"),
            ]
        },
        VerdictCase(
            .privilegeEscalation, "other users: their credentials, their MFA, their limits, and theirs who can escalate",
            [
                "user/admin": "n/a", "user/safe": "n/a", "user/key": "fail", "user/safe-key": "pass", "user/device": "fail",
                "user/login": "pass", "user/change": "fail", "user/self": "pass", "user/second": "fail", "user/climber": "fail",
            ]
        ) {
            let everyone = "arn:aws:iam::123456789012:user/"
            $0.groups = [SampleGroup(name: "duty", inline: ["duty": DutyPolicy.document(in: .aws)])]
            $0.users = [
                .console("admin").with { $0.inline = ["all": Own.allow("*")] },
                .console("safe").with {
                    $0.inline = ["all": Own.allow("*")]
                    $0.groups = ["duty"]
                },
                user("key", "iam:CreateAccessKey", on: everyone + "admin"), user("safe-key", "iam:CreateAccessKey", on: everyone + "safe"),
                user("device", "iam:CreateAccessKey", "iam:DeactivateMFADevice", on: everyone + "safe"),
                user("login", "iam:CreateLoginProfile", on: everyone + "admin"),
                user("change", "iam:UpdateLoginProfile", on: everyone + "admin"), user("self", "iam:CreateAccessKey", on: me),
                user("second", "iam:CreateAccessKey", on: everyone + "climber"), user("climber", "iam:PutUserPolicy"),
            ]
        },
        VerdictCase(
            .privilegeEscalation, "policies and boundaries of roles that are changed first, and entered then",
            [
                "user/version": "fail", "user/trusted": "fail", "user/older": "fail", "user/boundary": "fail", "user/outside": "pass",
                "user/weaker": "pass", "user/aws": "pass", "user/kept": "pass",
            ]
        ) {
            let (held, entered) = ("arn:aws:iam::123456789012:policy/", "arn:aws:iam::123456789012:role/")
            $0.policies = [
                .own("used", Own.allow("s3:Get*")), .own("strong", Own.allow("s3:Get*"), other: Own.allow("*")),
                .own("weak", Own.allow("s3:Get*"), other: Own.allow("s3:*")), .own("fence", Own.allow("s3:*")),
                SamplePolicy(arn: "arn:aws:iam::aws:policy/ReadOnly", document: Own.allow("s3:Get*")),
            ]
            func role(_ name: String, _ attached: String..., trusting: String = "root") -> SampleRole {
                SampleRole(name: name, trust: SampleRole.caller(trusting), attached: attached)
            }
            $0.roles = [
                role("door", held + "used"), role("wall", held + "used", trusting: "user/nobody"), role("old", held + "strong"),
                role("young", held + "weak"), role("foreign", "arn:aws:iam::aws:policy/ReadOnly"),
                SampleRole(name: "fenced", trust: SampleRole.caller("root"), inline: ["all": Own.allow("*")], boundary: held + "fence"),
            ]
            $0.users = [
                user("version", "iam:CreatePolicyVersion", on: held + "used").with {
                    $0.inline["y"] = Own.allow("sts:*", on: entered + "door")
                },
                user("trusted", "iam:CreatePolicyVersion", on: held + "used").with {
                    $0.inline["y"] = Own.allow("iam:UpdateAssumeRolePolicy", "sts:AssumeRole", on: entered + "wall")
                },
                user("older", "iam:SetDefaultPolicyVersion").with { $0.inline["y"] = Own.allow("sts:*", on: entered + "old") },
                user("boundary", "iam:DeleteRolePermissionsBoundary", "sts:AssumeRole", on: entered + "fenced"),
                user("outside", "iam:CreatePolicyVersion", on: held + "used").with {
                    $0.inline["y"] = Own.allow("sts:*", on: entered + "wall")
                },
                user("weaker", "iam:SetDefaultPolicyVersion").with { $0.inline["y"] = Own.allow("sts:*", on: entered + "young") },
                user("aws", "iam:CreatePolicyVersion").with { $0.inline["y"] = Own.allow("sts:*", on: entered + "foreign") },
                user("kept", "iam:PutRolePolicy", "sts:AssumeRole", on: entered + "fenced"),
            ]
        },
        VerdictCase(
            .privilegeEscalation, "other users who are made stronger first, and taken over then",
            [
                "user/other": "pass", "user/bound": "pass", "user/boss": "n/a", "user/attach": "fail", "user/put": "fail",
                "user/group": "fail",
                "user/only-key": "pass", "user/only-policy": "pass", "user/limited": "pass", "user/unlimits": "fail",
                "user/unguards": "fail",
                "user/key-of-boss": "pass",
            ]
        ) {
            let (everyone, groups) = ("arn:aws:iam::123456789012:user/", "arn:aws:iam::123456789012:group/")
            $0.policies = [.own("fence", Own.allow("s3:*"))]
            $0.groups = [SampleGroup(name: "staff"), SampleGroup(name: "duty", inline: ["duty": DutyPolicy.document(in: .aws)])]
            $0.users = [
                .console("other").with { $0.groups = ["staff"] },
                .console("bound").with { $0.boundary = "arn:aws:iam::123456789012:policy/fence" },
                .console("boss").with {
                    $0.inline = ["all": Own.allow("*")]
                    $0.groups = ["duty"]
                },
                user("attach", "iam:AttachUserPolicy", "iam:CreateAccessKey", on: everyone + "other"),
                user("put", "iam:PutUserPolicy", "iam:UpdateLoginProfile", on: everyone + "other"),
                user("group", "iam:PutGroupPolicy", on: groups + "staff").with {
                    $0.inline["y"] = Own.allow("iam:CreateAccessKey", on: everyone + "other")
                },
                user("only-key", "iam:CreateAccessKey", on: everyone + "other"),
                user("only-policy", "iam:PutUserPolicy", on: everyone + "other"),
                user("limited", "iam:PutUserPolicy", "iam:CreateAccessKey", on: everyone + "bound"),
                user("unlimits", "iam:PutUserPolicy", "iam:CreateAccessKey", "iam:DeleteUserPermissionsBoundary", on: everyone + "bound"),
                user("unguards", "iam:CreateAccessKey", on: everyone + "boss").with {
                    $0.inline["y"] = Own.allow("iam:RemoveUserFromGroup", on: groups + "duty")
                },
                user("key-of-boss", "iam:CreateAccessKey", on: everyone + "boss"),
            ]
        },
        VerdictCase(
            .privilegeEscalation, "a role that changes whoever assumed it",
            [
                "user/attached": "fail", "user/member": "fail", "user/joins": "fail", "user/two-roles": "fail", "user/other": "pass",
                "user/bound": "pass", "user/apart": "pass",
            ]
        ) {
            let (everyone, groups) = ("arn:aws:iam::123456789012:user/", "arn:aws:iam::123456789012:group/")
            $0.policies = [.own("fence", Own.allow("s3:*", "sts:*"))]
            $0.groups = [SampleGroup(name: "staff"), SampleGroup(name: "admins", inline: ["all": Own.allow("*")])]
            func role(_ name: String, trusting: String, _ allowed: String) -> SampleRole {
                SampleRole(name: name, trust: SampleRole.caller(trusting), inline: ["x": allowed])
            }
            $0.roles = [
                role("attaches", trusting: "user/attached", Own.allow("iam:AttachUserPolicy")),
                role("puts", trusting: "user/member", Own.allow("iam:PutGroupPolicy", on: groups + "staff")),
                role("adds", trusting: "user/joins", Own.allow("iam:AddUserToGroup", on: groups + "admins")),
                role("first", trusting: "user/two-roles", Own.allow("sts:AssumeRole")),
                role("second", trusting: "role/first", Own.allow("iam:PutUserPolicy", on: everyone + "two-roles")),
                role("narrow", trusting: "user/other", Own.allow("iam:PutUserPolicy", on: everyone + "somebody")),
                role("fenced", trusting: "user/bound", Own.allow("iam:PutUserPolicy")),
            ]
            $0.users = [
                .console("attached"), .console("member").with { $0.groups = ["staff"] }, .console("joins"), .console("two-roles"),
                .console("other"), .console("bound").with { $0.boundary = "arn:aws:iam::123456789012:policy/fence" }, .console("apart"),
            ]
        },
    ])
    func `who can make themselves administrator is found, and nobody else`(_ line: VerdictCase) throws { try line.test() }

    @Test func `every call of the table is an action of AWS's, on a kind of thing that it is about`() throws {
        let catalogue = ActionCatalogue()
        #expect(Set(EscalationPath.all.map(\.id)).count == EscalationPath.all.count)
        #expect(EscalationPath.all.count > 55)
        for call in EscalationPath.all.flatMap(\.calls) {
            let action = try #require(catalogue.action(call.action), "\(call.action)")
            switch call.target {
            case .nothing: #expect(!action.requiresResource, "\(call.action)")
            case .thing(let service, let kind):
                let shapes = action.resourceTypes.map(\.arn)
                #expect(shapes.contains { $0.contains(":\(service):") && $0.contains(":\(kind)") }, "\(call.action): \(shapes)")
            case .thisUser, .anotherUser: #expect(action.resourceTypes.contains { $0.name == "user" }, "\(call.action)")
            case .thisRole, .role: #expect(action.resourceTypes.contains { $0.name == "role" }, "\(call.action)")
            case .ownGroup, .group: #expect(action.resourceTypes.contains { $0.name == "group" }, "\(call.action)")
            case .heldPolicy: #expect(action.resourceTypes.contains { $0.name == "policy" }, "\(call.action)")
            }
        }
    }

    @Test func `the answer names the steps and the statement that opens each`() throws {
        var account = SampleAccount()
        account.roles = [
            SampleRole(
                name: "first", trust: SampleRole.caller("root"),
                inline: ["x": Own.allow("iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction")]),
            .administrator("robot", trust: SampleRole.service("lambda")),
        ]
        account.users = [Self.user("jane", "s3:*", "sts:AssumeRole")]
        guard
            case .fails(let untold) = try #require(CheckID.privilegeEscalation.check.examine(try account.view(), with: Limits()).first)
                .verdict
        else { return #expect(Bool(false), "not found") }
        let defect = untold.told
        #expect(
            defect.message.en
                == "can become administrator: assumes the role first, then passes the role robot to a new Lambda function, and robot is administrator"
        )
        #expect(defect.evidence.contains { $0.source.contains("inline policy 'x' of user 'jane'") })
        #expect(defect.evidence.contains { $0.source.contains("inline policy 'x' of role 'first'") })
    }
}

extension SampleRole {
    func with(_ change: (inout SampleRole) -> Void) -> SampleRole {
        var role = self
        change(&role)
        return role
    }
}
