import IAM
import Testing

/// The policy that the product came from, with what is right and wrong about it.
@Suite struct SeedPolicyTests {
    /// `policy-iam-user-duty` as it was published.
    static let text = """
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "AllowViewAccountInfo",
                    "Effect": "Allow",
                    "Action": [
                        "iam:GetAccountPasswordPolicy",
                        "iam:GetAccountSummary",
                        "iam:ListVirtualMFADevices"
                    ],
                    "Resource": "*"
                },
                {
                    "Sid": "AllowManageOwnPasswords",
                    "Effect": "Allow",
                    "Action": [
                        "iam:ChangePassword",
                        "iam:GetUser"
                    ],
                    "Resource": "arn:aws:iam::*:user/${aws:username}"
                },
                {
                    "Sid": "AllowManageOwnSigningCertificates",
                    "Effect": "Allow",
                    "Action": [
                        "iam:DeleteSigningCertificate",
                        "iam:ListSigningCertificates",
                        "iam:UpdateSigningCertificate",
                        "iam:UploadSigningCertificate"
                    ],
                    "Resource": "arn:aws:iam::*:user/${aws:username}"
                },
                {
                    "Sid": "AllowManageOwnSSHPublicKeys",
                    "Effect": "Allow",
                    "Action": [
                        "iam:DeleteSSHPublicKey",
                        "iam:GetSSHPublicKey",
                        "iam:ListSSHPublicKeys",
                        "iam:UpdateSSHPublicKey",
                        "iam:UploadSSHPublicKey"
                    ],
                    "Resource": "arn:aws:iam::*:user/${aws:username}"
                },
                {
                    "Sid": "AllowManageOwnGitCredentials",
                    "Effect": "Allow",
                    "Action": [
                        "iam:CreateServiceSpecificCredential",
                        "iam:DeleteServiceSpecificCredential",
                        "iam:ListServiceSpecificCredentials",
                        "iam:ResetServiceSpecificCredential",
                        "iam:UpdateServiceSpecificCredential"
                    ],
                    "Resource": "arn:aws:iam::*:user/${aws:username}"
                },
                {
                    "Sid": "AllowManageOwnVirtualMFADevice",
                    "Effect": "Allow",
                    "Action": [
                        "iam:CreateVirtualMFADevice",
                        "iam:DeleteVirtualMFADevice"
                    ],
                    "Resource": "arn:aws:iam::*:mfa/${aws:username}"
                },
                {
                    "Sid": "AllowManageOwnUserMFA",
                    "Effect": "Allow",
                    "Action": [
                        "iam:DeactivateMFADevice",
                        "iam:EnableMFADevice",
                        "iam:ListMFADevices",
                        "iam:ResyncMFADevice"
                    ],
                    "Resource": "arn:aws:iam::*:user/${aws:username}"
                },
                {
                    "Sid": "DenyAllExceptListedIfNoMFA",
                    "Effect": "Deny",
                    "NotAction": [
                        "iam:CreateVirtualMFADevice",
                        "iam:EnableMFADevice",
                        "iam:GetUser",
                        "iam:ListMFADevices",
                        "iam:ListVirtualMFADevices",
                        "iam:ResyncMFADevice",
                        "sts:GetSessionToken"
                    ],
                    "Resource": "*",
                    "Condition": {
                        "BoolIfExists": {
                            "aws:MultiFactorAuthPresent": "false"
                        }
                    }
                }
            ]
        }
        """

    private func decide(
        _ action: String, on resource: String, _ session: Session, path: String = "/", with more: [AppliedPolicy] = []
    ) throws -> Evaluation.Decision {
        let asked = try request(action, on: resource, by: .user(userARN("alice", path: path)), session.context)
        let duty = AppliedPolicy("policy-iam-user-duty", try document(Self.text, as: .userInline))
        return evaluate(asked, under: PolicySet(identity: [duty] + more)).decision
    }

    @Test func `it fits into a user's inline policy with 1,808 characters`() throws {
        #expect(try document(Self.text, as: .userInline).size == 1_808)
    }

