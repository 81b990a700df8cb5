import Checks
import IAM
import Testing

@Suite struct AccountTests {
    static func rules(_ length: Int, _ classes: String..., more: String = "") -> String {
        let names = ["Symbols": "symbols", "Numbers": "numbers", "UppercaseCharacters": "upper", "LowercaseCharacters": "lower"]
        let flags = names.sorted { $0.key < $1.key }.map { "\"Require\($0.key)\": \(classes.contains($0.value))" }.joined(separator: ", ")
        return "{\"MinimumPasswordLength\": \(length), \(flags), \"AllowUsersToChangePassword\": true\(more)}"
    }

    private static func table() -> [VerdictCase] {
        func password(_ check: CheckID, _ policy: String?, _ verdict: String, limits: Limits = Limits()) -> VerdictCase {
            VerdictCase(check, policy ?? "not there", ["account": verdict], limits: limits) { $0.passwordPolicy = policy }
        }
        return [
            password(.passwordLength, rules(14), "pass"), password(.passwordLength, rules(13), "fail"),
            password(.passwordLength, "null", "fail"), password(.passwordLength, nil, "unknown"),
            password(.passwordLength, rules(10), "pass", limits: Limits([.passwordLength: 10])),
            password(.passwordReuse, rules(14, more: ", \"PasswordReusePrevention\": 24"), "pass"),
            password(.passwordReuse, rules(14, more: ", \"PasswordReusePrevention\": 23"), "fail"),
            password(.passwordReuse, rules(14), "fail"), password(.passwordReuse, "null", "fail"), password(.passwordReuse, nil, "unknown"),
            password(.passwordRotation, rules(14, more: ", \"MaxPasswordAge\": 90"), "pass"),
            password(.passwordRotation, rules(14, more: ", \"MaxPasswordAge\": 91"), "fail"),
            password(.passwordRotation, rules(14), "fail"), password(.passwordRotation, "null", "fail"),
            password(.passwordRotation, nil, "unknown"),
            password(.passwordSeedCriterion, rules(10, "numbers", "symbols"), "pass"),
            password(.passwordSeedCriterion, rules(10, "lower", "symbols"), "pass"),
            password(.passwordSeedCriterion, rules(8, "upper", "numbers", "symbols"), "pass"),
            password(.passwordSeedCriterion, rules(9, "lower", "symbols"), "fail"),
            password(.passwordSeedCriterion, rules(10, "upper", "lower"), "fail"),
            password(.passwordSeedCriterion, rules(8, "upper", "lower", "numbers"), "fail"),
            password(.passwordSeedCriterion, rules(7, "upper", "lower", "numbers", "symbols"), "fail"),
            password(.passwordSeedCriterion, "null", "fail"), password(.passwordSeedCriterion, nil, "unknown"),
        ]
    }

    @Test(arguments: table())
    func `the rules for passwords are judged as IAM enforces them`(_ line: VerdictCase) throws { try line.test() }

    static let ago = SampleAccount.ago
    static func trust(_ principal: String, if condition: String? = nil, more: String = "") -> String {
        "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \(principal), \"Action\": \"sts:AssumeRole\""
            + (condition.map { ", \"Condition\": \($0)" } ?? "") + "}\(more)]}"
    }

