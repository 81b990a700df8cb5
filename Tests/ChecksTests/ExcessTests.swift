import Checks
import IAM
import Lifecycle
import Testing

@Suite struct ExcessTests {
    private typealias Own = SamplePolicy

    /// An account with a profile's group, the duty group, and people who hold more than that.
    private static var account: SampleAccount {
        var account = SampleAccount()
        account.groups = [
            SampleGroup(name: "developers", inline: ["access": Own.allow("s3:*", on: "arn:aws:s3:::code/*")]),
            SampleGroup(name: "duty", inline: ["duty": DutyPolicy.document(in: .aws)]),
            SampleGroup(name: "admins", inline: ["all": Own.allow("*")]),
            SampleGroup(name: "readers", inline: ["read": Own.allow("s3:GetObject", on: "arn:aws:s3:::code/*")]),
        ]
        account.users = [
            .console("clean").with { $0.groups = ["developers", "duty"] },
            .console("covered").with { $0.groups = ["developers", "duty", "readers"] },
            .console("more").with {
                $0.groups = ["developers", "duty"]
                $0.inline = ["extra": Own.allow("ec2:Describe*")]
            },
            .console("boss").with { $0.groups = ["admins", "duty"] }, .console("open").with { $0.groups = ["developers"] },
            .console("climber").with {
                $0.groups = ["duty"]
                $0.inline = [
                    "own": Own.statements(
                        Own.statement("Allow", "Action", ["s3:ListAllMyBuckets"]), Own.statement("Allow", "Action", ["iam:PutUserPolicy"]))
                ]
            },
        ]
        account.lastAccessed = ["more": ["s3": SampleAccount.ago(2), "ec2": nil]]
        return account
    }

    private static func survey() throws -> ExcessSurvey {
        let groups: Set<GroupName> = [try GroupName("developers")]
        let approved = ApprovedAccess(approved: groups, profile: groups)
        let names = try ["clean", "covered", "more", "open"].map { try UserName($0) }
        let records = AccessRecords.known(
            Dictionary(uniqueKeysWithValues: names.map { ($0, approved) }), dutyGroup: try GroupName("duty"))
        return ExcessSurvey(try account.view(), records, Limits())
    }

    @Test(arguments: [
        ("clean", "no danger; beyond approved 0, beyond profile 0, unused services unknown"),
        ("covered", "no danger; beyond approved 1, beyond profile 0, unused services unknown"),
        ("more", "no danger; beyond approved 1, beyond profile 1, unused services 1"),
        ("boss", "administrator; beyond approved 1, beyond profile 1, unused services unknown"),
        ("open", "no-mfa; beyond approved 0, beyond profile 0, unused services unknown"),
        ("climber", "escalation; beyond approved 1, beyond profile 1, unused services unknown"),
    ])
    func `what somebody has too much of is told by kind, and what is not known is never zero`(user: String, summary: String) throws {
        var survey = try Self.survey()
        let excess = try #require(survey.excess(of: try UserName(user)))
        #expect(excess.summary.text(.english) == summary)
        #expect(excess.isThere == (user != "clean"))
        #expect(excess.isThere == excess.summary.isThere)
    }

    @Test func `users are ranked by their worst danger, then by how much there is`() throws {
        var survey = try Self.survey()
        #expect(survey.all().map(\.user.text) == ["boss", "climber", "open", "more", "covered", "clean"])
    }

    @Test func `without records, what was approved is unknown and not nothing`() throws {
        var survey = ExcessSurvey(try Self.account.view(), .unknown, Limits())
        for excess in survey.all() { #expect(excess.beyondApproved.count == nil && excess.beyondProfile.count == nil) }
    }

    private static func change(against kind: Danger.Kind, of name: String, in account: SampleAccount) throws -> SmallestChange? {
        var survey = ExcessSurvey(try account.view(), .unknown, Limits())
        let excess = try #require(survey.excess(of: try UserName(name)))
        let danger = try #require(excess.dangers.first { $0.kind == kind && $0.isCertain })
        return survey.smallestChange(against: danger, of: excess.user)
    }

    @Test func `one statement is less than its policy, and two groups are taken where one is not enough`() throws {
        let group = try Self.change(against: .administrator, of: "boss", in: Self.account)
        #expect(group == .take([.membership(try GroupName("admins"))]))
        let statement = try Self.change(against: .escalation, of: "climber", in: Self.account)
        #expect(statement == .take([.statement(1, of: try PolicyName("own"))]))
        var account = Self.account
        account.groups += [
            SampleGroup(name: "too", inline: ["all": Own.allow("*")]), SampleGroup(name: "three", inline: ["all": Own.allow("*")]),
        ]
        account.users.append(.console("twice").with { $0.groups = ["admins", "too", "duty"] })
        account.users.append(.console("thrice").with { $0.groups = ["admins", "too", "three", "duty"] })
        let two = try Self.change(against: .administrator, of: "twice", in: account)
        #expect(two == .take([.membership(try GroupName("admins")), .membership(try GroupName("too"))]))
        #expect(try Self.change(against: .administrator, of: "thrice", in: account) == nil)
    }

    @Test func `whoever can act without MFA comes under the duty policy, and a change that brings another danger is none`() throws {
        #expect(try Self.change(against: .withoutMFA, of: "open", in: Self.account) == .duty)
        // The group that makes an administrator is also the one that demands MFA.
        var account = Self.account
        account.groups.append(
            SampleGroup(name: "both", inline: ["all": Own.allow("*"), "duty": DutyPolicy.document(in: .aws)]))
        account.users.append(
            .console("tied").with {
                $0.groups = ["both"]
                $0.inline = ["rest": Own.allow("s3:*")]
            })
        #expect(try Self.change(against: .administrator, of: "tied", in: account) == nil)
    }

    @Test func `data that are read everywhere are named, and those in one place are not`() throws {
        var account = SampleAccount()
        account.users = [
            .console("all").with { $0.inline = ["x": Own.allow("secretsmanager:*", "dynamodb:Scan", "kms:Decrypt")] },
            .console("one").with { $0.inline = ["x": Own.allow("s3:GetObject", on: "arn:aws:s3:::mine/*")] },
        ]
        var survey = ExcessSurvey(try account.view(), .unknown, Limits())
        let data = survey.excess(of: try UserName("all"))?.dangers.first { $0.kind == .data }
        #expect(
            data?.sentences.map(\.en) == [
                "can read every secret of Secrets Manager", "can read what any KMS key decrypts", "can read every table in DynamoDB",
            ])
        #expect(survey.excess(of: try UserName("one"))?.dangers.contains { $0.kind == .data } == false)
    }
}
