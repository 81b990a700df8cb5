import IAM
import Testing

@Suite struct DutyPolicyTests {
    private static let account = "111122223333"

    private func letters(
        _ action: String, on resource: String, path: String = "/", in partition: Partition = .aws, isAdministrator: Bool
    ) throws -> String {
        let duty = AppliedPolicy("duty", try document(DutyPolicy.document(in: partition), as: .managed))
        let identity = isAdministrator ? [duty, try policy(allowAll, as: .managed)] : [duty]
        let caller = Caller.user(userARN("alice", path: path, in: partition))
        return try Session.allCases.map { session in
            let asked = try request(action, on: resource, by: caller, session.context)
            return evaluate(asked, under: PolicySet(identity: identity)).decision.letter
        }.joined()
    }

    @Test(arguments: Partition.allCases)
    func `it is a managed policy of seven statements, and fits into a group's inline policy`(_ partition: Partition) throws {
        let text = DutyPolicy.document(in: partition)
        let parsed = try document(text, as: .managed)
        #expect(parsed.statements.count == 7)
        #expect(parsed.size < 6_144)
        #expect(throws: Never.self) { try document(text, as: .groupInline) }
        #expect(try document(parsed.canonicalText).canonicalText == parsed.canonicalText)
    }

    /// What is asked; the decisions without and with AdministratorAccess: at the console without MFA, with an access key,
    /// with MFA. `~` is the caller's own user.
    private static let table = [
        ("iam:GetUser", "~", "AAA", "AAA"), ("iam:ListMFADevices", "~", "AAA", "AAA"), ("iam:GetMFADevice", "~", "AAA", "AAA"),
        ("iam:EnableMFADevice", "~", "AAA", "AAA"), ("iam:ResyncMFADevice", "~", "AAA", "AAA"),
        ("iam:ListVirtualMFADevices", "*", "AAA", "AAA"), ("iam:CreateVirtualMFADevice", "mfa/alice", "AAA", "AAA"),
        ("iam:CreateVirtualMFADevice", "mfa/alice-2", "AAA", "AAA"), ("iam:CreateVirtualMFADevice", "mfa/iphone", "DDi", "DDA"),
        ("iam:CreateVirtualMFADevice", "mfa/alice2", "DDi", "DDA"), ("iam:CreateVirtualMFADevice", "mfa/malice", "DDi", "DDA"),
        ("iam:CreateVirtualMFADevice", "mfa/ALICE", "DDi", "DDA"),
        ("iam:ChangePassword", "~", "DDA", "DDA"), ("iam:GetAccountPasswordPolicy", "*", "DDA", "DDA"),
        ("iam:GetLoginProfile", "~", "DDA", "DDA"), ("iam:DeactivateMFADevice", "~", "DDA", "DDA"),
        ("iam:DeleteVirtualMFADevice", "mfa/alice", "DDA", "DDA"), ("iam:DeleteVirtualMFADevice", "mfa/bob", "DDi", "DDA"),
        ("iam:CreateAccessKey", "~", "DDA", "DDA"), ("iam:ListAccessKeys", "~", "DDA", "DDA"), ("iam:UpdateAccessKey", "~", "DDA", "DDA"),
        ("iam:DeleteAccessKey", "~", "DDA", "DDA"), ("iam:GetAccessKeyLastUsed", "~", "DDA", "DDA"),
        ("iam:ChangePassword", "user/bob", "DDi", "DDA"), ("iam:DeactivateMFADevice", "user/bob", "DDi", "DDA"),
        ("iam:GetUser", "user/bob", "DDi", "DDA"), ("iam:ListMFADevices", "user/bob", "DDi", "DDA"),
        ("iam:GetMFADevice", "user/bob", "DDi", "DDA"), ("iam:EnableMFADevice", "user/bob", "DDi", "DDA"),
        ("iam:EnableMFADevice", "user/malice", "DDi", "DDA"), ("iam:EnableMFADevice", "user/dev/malice", "DDi", "DDA"),
        ("iam:EnableMFADevice", "user/alice/bob", "DDi", "DDA"), ("iam:ResyncMFADevice", "user/dev/bob", "DDi", "DDA"),
        ("iam:CreateUser", "user/eve", "DDi", "DDA"), ("iam:AttachUserPolicy", "~", "DDi", "DDA"), ("iam:ListUsers", "*", "DDi", "DDA"),
        ("iam:GetAccountSummary", "*", "DDi", "DDA"), ("s3:ListAllMyBuckets", "*", "DDi", "DDA"), ("ec2:RunInstances", "*", "DDi", "DDA"),
        ("sts:AssumeRole", "role/any", "DDi", "DDA"),
    ]

    @Test(arguments: table, ["/", "/dev/", "/dev/team/"])
    func `without MFA a user can enrol itself and nothing else, whatever is attached`(
        _ row: (action: String, resource: String, alone: String, administrator: String), _ path: String
    ) throws {
        for partition in Partition.allCases {
            let name = row.resource.replacing("~", with: "user\(path)alice")
            let resource = name == "*" ? "*" : "arn:\(partition.rawValue):iam::\(Self.account):\(name)"
            let alone = try letters(row.action, on: resource, path: path, in: partition, isAdministrator: false)
            let administrator = try letters(row.action, on: resource, path: path, in: partition, isAdministrator: true)
            #expect(alone == row.alone, "\(row.action) on \(resource)")
            #expect(administrator == row.administrator, "\(row.action) on \(resource) with AdministratorAccess")
        }
    }

    @Test func `without its gates it still opens nothing but enrolment to a user without MFA`() throws {
        let whole = try document(DutyPolicy.document(in: .aws))
        let allows = whole.statements.filter { $0.effect == .allow }
        let open = allows.filter { $0.conditions.isEmpty }.flatMap(\.actions.items).map(\.text)
        #expect(
            Set(open) == [
                "iam:GetAccountPasswordPolicy", "iam:ListVirtualMFADevices", "iam:EnableMFADevice", "iam:GetMFADevice", "iam:GetUser",
                "iam:ListMFADevices", "iam:ResyncMFADevice", "iam:CreateVirtualMFADevice",
            ])
    }

    @Test func `a role's session, which has no user name, can do nothing under it without MFA`() throws {
        let role = ARN(partition: .aws, service: "iam", account: Self.account, resource: "role/r")
        let session = ARN(partition: .aws, service: "sts", account: Self.account, resource: "assumed-role/r/s")
        let set = PolicySet(identity: [AppliedPolicy("duty", try document(DutyPolicy.document(in: .aws))), try policy(allowAll)])
        let asked = try request("iam:EnableMFADevice", on: "arn:aws:iam::\(Self.account):user/alice", by: .roleSession(session, of: role))
        let answer = evaluate(asked, under: set)
        #expect(answer.decision == .explicitDeny)
        #expect(answer.missingKeys == ["aws:MultiFactorAuthPresent", "aws:username"])
    }

    @Test(arguments: ["iam:GetUser", "s3:GetObject", "sts:AssumeRole"], Session.allCases)
    func `the cut policy takes everything away`(_ action: String, _ session: Session) throws {
        let cut = AppliedPolicy("cut", try document(CutPolicy.document, as: .userInline))
        let set = PolicySet(identity: [cut, try policy(allowAll)], usersMayChangePassword: true)
        #expect(evaluate(try request(action, session.context), under: set).decision == .explicitDeny)
    }
}