    @Test(arguments: [
        VerdictCase(
            .roleUnused, "used, long ago, never, not told, young, service-linked",
            ["role/a": "pass", "role/b": "fail", "role/c": "fail", "role/d": "unknown", "role/e": "pass", "role/f": "n/a"]
        ) {
            $0.users = [.console("a")]
            $0.roles = [
                SampleRole(name: "a"), SampleRole(name: "b", used: #"{"LastUsedDate": "2026-08-20T00:00:00Z", "Region": "us-east-1"}"#),
                SampleRole(name: "c", used: "{}"), SampleRole(name: "d", used: nil),
                SampleRole(name: "e", created: ago(89), used: "{}"),
                SampleRole(name: "f", path: "/aws-service-role/x.amazonaws.com/", used: "{}"),
            ]
        },
        VerdictCase(
            .roleWithoutOwner, "by tag, in any case, empty, none",
            ["role/a": "pass", "role/b": "pass", "role/c": "fail", "role/d": "fail", "role/e": "n/a"]
        ) {
            $0.roles = [
                SampleRole(name: "a"), SampleRole(name: "b", tags: ["Team": "x"]), SampleRole(name: "c", tags: ["owner": ""]),
                SampleRole(name: "d", tags: ["env": "prod"]), SampleRole(name: "e", path: "/aws-service-role/x.amazonaws.com/", tags: [:]),
            ]
        },
        VerdictCase(
            .roleTrustsOutside, "outside, everybody, with a condition, inside, our other account, federation",
            [
                "role/a": "fail", "role/b": "fail", "role/c": "pass", "role/d": "pass", "role/e": "pass", "role/f": "fail",
                "role/g": "pass",
                "role/h": "pass", "role/i": "unknown", "role/j": "fail", "role/k": "pass",
            ]
        ) {
            let github = #"{"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"}"#
            let deny =
                #", {"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}}"#
            $0.roles = [
                ("a", trust(#"{"AWS": "arn:aws:iam::999999999999:root"}"#)), ("b", trust(#"{"AWS": "*"}"#)),
                ("c", trust(#"{"AWS": "999999999999"}"#, if: #"{"StringEquals": {"sts:ExternalId": "x"}}"#)),
                ("d", trust(#"{"AWS": "123456789012"}"#)), ("e", trust(#"{"AWS": "arn:aws:iam::210987654321:user/x"}"#)),
                ("f", trust(github, if: #"{"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}}"#)),
                ("g", trust(github, if: #"{"StringLike": {"token.actions.githubusercontent.com:sub": "repo:us/*"}}"#)),
                ("h", trust(#"{"Federated": "arn:aws:iam::123456789012:saml-provider/corp"}"#)),
                ("i", trust(#"{"AWS": "*"}"#, more: deny)),
                ("j", trust(#"{"AWS": "999999999999"}"#, if: #"{"Bool": {"aws:SecureTransport": "true"}}"#)), ("k", SampleRole.ec2),
            ].map { SampleRole(name: $0.0, trust: $0.1) }
        },
        VerdictCase(.supportRole, "AWS's policy on a role", ["account": "pass"]) {
            $0.roles = [SampleRole(name: "help", attached: ["arn:aws:iam::aws:policy/AWSSupportAccess"])]
        },
        VerdictCase(.supportRole, "by its own policy", ["account": "pass"]) {
            $0.roles = [SampleRole(name: "help", inline: ["x": SamplePolicy.allow("support:*")])]
        },
        VerdictCase(.supportRole, "only on a user", ["account": "fail"]) {
            $0.users = [SampleUser("a").with { $0.attached = ["arn:aws:iam::aws:policy/AWSSupportAccess"] }]
        },
        VerdictCase(.supportRole, "a role whose policy cannot be read", ["account": "unknown"]) {
            $0.roles = [SampleRole(name: "a", attached: ["arn:aws:iam::aws:policy/Gone"])]
        },
        VerdictCase(.expiredCertificate, "one of each", ["server-certificate/old": "fail", "server-certificate/new": "pass"]) {
            $0.certificates = [("old", ago(1)), ("new", ago(-1))]
        },
        VerdictCase(.expiredCertificate, "none", ["account": "pass"]) { _ in },
        VerdictCase(.expiredCertificate, "not there", ["account": "unknown"]) { $0.certificates = nil },
        VerdictCase(.accessAnalyzer, "one region covered, another in use", ["region/us-east-1": "pass", "region/eu-west-1": "unknown"]) {
            $0.users = [SampleUser("a").with { $0.keys = [.init(region: "eu-west-1")] }]
        },
        VerdictCase(.accessAnalyzer, "unused access and a disabled one do not count", ["account": "fail"]) {
            $0.analyzers = [("us-east-1", "ACCOUNT_UNUSED_ACCESS", "ACTIVE"), ("us-east-1", "ACCOUNT", "DISABLED")]
        },
        VerdictCase(.accessAnalyzer, "not there", ["account": "unknown"]) { $0.analyzers = nil },
        VerdictCase(
            .unusedService, "used, unused, never, young, not read",
            ["user/a": "pass", "user/b": "fail", "user/c": "pass", "user/d": "unknown"]
        ) {
            $0.users = [
                SampleUser("a"), SampleUser("b"), SampleUser("c").with { $0.created = ago(20) }, SampleUser("d"),
            ]
            $0.lastAccessed = ["a": ["s3": ago(3)], "b": ["s3": ago(3), "ec2": ago(91), "rds": nil], "c": ["s3": nil]]
        },
        VerdictCase(.unusedService, "nobody's was read", ["account": "unknown"]) { $0.users = [SampleUser("a"), SampleUser("b")] },
        VerdictCase(.signInFailureLimit, "always", ["account": "unknown"]) { _ in },
        VerdictCase(
            .manualControls, "always",
            [
                "control/contact-details": "unknown", "control/security-contact": "unknown", "control/security-questions": "unknown",
                "control/instance-roles": "unknown", "control/life-cycle": "unknown",
            ]
        ) { _ in },
    ])
    func `roles and the account are judged by what the files tell`(_ line: VerdictCase) throws { try line.test() }
}