    private static let user = "arn:aws:iam::111122223333:user/alice"
    private static let device = "arn:aws:iam::111122223333:mfa/alice"

    /// A allowed, D explicitly denied, i implicitly denied: at the console without MFA, with an access key, with MFA.
    @Test(arguments: [
        ("iam:GetUser", user, "AAA"), ("iam:ListMFADevices", user, "AAA"), ("iam:ListVirtualMFADevices", "*", "AAA"),
        ("iam:EnableMFADevice", user, "AAA"), ("iam:ResyncMFADevice", user, "AAA"), ("iam:CreateVirtualMFADevice", device, "AAA"),
        ("iam:CreateVirtualMFADevice", "arn:aws:iam::111122223333:mfa/iphone", "iii"), ("iam:GetMFADevice", user, "DDi"),
        ("iam:ChangePassword", user, "DDA"), ("iam:GetAccountPasswordPolicy", "*", "DDA"), ("iam:GetAccountSummary", "*", "DDA"),
        ("iam:DeleteVirtualMFADevice", device, "DDA"), ("iam:DeactivateMFADevice", user, "DDA"), ("iam:ListAccessKeys", user, "DDi"),
        ("iam:CreateAccessKey", user, "DDi"), ("iam:GetLoginProfile", user, "DDi"), ("iam:ListUsers", "*", "DDi"),
        ("s3:ListAllMyBuckets", "*", "DDi"), ("ec2:DescribeInstances", "*", "DDi"),
    ])
    func `it decides as was published`(_ action: String, _ resource: String, _ expected: String) throws {
        let letters = try Session.allCases.map { try decide(action, on: resource, $0).letter }
        #expect(letters.joined() == expected, "\(action) on \(resource)")
    }

    @Test(arguments: ["iam:GetUser", "iam:ListMFADevices", "iam:EnableMFADevice"])
    func `a user with a path is locked out: it can never enrol`(_ action: String) throws {
        let own = "arn:aws:iam::111122223333:user/dev/alice"
        #expect(try decide(action, on: own, .consoleWithoutMFA, path: "/dev/") == .implicitDeny)
    }

    @Test(arguments: ["iam:GetUser", "iam:ListMFADevices", "iam:EnableMFADevice", "iam:ResyncMFADevice"])
    func `with AdministratorAccess a user without MFA reaches the devices of others`(_ action: String) throws {
        let other = "arn:aws:iam::111122223333:user/bob"
        let administrator = try policy(allowAll, as: .managed)
        #expect(try decide(action, on: other, .consoleWithoutMFA, with: [administrator]) == .allowed)
        #expect(try decide(action, on: other, .accessKey, with: [administrator]) == .allowed)
    }

    @Test func `the password policy's grant does not help a new user over the gate`() throws {
        let asked = try request("iam:ChangePassword", on: Self.user, Session.consoleWithoutMFA.context)
        var set = PolicySet(usersMayChangePassword: true)
        #expect(evaluate(asked, under: set).decision == .allowed)
        set.identity = [AppliedPolicy("duty", try document(Self.text))]
        let answer = evaluate(asked, under: set)
        #expect(answer.decision == .explicitDeny)
        #expect(answer.statements.map(\.sid) == ["DenyAllExceptListedIfNoMFA"])
        #expect(answer.statements.map(\.position) == [TextPosition(line: 78, column: 9)])
    }
}

/// How a user signs in.
enum Session: CaseIterable {
    case consoleWithoutMFA, accessKey, withMFA

    /// Long-term keys have no such key in their requests.
    var context: [ContextKey: ContextValue] {
        switch self {
        case .consoleWithoutMFA: ["aws:MultiFactorAuthPresent": "false"]
        case .accessKey: [:]
        case .withMFA: ["aws:MultiFactorAuthPresent": "true"]
        }
    }
}

extension Evaluation.Decision {
    /// As the tables write it.
    var letter: String {
        switch self {
        case .allowed: "A"
        case .explicitDeny: "D"
        case .implicitDeny: "i"
        case .undetermined: "?"
        }
    }
}
