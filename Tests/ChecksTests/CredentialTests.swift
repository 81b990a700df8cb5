import Checks
import IAM
import Testing

@Suite struct CredentialTests {
    static let ago = SampleAccount.ago

    @Test(arguments: [
        VerdictCase(
            .consoleUserMFA, "with, without, no password, after the report",
            ["user/a": "pass", "user/b": "fail", "user/c": "n/a", "user/d": "unknown"]
        ) {
            $0.users = [
                .console("a"), .console("b", mfa: false), SampleUser("c"),
                SampleUser("d").with {
                    $0.isReported = false
                    $0.created = ago(0)
                },
            ]
        },
        VerdictCase(.consoleUserMFA, "a stale report", ["user/a": "unknown"]) {
            $0.users = [.console("a")]
            $0.reportAge = 25 * 3600
        },
        VerdictCase(.consoleUserMFA, "a report of four hours", ["user/a": "pass"]) {
            $0.users = [.console("a")]
            $0.reportAge = 4 * 3600
        },
        VerdictCase(.passwordUnused, "44 days, 45 days", ["user/a": "pass", "user/b": "fail"]) {
            $0.users = [
                .console("a").with { $0.password?.used = ago(44.9) }, .console("b").with { $0.password?.used = ago(45) },
            ]
        },
        VerdictCase(
            .passwordUnused, "never used: by the age of the password",
            ["user/a": "pass", "user/b": "fail", "user/c": "unknown", "user/d": "n/a"]
        ) {
            $0.users = [
                .console("a").with { $0.password = .init(changed: ago(44)) }, .console("b").with { $0.password = .init(changed: ago(46)) },
                .console("c").with { $0.password = .init(changed: nil) }, SampleUser("d"),
            ]
        },
        VerdictCase(.passwordUnused, "another threshold", ["user/a": "pass"], limits: Limits([.unusedDays: 90])) {
            $0.users = [.console("a").with { $0.password?.used = ago(60) }]
        },
        VerdictCase(
            .keyUnused, "used, unused, never used young and old, inactive",
            ["user/a/key/1": "pass", "user/a/key/2": "fail", "user/b/key/1": "pass", "user/b/key/2": "fail", "user/c/key/1": "n/a"]
        ) {
            $0.users = [
                SampleUser("a").with { $0.keys = [.init(used: ago(44)), .init(made: ago(100), used: ago(45))] },
                SampleUser("b").with { $0.keys = [.init(made: ago(44), used: nil), .init(made: ago(45), used: nil)] },
                SampleUser("c").with { $0.keys = [.init(isActive: false, made: ago(300), used: nil)] },
            ]
        },
        VerdictCase(.keyUnused, "nobody knows when it was made", ["user/a/key/1": "unknown"]) {
            $0.users = [SampleUser("a").with { $0.keys = [.init(made: nil, used: nil)] }]
        },
        VerdictCase(
            .keyAge, "90 days, more, inactive, unknown",
            ["user/a/key/1": "pass", "user/a/key/2": "fail", "user/b/key/1": "n/a", "user/b/key/2": "unknown"]
        ) {
            $0.users = [
                SampleUser("a").with { $0.keys = [.init(made: ago(90)), .init(made: ago(90.1))] },
                SampleUser("b").with { $0.keys = [.init(isActive: false, made: ago(300)), .init(made: nil)] },
            ]
        },
        VerdictCase(.keyAge, "made after the report", ["user/a": "unknown"]) {
            $0.users = [
                SampleUser("a").with {
                    $0.isReported = false
                    $0.created = ago(0)
                }
            ]
        },
        VerdictCase(.twoActiveKeys, "two, one and an inactive one, none", ["user/a": "fail", "user/b": "pass", "user/c": "n/a"]) {
            $0.users = [
                SampleUser("a").with { $0.keys = [.init(), .init()] },
                SampleUser("b").with { $0.keys = [.init(), .init(isActive: false)] }, SampleUser("c"),
            ]
        },
        VerdictCase(.twoActiveKeys, "a stale report", ["user/a": "unknown"]) {
            $0.users = [SampleUser("a").with { $0.keys = [.init()] }]
            $0.reportAge = 48 * 3600
        },
        VerdictCase(
            .keyAtCreation, "with the user, used since, later, no console, unknown",
            ["user/a": "fail", "user/b": "pass", "user/c": "pass", "user/d": "n/a", "user/e": "unknown"]
        ) {
            $0.users = [
                .console("a").with { $0.keys = [.init(made: ago(400).addingTimeInterval(20), used: nil)] },
                .console("b").with { $0.keys = [.init(made: ago(400), used: ago(3))] },
                .console("c").with { $0.keys = [.init(made: ago(399), used: nil)] },
                SampleUser("d").with { $0.keys = [.init(made: ago(400), used: nil)] },
                .console("e").with { $0.keys = [.init(made: nil, used: nil)] },
            ]
        },
        VerdictCase(
            .inactiveUser, "by password, by key, by none, never, young",
            ["user/a": "pass", "user/b": "pass", "user/c": "fail", "user/d": "fail", "user/e": "pass"]
        ) {
            $0.users = [
                .console("a"), SampleUser("b").with { $0.keys = [.init(), .init(used: ago(200))] },
                .console("c").with {
                    $0.password?.used = ago(90)
                    $0.keys = [.init(used: ago(91))]
                }, SampleUser("d"),
                SampleUser("e").with { $0.created = ago(89) },
            ]
        },
        VerdictCase(.inactiveUser, "made after the report", ["user/a": "unknown"]) {
            $0.users = [
                SampleUser("a").with {
                    $0.isReported = false
                    $0.created = ago(0)
                }
            ]
        },
        VerdictCase(
            .credentialLeftOver, "a certificate, a device of nobody's, one of somebody's",
            [
                "user/a/signing-certificate/1": "fail", "user/b": "pass", "mfa-device/arn:aws:iam::123456789012:mfa/x": "fail",
                "mfa-device/arn:aws:iam::123456789012:mfa/b": "pass",
            ]
        ) {
            $0.users = [SampleUser("a").with { $0.hasCertificate = true }, .console("b")]
            $0.devices = [("arn:aws:iam::123456789012:mfa/x", nil), ("arn:aws:iam::123456789012:mfa/b", "b")]
        },
        VerdictCase(.credentialLeftOver, "no list of devices", ["account": "unknown"]) { $0.devices = nil },
        VerdictCase(.centralIdentity, "people with passwords", ["account": "fail"]) { $0.users = [.console("a")] },
        VerdictCase(.centralIdentity, "machines only", ["account": "pass"]) { $0.users = [SampleUser("a")] },
        VerdictCase(.centralIdentity, "a stale report", ["account": "unknown"]) {
            $0.users = [SampleUser("a")]
            $0.reportAge = 48 * 3600
        },
    ])
    func `credentials are judged by use and age, at the very day`(_ line: VerdictCase) throws { try line.test() }
}
