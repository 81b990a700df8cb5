import Foundation
import IAM

/// The files of a snapshot, to be changed and read.
struct SnapshotFiles {
    var texts: [String: String]
    /// How many bytes come at a time.
    var piece = 1 << 16

    static let taken = Date(timeIntervalSince1970: 1_795_000_000)

    func read() throws -> AccountSnapshot {
        let users = try texts.keys.filter { $0.hasPrefix(SnapshotFile.lastAccessedFolder) }.sorted().map { path in
            try UserName(String(path.dropFirst(SnapshotFile.lastAccessedFolder.count + 1).dropLast(".json".count)))
        }
        return try AccountSnapshot(taken: Self.taken, lastAccessedOf: users) { [texts, piece] file in
            guard let text = texts[file.path] else { return nil }
            var rest = Array(text.utf8)[...]
            return SnapshotBytes { buffer in
                buffer += rest.prefix(piece)
                rest = rest.dropFirst(piece)
                return !rest.isEmpty
            }
        }
    }

    subscript(file: SnapshotFile) -> String? {
        get { texts[file.path] }
        set { texts[file.path] = newValue }
    }

    /// As above, with the first occurrence of a text replaced.
    func replacing(_ old: String, with new: String, in file: SnapshotFile) -> SnapshotFiles {
        var changed = self
        guard let text = self[file], let range = text.range(of: old) else { preconditionFailure("'\(old)' is not in \(file.path)") }
        changed[file] = text.replacingCharacters(in: range, with: new)
        return changed
    }

    /// A small account as the AWS CLI writes it: jane (a group, a boundary), bob (inline and attached), a role, two policies.
    static let small = SnapshotFiles(texts: [
        SnapshotFile.report.path: report([
            "<root_account>,arn:aws:iam::123456789012:root,2019-01-02T03:04:05+00:00,not_supported,2026-11-01T00:00:00+00:00,not_supported,"
                + "not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A",
            row("jane", "2026-01-31T23:59:59+00:00"), row("bob", "2026-03-01T00:00:00+00:00"),
        ]),
        SnapshotFile.details.path: details,
        SnapshotFile.summary.path: #"{"SummaryMap": {"Users": 2, "AccountMFAEnabled": 1}}"#,
        SnapshotFile.passwordPolicy.path:
            #"{"PasswordPolicy": {"MinimumPasswordLength": 14, "RequireSymbols": true, "RequireNumbers": false, "#
            + #""RequireUppercaseCharacters": true, "RequireLowercaseCharacters": true, "AllowUsersToChangePassword": true, "#
            + #""ExpirePasswords": true, "MaxPasswordAge": 90, "PasswordReusePrevention": 24}}"#,
    ])

    static func report(_ rows: [String]) -> String { ([CSV.line(CredentialReport.columns)] + rows).joined(separator: "\n") }

    static func row(_ name: String, _ created: String) -> String {
        "\(name),arn:aws:iam::123456789012:user/\(name),\(created),true,no_information,2026-02-01T00:00:00Z,N/A,true,"
            + "false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A"
    }

    private static let details = #"""
        {
            "UserDetailList": [
                {
                    "Path": "/",
                    "UserName": "jane",
                    "UserId": "AIDAJANEJANEJANEJANE1",
                    "Arn": "arn:aws:iam::123456789012:user/jane",
                    "CreateDate": "2026-01-31T23:59:59+00:00",
                    "GroupList": ["developers"],
                    "AttachedManagedPolicies": [],
                    "PermissionsBoundary": {
                        "PermissionsBoundaryType": "Policy",
                        "PermissionsBoundaryArn": "arn:aws:iam::123456789012:policy/limits"
                    },
                    "Tags": [{"Key": "name", "Value": "제인 \"J\" \u0026 co"}]
                },
                {
                    "Path": "/",
                    "UserName": "bob",
                    "UserId": "AIDABOBBOBBOBBOBBOB01",
                    "Arn": "arn:aws:iam::123456789012:user/bob",
                    "CreateDate": "2026-03-01T00:00:00Z",
                    "UserPolicyList": [
                        {"PolicyName": "own", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
                            {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}}
                    ],
                    "GroupList": [],
                    "AttachedManagedPolicies": [
                        {"PolicyName": "AdministratorAccess", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"}
                    ],
                    "Tags": []
                }
            ],
            "GroupDetailList": [
                {
                    "Path": "/", "GroupName": "developers", "GroupId": "AGPADEVSDEVSDEVSDEVS1",
                    "Arn": "arn:aws:iam::123456789012:group/developers", "CreateDate": "2026-01-01T00:00:00+00:00",
                    "GroupPolicyList": [
                        {"PolicyName": "encoded", "PolicyDocument": "%7B%22Version%22%3A%20%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22s3%3A%2A%22%2C%22Resource%22%3A%22%2A%22%7D%5D%7D"},
                        {"PolicyName": "plain", "PolicyDocument": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}"}
                    ],
                    "AttachedManagedPolicies": []
                }
            ],
            "RoleDetailList": [
                {
                    "Path": "/", "RoleName": "deployer", "RoleId": "AROADEPLOYDEPLOYDEP01",
                    "Arn": "arn:aws:iam::123456789012:role/deployer", "CreateDate": 1767225600,
                    "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []},
                    "InstanceProfileList": [{"InstanceProfileName": "web", "Roles": [{"RoleName": "deployer"}]}],
                    "RolePolicyList": [], "AttachedManagedPolicies": [], "Tags": [],
                    "RoleLastUsed": {"LastUsedDate": "2026-10-01T00:00:00+00:00", "Region": "ap-northeast-2"}
                }
            ],
            "Policies": [
                {
                    "PolicyName": "limits", "PolicyId": "ANPALIMITSLIMITSLIMI1", "Arn": "arn:aws:iam::123456789012:policy/limits", "Path": "/",
                    "DefaultVersionId": "v2", "AttachmentCount": 0, "PermissionsBoundaryUsageCount": 1, "IsAttachable": true,
                    "CreateDate": "2026-01-01T00:00:00+00:00", "UpdateDate": "2026-01-01T00:00:00+00:00",
                    "PolicyVersionList": [
                        {"Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]},
                         "VersionId": "v2", "IsDefaultVersion": true, "CreateDate": "2026-01-01T00:00:00+00:00"},
                        {"Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]},
                         "VersionId": "v1", "IsDefaultVersion": false, "CreateDate": "2026-01-01T00:00:00+00:00"}
                    ]
                }
            ]
        }
        """#
}
