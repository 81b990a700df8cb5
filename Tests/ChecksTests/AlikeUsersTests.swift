import Checks
import IAM
import Testing

/// Users with the same policies are looked at together; that must not show.
@Suite struct AlikeUsersTests {
    private static let judged: [CheckID] = [
        .dutyPolicyAttached, .dutyPolicyProved, .userPathBreaksDuty, .administrator, .administratorWithoutMFA, .auditCanBeDisabled,
        .directPermission, .passwordLockoutTrap,
    ]

    @Test(arguments: (0..<30).map { UInt64($0) * 7_919 + 1 })
    func `a user among others is judged as a user alone`(seed: UInt64) throws {
        let account = Self.account(seed)
        let together = Self.told(try account.view())
        #expect(together.count > 10)
        for user in account.users {
            var alone = account
            alone.users = [user]
            let told = Self.told(try alone.view())
            let among = together.filter { $0.subject.user?.text == user.name }
            #expect(among.map(\.text) == told.filter { $0.subject.user != nil }.map(\.text), "seed \(seed), \(user.name)")
        }
    }

    @Test(arguments: (0..<30).map { UInt64($0) * 7_919 + 1 })
    func `users of the same groups have the same dangers as each alone`(seed: UInt64) throws {
        let account = Self.account(seed)
        var survey = ExcessSurvey(try account.view(), .unknown, Limits())
        for excess in survey.all() {
            var alone = account
            alone.users = account.users.filter { $0.name == excess.user.text }
            var single = ExcessSurvey(try alone.view(), .unknown, Limits())
            let found = single.excess(of: excess.user)
            let other = try #require(found)
            #expect(Self.ownDangers(of: excess) == Self.ownDangers(of: other), "seed \(seed), \(excess.user)")
        }
    }

    @Test(arguments: (0..<30).map { UInt64($0) * 7_919 + 1 })
    func `what is gathered for many is what is gathered for one`(seed: UInt64) throws {
        let snapshot = try Self.account(seed).read()
        var gathering = GivenPolicyGathering(snapshot)
        for user in snapshot.users {
            let given = gathering.policies(given: user)
            let (many, one) = (snapshot.principal(user, own: snapshot.ownPolicies(of: user), given: given), snapshot.principal(user))
            #expect(many.policies.identity.map(\.name) == one.policies.identity.map(\.name), "seed \(seed), \(user.name)")
            #expect(many.policies.identity.map(\.document.text) == one.policies.identity.map(\.document.text))
            #expect(many.policies.boundary?.name == one.policies.boundary?.name && many.unreadable == one.unreadable)
        }
    }

    private static func told(_ view: ExaminedAccount) -> [(subject: Subject, text: String)] {
        let examination = Examination(of: view, with: Limits(), checks: judged)
        let findings = examination.findings.map { finding in
            let defect = finding.defect
            // A user's line in the file is another when it stands there alone.
            let evidence = defect.evidence.map { "\($0.what) \($0.value) \($0.place.isLine ? "" : $0.source)" }
            return (finding.subject, "\(finding.id) \(defect.message) \(evidence) \(defect.remedy)")
        }
        return findings + examination.unknowns.map { ($0.subject, "\($0.check) \($0.subject) \($0.reason)") }
    }

    /// What a user holds by itself: a way to administrator leads over others, who are not there when it stands alone.
    private static func ownDangers(of excess: Excess) -> [String] {
        excess.dangers.filter { $0.kind != .escalation }.map(text)
    }

    private static func text(_ danger: Danger) -> String {
        "\(danger.kind) \(danger.sentences) \(danger.statements) \(danger.doubt.map { "\($0)" } ?? "")"
    }

    /// Few groups and few attachments, so that many users have the same of them; some of which are about one user only.
    private static func account(_ seed: UInt64) -> SampleAccount {
        var dice = Dice(seed: seed)
        var account = SampleAccount()
        account.policies = texts.enumerated().map { .own("policy\($0)", $1) }
        account.groups = (0..<4).map { number in
            SampleGroup(name: "group\(number)", inline: ["own": pick(&dice)], attached: [arn(&dice), arn(&dice)])
        }
        account.users = (0..<12).map { number in
            var user = SampleUser("user\(number)", mfa: dice.throwsOne(in: 2))
            if !dice.throwsOne(in: 4) { user.password = .init(used: SampleAccount.ago(1), next: SampleAccount.ago(-3)) }
            if dice.throwsOne(in: 2) { user.keys = [.init()] }
            if dice.throwsOne(in: 4) { user.path = "/team/" }
            user.groups = (0..<4).filter { _ in dice.throwsOne(in: 2) }.map { "group\($0)" }
            if dice.throwsOne(in: 3) { user.inline = ["mine": pick(&dice)] }
            if dice.throwsOne(in: 3) { user.attached = [arn(&dice)] }
            if dice.throwsOne(in: 5) { user.boundary = arn(&dice) }
            return user
        }
        return account
    }

    private static func pick(_ dice: inout Dice) -> String { texts[Int.random(in: 0..<texts.count, using: &dice)] }

    private static func arn(_ dice: inout Dice) -> String {
        "arn:aws:iam::\(SampleAccount.number):policy/policy\(Int.random(in: 0..<texts.count, using: &dice))"
    }

    private static let texts: [String] = {
        let own = "arn:aws:iam::\(SampleAccount.number):user/"
        let gate = SamplePolicy.statement(
            "Deny", "NotAction", ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:ListMFADevices"], "*",
            #"{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}"#)
        let once = #"{"StringEquals": {"aws:username": "user3"}}"#
        return [
            SamplePolicy.allow("s3:Get*", "ec2:Describe*"), SamplePolicy.allow("*"), SamplePolicy.statements(gate),
            SamplePolicy.allow("iam:CreateAccessKey", "iam:ChangePassword", on: own + "${aws:username}"),
            SamplePolicy.allow("iam:*", on: own + "user3"), SamplePolicy.allow("secretsmanager:GetSecretValue", if: once),
            SamplePolicy.allow("sqs:*", if: #"{"StringEquals": {"aws:PrincipalTag/team": "pay"}}"#),
            SamplePolicy.statements(SamplePolicy.statement("Deny", "Action", ["*"], "*", once)),
            SamplePolicy.allow("cloudtrail:*", "s3:GetObject", "kms:Decrypt"), "{\"Statement\": [{\"Effect\": \"Maybe\"}]}",
            DutyVariant.strict.document(in: .aws),
        ]
    }()
}

extension Evidence.Place {
    fileprivate var isLine: Bool { if case .line = self { true } else { false } }
}
