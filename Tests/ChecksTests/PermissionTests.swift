import Checks
import IAM
import Testing

@Suite struct PermissionTests {
    static let all = SamplePolicy.allow("*")
    static let everythingButIAM = SamplePolicy.statements(
        SamplePolicy.statement("Allow", "NotAction", ["iam:*", "organizations:*", "account:*"]))
    static let withMFA = #"{"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#
    static let fromOffice = #"{"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}"#
    static let outsideOffice = #"{"NotIpAddress": {"aws:SourceIp": "192.0.2.0/24"}}"#
    static let ifAdmin = #"{"StringEquals": {"aws:PrincipalTag/admin": "yes"}}"#

    static func user(_ name: String, _ change: (inout SampleUser) -> Void) -> SampleUser { SampleUser.console(name).with(change) }

    @Test(arguments: [
        VerdictCase(
            .administrator, "by every path",
            ["user/a": "fail", "user/b": "fail", "user/c": "fail", "user/d": "fail", "user/e": "pass"]
        ) {
            $0.policies = [.administrator, .own("power", all)]
            $0.groups = [SampleGroup(name: "admins", attached: [SamplePolicy.administratorARN])]
            $0.users = [
                user("a") { $0.attached = [SamplePolicy.administratorARN] }, user("b") { $0.groups = ["admins"] },
                user("c") { $0.inline = ["x": all] }, user("d") { $0.attached = ["arn:aws:iam::123456789012:policy/power"] },
                .console("e"),
            ]
        },
        VerdictCase(.administrator, "by two policies that each are harmless in name", ["user/a": "fail"]) {
            $0.users = [
                user("a") { $0.inline = ["x": everythingButIAM, "y": SamplePolicy.allow("iam:*", "organizations:*")] }
            ]
        },
        VerdictCase(
            .administrator, "not: power user, all of IAM only, many services without IAM, named resources",
            ["user/a": "pass", "user/b": "pass", "user/c": "pass", "user/d": "pass"]
        ) {
            $0.users = [
                user("a") { $0.inline = ["x": everythingButIAM] }, user("b") { $0.inline = ["x": SamplePolicy.allow("iam:*")] },
                user("c") { $0.inline = ["x": SamplePolicy.allow("s3:*", "ec2:*", "rds:*")] },
                user("d") { $0.inline = ["x": SamplePolicy.allow("*", on: "arn:aws:s3:::mine/*")] },
            ]
        },
        VerdictCase(.administrator, "not: a boundary, a Deny elsewhere", ["user/a": "pass", "user/b": "pass", "user/c": "fail"]) {
            $0.policies = [.administrator, .own("limits", SamplePolicy.allow("s3:*")), .own("wide", all)]
            $0.groups = [
                SampleGroup(
                    name: "quarantine", inline: ["no": SamplePolicy.statements(SamplePolicy.statement("Deny", "Action", ["iam:*"]))])
            ]
            $0.users = [
                user("a") {
                    $0.attached = [SamplePolicy.administratorARN]
                    $0.boundary = "arn:aws:iam::123456789012:policy/limits"
                },
                user("b") {
                    $0.attached = [SamplePolicy.administratorARN]
                    $0.groups = ["quarantine"]
                },
                user("c") {
                    $0.attached = [SamplePolicy.administratorARN]
                    $0.boundary = "arn:aws:iam::123456789012:policy/wide"
                },
            ]
        },
        VerdictCase(
            .administrator, "conditions: with MFA yes, from somewhere unknown, by tags as they are",
            [
                "user/a": "fail", "user/b": "unknown", "user/c": "unknown", "user/d": "fail", "user/e": "pass", "user/f": "pass",
                "user/g": "unknown",
            ]
        ) {
            let allowed = SamplePolicy.allow("*", if: fromOffice)
            let denied = SamplePolicy.statements(
                SamplePolicy.statement("Allow", "Action", ["*"]), SamplePolicy.statement("Deny", "Action", ["*"], "*", outsideOffice))
            $0.users = [
                user("a") { $0.inline = ["x": SamplePolicy.allow("*", if: withMFA)] }, user("b") { $0.inline = ["x": allowed] },
                user("c") { $0.inline = ["x": denied] },
                user("d") {
                    $0.inline = ["x": SamplePolicy.allow("*", if: ifAdmin)]
                    $0.tags = ["admin": "yes"]
                },
                user("e") {
                    $0.inline = ["x": SamplePolicy.allow("*", if: ifAdmin)]
                    $0.tags = ["admin": "no"]
                },
                user("f") { $0.inline = ["x": SamplePolicy.allow("s3:*", if: fromOffice)] },
                user("g") {
                    $0.inline = [
                        "x": all, "y": SamplePolicy.statements(SamplePolicy.statement("Deny", "Action", ["*"], "*", outsideOffice)),
                    ]
                },
            ]
        },
        VerdictCase(.administrator, "an unreadable policy, and one that decides anyway", ["user/a": "unknown", "user/b": "fail"]) {
            $0.users = [
                user("a") { $0.attached = [SamplePolicy.administratorARN] },
                user("b") {
                    $0.attached = [SamplePolicy.administratorARN]
                    $0.inline = ["x": all]
                },
            ]
        },
        VerdictCase(
            .administratorWithoutMFA, "with and without MFA, without any way in, after the report",
            ["user/a": "pass", "user/b": "fail", "user/c": "n/a", "user/d": "pass", "user/e": "fail", "user/f": "unknown"]
        ) {
            let inline = ["x": all]
            $0.users = [
                user("a") { $0.inline = inline },
                user("b") {
                    $0.inline = inline
                    $0.mfa = false
                },
                SampleUser("c").with { $0.inline = inline }, .console("d", mfa: false),
                SampleUser("e").with {
                    $0.inline = inline
                    $0.keys = [.init()]
                },
                SampleUser("f").with {
                    $0.inline = inline
                    $0.isReported = false
                    $0.created = SampleAccount.asOf
                },
            ]
        },
        VerdictCase(
            .auditCanBeDisabled, "by one action, not by reading, denied, from the office",
            ["user/a": "fail", "user/b": "pass", "user/c": "pass", "user/d": "unknown"]
        ) {
            $0.users = [
                user("a") { $0.inline = ["x": SamplePolicy.allow("cloudtrail:StopLogging")] },
                user("b") { $0.inline = ["x": SamplePolicy.allow("cloudtrail:Get*", "config:Describe*")] },
                user("c") {
                    $0.inline = [
                        "x": SamplePolicy.statements(
                            SamplePolicy.statement("Allow", "Action", ["*"]),
                            SamplePolicy.statement("Deny", "Action", ["cloudtrail:*", "config:*"]))
                    ]
                },
                user("d") { $0.inline = ["x": SamplePolicy.allow("cloudtrail:DeleteTrail", if: fromOffice)] },
            ]
        },
        VerdictCase(
            .policyFullAccess, "managed, inline, with a condition; not as a boundary, not by service",
            [
                "aws-policy/AdministratorAccess": "fail", "policy/reader": "pass", "user/a/inline/x": "fail", "group/g/inline/y": "pass",
                "aws-policy/Gone": "unknown",
            ]
        ) {
            $0.policies = [
                .administrator, .own("reader", SamplePolicy.allow("s3:*")), .own("edge", all), .own("unattached", all),
            ]
            $0.groups = [SampleGroup(name: "g", inline: ["y": SamplePolicy.allow("iam:*")], attached: [SamplePolicy.administratorARN])]
            $0.users = [
                user("a") {
                    $0.inline = ["x": SamplePolicy.allow("*:*", if: withMFA)]
                    $0.attached = ["arn:aws:iam::123456789012:policy/reader", "arn:aws:iam::aws:policy/Gone"]
                    $0.boundary = "arn:aws:iam::123456789012:policy/edge"
                }
            ]
        },
        VerdictCase(
            .assumeAnyRole, "a wildcard, a name, another service, everything",
            [
                "user/a/inline/w": "fail", "user/a/inline/x": "pass", "user/a/inline/y": "pass", "user/a/inline/z": "pass",
                "user/a/inline/v": "fail", "user/a/inline/u": "fail",
            ]
        ) {
            $0.users = [
                user("a") {
                    $0.inline = [
                        "u": SamplePolicy.statements(SamplePolicy.statement("Allow", "NotAction", ["iam:*"])),
                        "v": SamplePolicy.allow("sts:*", on: "arn:aws:iam::*:role/admin"),
                        "w": SamplePolicy.allow("sts:AssumeRole"),
                        "x": SamplePolicy.allow("sts:AssumeRole", on: "arn:aws:iam::123456789012:role/deploy"),
                        "y": SamplePolicy.allow("s3:*"), "z": all,
                    ]
                }
            ]
        },
        VerdictCase(
            .directPermission, "attached, inline, the deny of a suspension, nothing",
            [
                "user/a/aws-policy/AdministratorAccess": "fail", "user/a/inline/x": "fail", "user/b/inline/any-name": "n/a",
                "user/c": "pass",
            ]
        ) {
            $0.policies = [.administrator]
            $0.users = [
                user("a") {
                    $0.attached = [SamplePolicy.administratorARN]
                    $0.inline = ["x": SamplePolicy.allow("s3:*")]
                },
                user("b") { $0.inline = ["any-name": CutPolicy.document] }, .console("c"),
            ]
        },
        VerdictCase(.cloudShellFullAccess, "on a group", ["group/g/aws-policy/AWSCloudShellFullAccess": "fail"]) {
            $0.groups = [SampleGroup(name: "g", attached: ["arn:aws:iam::aws:policy/AWSCloudShellFullAccess"])]
        },
        VerdictCase(.cloudShellFullAccess, "on nobody", ["account": "pass"]) { _ in },
    ])
    func `permissions are judged by what they allow, by any path`(_ line: VerdictCase) throws { try line.test() }
}
