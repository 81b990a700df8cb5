import Checks
import IAM
import Testing

/// The accounts by which IAM Vulnerable tests other tools (Bishop Fox, MIT licence): what it says that they should find, and where most see
/// something that is not there; and scenarios of CloudGoat (Rhino Security Labs, BSD-3-Clause). Facts of their Terraform files, under their names.
@Suite struct VulnerableAccountTests {
    private typealias Own = SamplePolicy

    private static func user(_ name: String, _ statements: String...) -> SampleUser {
        PermissionTests.user(name) { user in
            for (number, statement) in statements.enumerated() { user.inline["\(number)"] = Own.statements(statement) }
        }
    }

    private static func allow(_ actions: String..., on resource: String = "*", if condition: String? = nil) -> String {
        Own.statement("Allow", "Action", actions, resource, condition)
    }

    private static func issued(_ comparison: String) -> String {
        #"{"\#(comparison)": {"aws:TokenIssueTime": "2020-01-01T00:00:01Z"}}"#
    }

    @Test(arguments: [
        VerdictCase(
            .privilegeEscalation, "false negatives: two policies that only together do it, a wildcard that means one's own, NotAction",
            ["user/fn1": "fail", "user/fn2": "fail", "user/fn3": "fail", "user/fn4": "fail"]
        ) {
            $0.roles = [.administrator("high-priv", trust: SampleRole.service("ec2"), hasProfile: true)]
            $0.policies = [
                .own("fn2-policy", Own.statements(allow("iam:CreatePolicyVersion", on: "arn:aws:iam::*:policy/fn2-*"))),
                .own("fn3-policy", Own.statements(allow("iam:CreatePolicyVersion", if: issued("DateGreaterThan")))),
            ]
            $0.users = [
                user("fn1", allow("ec2:DescribeInstances", "ec2:RunInstances"), allow("iam:PassRole")),
                user("fn2").with { $0.attached = ["arn:aws:iam::123456789012:policy/fn2-policy"] },
                user("fn3").with { $0.attached = ["arn:aws:iam::123456789012:policy/fn3-policy"] },
                user("fn4", Own.statement("Allow", "NotAction", ["iam:Update*", "iam:Create*", "iam:Attach*"])),
            ]
        },
        VerdictCase(
            .privilegeEscalation, "false positives: what is denied beside it or elsewhere, AWS's own policies, a session of before 2020",
            ["user/fp1": "pass", "user/fp2": "pass", "user/fp3": "pass", "user/fp4": "pass", "user/fp5": "pass"]
        ) {
            $0.policies = [
                .own("fp4-policy", Own.statements(allow("iam:CreatePolicyVersion", on: "arn:aws:iam::aws:policy/fp4-*"))),
                .own("fp5-policy", Own.statements(allow("iam:CreatePolicyVersion", if: issued("DateLessThan")))),
            ]
            $0.users = [
                user("fp1").with { $0.inline["x"] = Own.statements(allow("iam:*"), Own.statement("Deny", "Action", ["iam:*"])) },
                user("fp2", allow("*"), Own.statement("Deny", "Action", ["*"])),
                user("fp3", Own.statement("Deny", "Action", ["iam:*"])),
                user("fp4").with { $0.attached = ["arn:aws:iam::123456789012:policy/fp4-policy"] },
                user("fp5").with { $0.attached = ["arn:aws:iam::123456789012:policy/fp5-policy"] },
            ]
        },
        VerdictCase(
            .privilegeEscalation,
            "roles one after the other, and what alone is nothing: an old version that is none, a role that nobody enters",
            ["user/start": "fail", "user/other": "pass", "user/privesc2": "pass", "user/privesc9": "pass", "user/privesc12": "pass"]
        ) {
            $0.roles = [
                SampleRole(name: "starting", trust: SampleRole.caller("user/start")),
                SampleRole(name: "intermediate", trust: SampleRole.caller("role/starting")),
                .administrator("ending", trust: SampleRole.caller("role/intermediate")),
                SampleRole(name: "permissive", trust: SampleRole.caller("root")),
            ]
            $0.policies = [.own("privesc2-policy", Own.statements(allow("iam:SetDefaultPolicyVersion")))]
            $0.users = [
                user("start"), user("other"),
                user("privesc2").with { $0.attached = ["arn:aws:iam::123456789012:policy/privesc2-policy"] },
                user("privesc9", allow("iam:AttachRolePolicy")), user("privesc12", allow("iam:PutRolePolicy")),
            ]
        },
        VerdictCase(
            .privilegeEscalation,
            "CloudGoat: a version that was forgotten, a profile whose role is exchanged, a role of a role, a key of another's",
            [
                "user/raynor": "fail", "user/kerrigan": "fail", "user/chris": "fail", "user/secondary": "fail", "user/admin": "n/a",
                "user/low": "pass", "user/bob": "pass", "user/meek": "pass",
            ]
        ) {
            $0.policies = [
                .own("raynor", Own.allow("iam:Get*", "iam:List*", "iam:SetDefaultPolicyVersion"), other: Own.allow("*"))
            ]
            $0.roles = [
                .administrator("mighty", trust: SampleRole.ec2), SampleRole(name: "lowly", trust: SampleRole.ec2, hasProfile: true),
                SampleRole(name: "manager", trust: SampleRole.caller("user/chris"), inline: ["x": Own.allow("lambda:*", "iam:PassRole")]),
                .administrator("debug", trust: SampleRole.service("lambda")),
                SampleRole(name: "flag", trust: SampleRole.caller("user/bob"), inline: ["x": Own.allow("iam:ListUsers")]),
            ]
            let profile = allow(
                "iam:AddRoleToInstanceProfile", "iam:ListInstanceProfiles", "iam:ListRoles", "iam:PassRole",
                "iam:RemoveRoleFromInstanceProfile")
            $0.users = [
                user("raynor").with { $0.attached = ["arn:aws:iam::123456789012:policy/raynor"] },
                user(
                    "kerrigan", profile, allow("ec2:AssociateIamInstanceProfile", "ec2:CreateKeyPair", "ec2:Describe*", "ec2:RunInstances")),
                user("meek", profile, allow("ec2:CreateKeyPair", "ec2:Describe*")),
                user("chris", allow("sts:AssumeRole", "iam:List*", "iam:Get*")), user("secondary", allow("iam:CreateAccessKey")),
                .console("admin", mfa: false).with { $0.inline = ["all": Own.allow("*")] },
                user("low", allow("s3:*", on: "arn:aws:s3:::elasticbeanstalk*")), user("bob", allow("ec2:DescribeInstances")),
            ]
        },
        VerdictCase(
            .privilegeEscalation, "CloudGoat: keys of tagged users only, and whoever may tag them",
            [
                "user/admin": "n/a", "user/manager": "fail", "user/bound": "pass", "user/tags": "pass", "user/developer": "pass",
            ]
        ) {
            let everyone = "arn:aws:iam::123456789012:user/"
            let ofDevelopers = #"{"StringEquals": {"aws:ResourceTag/developer": "true"}}"#
            $0.users = [
                .console("admin", mfa: false).with { $0.inline = ["all": Own.allow("*")] },
                user("manager", allow("iam:CreateAccessKey", on: everyone + "*", if: ofDevelopers), allow("iam:TagUser")),
                user(
                    "bound", allow("iam:CreateAccessKey", on: everyone + "*", if: ofDevelopers),
                    allow("iam:TagUser", on: everyone + "developer")),
                user("tags", allow("iam:TagUser")), user("developer").with { $0.tags = ["developer": "true"] },
            ]
        },
    ])
    func `what others are tested with is found, and what they see wrongly is not there`(_ line: VerdictCase) throws { try line.test() }
}
