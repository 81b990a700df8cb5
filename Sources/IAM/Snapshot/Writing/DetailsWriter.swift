/// Writes `account-authorization-details.json`, page by page: one user, group, role or policy a line.
public struct DetailsWriter {
    private var lists = [[UInt8]](repeating: [], count: Self.names.count)
    private static let names = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"]

    /// An account without anything in it.
    public init() {}

    /// Adds a thing to the end of its list.
    public mutating func add(_ entity: AccountEntity) {
        switch entity {
        case .user(let user): add(Self.text(user), to: 0)
        case .group(let group): add(Self.text(group), to: 1)
        case .role(let role): add(Self.text(role), to: 2)
        case .policy(let policy): add(Self.text(policy), to: 3)
        }
    }

    private mutating func add(_ text: String, to list: Int) {
        lists[list] += Array((lists[list].isEmpty ? "\n    " : ",\n    ").utf8)
        lists[list] += Array(text.utf8)
    }

    /// The file's bytes.
    public var bytes: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(lists.reduce(256) { $0 + $1.count })
        for (place, name) in Self.names.enumerated() {
            out += Array("\(place == 0 ? "{" : ",")\n\"\(name)\": [".utf8)
            out += lists[place]
            out += Array("]".utf8)
        }
        return out + Array("\n}\n".utf8)
    }

    private static func text(_ detail: UserDetail) -> String {
        let user = detail.user
        return JSONText.object([
            "Path": JSONText.quoted(user.path.text), "UserName": JSONText.quoted(user.name.text), "UserId": JSONText.quoted(user.id.text),
            "Arn": arn(user.arn), "CreateDate": JSONText.date(user.created),
            "UserPolicyList": detail.inlinePolicies.isEmpty ? nil : inline(detail.inlinePolicies),
            "GroupList": JSONText.array(detail.groups.map { JSONText.quoted($0.text) }),
            "AttachedManagedPolicies": attached(detail.attachedPolicies), "PermissionsBoundary": boundary(user.boundary),
            "Tags": tags(user.tags),
        ])
    }

    private static func text(_ detail: GroupDetail) -> String {
        let group = detail.group
        return JSONText.object([
            "Path": JSONText.quoted(group.path.text), "GroupName": JSONText.quoted(group.name.text),
            "GroupId": JSONText.quoted(group.id.text), "Arn": arn(group.arn), "CreateDate": JSONText.date(detail.created),
            "GroupPolicyList": inline(detail.inlinePolicies), "AttachedManagedPolicies": attached(detail.attachedPolicies),
        ])
    }

    private static func text(_ role: RoleDetail) -> String {
        let profiles = role.instanceProfiles.map { JSONText.object(["InstanceProfileName": JSONText.quoted($0)]) }
        return JSONText.object([
            "Path": JSONText.quoted(role.path.text), "RoleName": JSONText.quoted(role.name.text), "RoleId": JSONText.quoted(role.id.text),
            "Arn": arn(role.arn), "CreateDate": JSONText.date(role.created),
            "AssumeRolePolicyDocument": JSONText.document(role.trust), "InstanceProfileList": JSONText.array(profiles),
            "RolePolicyList": inline(role.inlinePolicies), "AttachedManagedPolicies": attached(role.attachedPolicies),
            "PermissionsBoundary": boundary(role.boundary), "Tags": tags(role.tags), "RoleLastUsed": lastUse(role.lastUse),
        ])
    }

    private static func text(_ policy: PolicyDetail) -> String {
        let versions = policy.versions.map { version in
            JSONText.object([
                "Document": JSONText.document(version.document), "VersionId": JSONText.quoted(version.id),
                "IsDefaultVersion": "\(version.id == policy.defaultVersion)",
            ])
        }
        return JSONText.object([
            "PolicyName": JSONText.quoted(policy.name.text), "Arn": arn(policy.arn),
            "DefaultVersionId": JSONText.quoted(policy.defaultVersion), "AttachmentCount": "\(policy.attachmentCount)",
            "PermissionsBoundaryUsageCount": "\(policy.boundaryCount)", "PolicyVersionList": JSONText.array(versions),
        ])
    }

    private static func inline(_ policies: [PolicyName: String]) -> String {
        JSONText.array(
            policies.sorted { $0.key < $1.key }.map { name, document in
                JSONText.object(["PolicyName": JSONText.quoted(name.text), "PolicyDocument": JSONText.document(document)])
            })
    }

    private static func attached(_ policies: [AttachedPolicy]) -> String {
        JSONText.array(
            policies.map { JSONText.object(["PolicyName": JSONText.quoted($0.name.text), "PolicyArn": arn($0.arn)]) })
    }

    private static func boundary(_ policy: ARN?) -> String? {
        policy.map { JSONText.object(["PermissionsBoundaryType": "\"Policy\"", "PermissionsBoundaryArn": arn($0)]) }
    }

    private static func lastUse(_ use: RoleDetail.Use) -> String? {
        switch use {
        case .at(let date, let region):
            JSONText.object(["LastUsedDate": JSONText.date(date), "Region": region.map(JSONText.quoted)])
        case .never: "{}"
        case .notTold: nil
        }
    }

    private static func tags(_ tags: [Tag]) -> String {
        JSONText.array(tags.map { JSONText.object(["Key": JSONText.quoted($0.key), "Value": JSONText.quoted($0.value)]) })
    }

    private static func arn(_ arn: ARN) -> String { JSONText.quoted(arn.description) }
}
