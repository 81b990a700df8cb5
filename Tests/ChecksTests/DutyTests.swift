import Checks
import IAM
import Testing

@Suite struct DutyTests {
    static let shipped = DutyPolicy.document(in: .aws)
    static let seedGate = SamplePolicy.statements(
        SamplePolicy.statement("Allow", "Action", ["iam:EnableMFADevice", "iam:GetUser"], "arn:aws:iam::*:user/${aws:username}"),
        SamplePolicy.statement(
            "Deny", "NotAction", ["iam:EnableMFADevice", "iam:GetUser"], "*",
            #"{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}"#))
    static let bareGate = SamplePolicy.statements(
        SamplePolicy.statement(
            "Deny", "NotAction", ["iam:EnableMFADevice"], "*", #"{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}"#))
    static let leakyGate = SamplePolicy.statements(
        SamplePolicy.statement("Deny", "Action", ["*"], "*", #"{"Bool": {"aws:MultiFactorAuthPresent": "false"}}"#))

    @Test(arguments: [
        VerdictCase(
            .dutyPolicyAttached, "shipped by a group, another's, one that forgets keys, none, no password, unreadable",
            [
                "user/a": "pass", "user/b": "pass", "user/c": "fail", "user/d": "fail", "user/e": "n/a", "user/f": "unknown",
                "user/g": "pass", "user/h": "fail",
            ]
        ) {
            $0.groups = [SampleGroup(name: "mfa-required", inline: ["duty": shipped])]
            $0.users = [
                PermissionTests.user("a") { $0.groups = ["mfa-required"] }, PermissionTests.user("b") { $0.inline = ["x": seedGate] },
                PermissionTests.user("c") { $0.inline = ["x": leakyGate] }, .console("d"), SampleUser("e"),
                PermissionTests.user("g") { $0.inline = ["x": bareGate] },
                PermissionTests.user("h") { $0.inline = ["x": bareGate, "y": SamplePolicy.allow("iam:EnableMFADevice")] },
                PermissionTests.user("f") { $0.attached = ["arn:aws:iam::aws:policy/Gone"] },
            ]
        },
        VerdictCase(
            .dutyPolicyProved, "shipped beside everything, AWS's beside nothing and everything, none, no permissions, keys, unreadable",
            [
                "user/a": "pass", "user/b": "pass", "user/c": "fail", "user/d": "fail", "user/e": "pass", "user/f": "fail",
                "user/g": "n/a", "user/h": "n/a", "user/i": "unknown",
            ]
        ) {
            let documented = DutyVariant.seed.document(in: .aws)
            $0.passwordPolicy = SampleAccount.strictPasswords.replacing(
                "\"AllowUsersToChangePassword\": true", with: "\"AllowUsersToChangePassword\": false")
            $0.users = [
                PermissionTests.user("a") { $0.inline = ["duty": shipped, "all": PermissionTests.all] },
                PermissionTests.user("b") { $0.inline = ["x": documented] },
                PermissionTests.user("c") { $0.inline = ["x": documented, "all": PermissionTests.all] },
                PermissionTests.user("d") { $0.inline = ["all": PermissionTests.all] }, .console("e"),
                SampleUser("f").with {
                    $0.inline = ["x": documented, "all": PermissionTests.all]
                    $0.keys = [.init()]
                },
                SampleUser("g").with {
                    $0.inline = ["all": PermissionTests.all]
                    $0.keys = [.init()]
                }, SampleUser("h"), PermissionTests.user("i") { $0.attached = ["arn:aws:iam::aws:policy/Gone"] },
            ]
        },
        VerdictCase(
            .dutyPolicyProved, "the account's rule lets users change their password, and nobody knows it",
            ["user/a": "fail", "user/b": "pass"]
        ) {
            $0.users = [.console("a"), PermissionTests.user("b") { $0.inline = ["duty": shipped] }]
        },
        VerdictCase(.dutyPolicyProved, "the account's rule is not known", ["user/a": "unknown", "user/b": "pass"]) {
            $0.passwordPolicy = nil
            $0.users = [.console("a"), PermissionTests.user("b") { $0.inline = ["duty": shipped] }]
        },
        VerdictCase(
            .userPathBreaksDuty, "a path under the seed's policy, under the shipped one, no path, no duty, unreadable",
            ["user/a": "fail", "user/b": "pass", "user/c": "n/a", "user/d": "pass", "user/e": "unknown"]
        ) {
            $0.users = [
                PermissionTests.user("a") {
                    $0.path = "/dev/"
                    $0.inline = ["x": seedGate]
                },
                PermissionTests.user("b") {
                    $0.path = "/dev/"
                    $0.inline = ["x": shipped]
                },
                PermissionTests.user("c") { $0.inline = ["x": seedGate] }, PermissionTests.user("d") { $0.path = "/dev/" },
                PermissionTests.user("e") {
                    $0.path = "/dev/"
                    $0.attached = ["arn:aws:iam::aws:policy/Gone"]
                },
            ]
        },
        VerdictCase(
            .passwordLockoutTrap, "expired, soon, later, with MFA, not denied, no password",
            [
                "user/a": "fail", "user/b": "fail", "user/c": "unknown", "user/d": "pass", "user/e": "pass", "user/f": "n/a",
            ]
        ) {
            $0.groups = [SampleGroup(name: "mfa-required", inline: ["duty": shipped])]
            func waiting(_ name: String, _ next: Double?) -> SampleUser {
                PermissionTests.user(name) {
                    $0.groups = ["mfa-required"]
                    $0.mfa = false
                    $0.password?.next = next.map { SampleAccount.ago(-$0) }
                }
            }
            $0.users = [
                waiting("a", -1), waiting("b", 14), waiting("c", 15), waiting("d", 1).with { $0.mfa = true },
                .console("e", mfa: false), SampleUser("f"),
            ]
        },
        VerdictCase(.passwordLockoutTrap, "only an administrator may renew, but nothing expires", ["user/a": "unknown"]) {
            $0.passwordPolicy = #"{"MinimumPasswordLength": 14, "HardExpiry": true}"#
            $0.users = [
                PermissionTests.user("a") {
                    $0.mfa = false
                    $0.inline = ["duty": shipped]
                }
            ]
        },
        VerdictCase(.passwordLockoutTrap, "only an administrator may renew", ["user/a": "fail"]) {
            $0.passwordPolicy = SampleAccount.strictPasswords.replacing("}", with: #", "HardExpiry": true}"#)
            $0.users = [
                PermissionTests.user("a") {
                    $0.mfa = false
                    $0.inline = ["duty": shipped]
                }
            ]
        },
    ])
    func `the duty policy is judged by what it denies`(_ line: VerdictCase) throws { try line.test() }
}
