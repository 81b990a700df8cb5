/// The policies by which people keep users without MFA from doing anything else: the duty policy, and two that it grew out of.
public enum DutyVariant: String, Hashable, Sendable, CaseIterable {
    /// The duty policy: `DutyPolicy`, the only one that is proved whatever else is attached.
    case strict
    /// The one that AWS documents. Source: IAM User Guide, "AWS: Allows MFA-authenticated IAM users to manage their own
    /// credentials on the Security credentials page".
    case aws
    /// The one of a well-read article, to the letter; people have it.
    case seed

    /// What it is, in a few words.
    public var summary: String {
        switch self {
        case .strict: "the duty policy of tenure"
        case .aws: "the policy that AWS documents"
        case .seed: "the policy 'policy-iam-user-duty' as it was published"
        }
    }

    /// The document for accounts of that partition: ARNs of another one never match, and would lock users out.
    public func document(in partition: Partition) -> String {
        switch self {
        case .strict: DutyPolicy.document(in: partition)
        case .aws: Self.documented.replacing("arn:aws:", with: "arn:\(partition.rawValue):")
        case .seed: Self.published.replacing("arn:aws:", with: "arn:\(partition.rawValue):")
        }
    }

    private static let documented = #"""
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "AllowViewAccountInfo",
                    "Effect": "Allow",
                    "Action": [
                        "iam:GetAccountPasswordPolicy",
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
                    "Sid": "AllowManageOwnAccessKeys",
                    "Effect": "Allow",
                    "Action": [
                        "iam:CreateAccessKey",
                        "iam:DeleteAccessKey",
                        "iam:ListAccessKeys",
                        "iam:UpdateAccessKey",
                        "iam:GetAccessKeyLastUsed"
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
                        "iam:CreateVirtualMFADevice"
                    ],
                    "Resource": "arn:aws:iam::*:mfa/*"
                },
                {
                    "Sid": "AllowManageOwnUserMFA",
                    "Effect": "Allow",
                    "Action": [
                        "iam:DeactivateMFADevice",
                        "iam:EnableMFADevice",
                        "iam:GetMFADevice",
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
                        "iam:GetMFADevice",
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

        """#

    private static let published = #"""
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

        """#
}
