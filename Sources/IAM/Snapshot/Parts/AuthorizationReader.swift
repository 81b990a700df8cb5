import Foundation

/// Reads `account-authorization-details.json`, one user, group, role or policy at a time.
struct AuthorizationReader {
    /// A thing of the file, and the line on which it begins.
    struct Found {
        let entity: AccountEntity
        let line: Int
    }

    private static let lists = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"]
    private var pool = TextPool()
    private var attachments: [String: AttachedPolicy] = [:]

    /// Gives each thing to the body, in the file's order.
    static func read(_ source: SnapshotBytes, _ body: (Found) throws -> Void) throws {
        var reader = AuthorizationReader()
        var seen: Set<String> = []
        try Pages.read(source, of: .details) { cursor, name in
            seen.insert(name)
            guard lists.contains(name) else { return try cursor.skip() }
            try cursor.list { cursor in
                _ = try cursor.kind()
                let line = cursor.line
                try body(Found(entity: try reader.entity(in: name, &cursor), line: line))
            }
        }
        // With a filter IAM leaves the other lists empty; the CLI's --query leaves them out.
        if let missing = lists.first(where: { !seen.contains($0) }) { throw SnapshotError(.lacks(missing), in: .details) }
    }

    private mutating func entity(in list: String, _ cursor: inout JSONCursor) throws -> AccountEntity {
        switch list {
        case "UserDetailList": .user(try user(&cursor))
        case "GroupDetailList": .group(try group(&cursor))
        case "RoleDetailList": .role(try role(&cursor))
        default: .policy(try policy(&cursor))
        }
    }

    /// What users, groups and roles have in common.
    private struct Draft {
        var name: (text: String, line: Int)?
        var id: UserID?
        var path: IAMPath?
        var arn: ARN?
        var created: Date?
        var inline: [PolicyName: String] = [:]
        var attached: [AttachedPolicy] = []
        var boundary: ARN?
        var tags: [Tag] = []
        var groups: [GroupName] = []
        var trust: String?
        var lastUse = RoleDetail.Use.notTold
        var profiles: [String] = []
    }

    private mutating func draft(_ noun: String, _ cursor: inout JSONCursor) throws -> Draft {
        var draft = Draft()
        try cursor.object { cursor, name in
            switch name {
            case "\(noun)Name": draft.name = (try cursor.string(), cursor.line)
            case "\(noun)Id": draft.id = try cursor.checked()
            case "\(noun)PolicyList": draft.inline = try inlinePolicies(&cursor)
            case "Path": draft.path = try cursor.checked()
            case "Arn": draft.arn = try cursor.arn()
            case "CreateDate": draft.created = try cursor.date()
            case "AttachedManagedPolicies": draft.attached = try attachedPolicies(&cursor)
            case "PermissionsBoundary": draft.boundary = try boundary(&cursor)
            case "Tags": draft.tags = try cursor.tags(in: &pool)
            case "GroupList": try cursor.list { cursor in draft.groups.append(try cursor.checked()) }
            case "AssumeRolePolicyDocument": draft.trust = try cursor.document(in: &pool)
            case "RoleLastUsed": draft.lastUse = try lastUse(&cursor)
            case "InstanceProfileList": draft.profiles = try profiles(&cursor)
            default: try cursor.skip()
            }
        }
        return draft
    }

    private mutating func user(_ cursor: inout JSONCursor) throws -> UserDetail {
        let draft = try draft("User", &cursor)
        let user = User(
            name: try Self.name(draft, "UserName", at: cursor), id: try cursor.need(draft.id, "UserId"),
            path: try cursor.need(draft.path, "Path"), arn: try cursor.need(draft.arn, "Arn"),
            created: try cursor.need(draft.created, "CreateDate"), tags: draft.tags, boundary: draft.boundary)
        return UserDetail(user: user, groups: draft.groups, inlinePolicies: draft.inline, attachedPolicies: draft.attached)
    }

    private mutating func group(_ cursor: inout JSONCursor) throws -> GroupDetail {
        let draft = try draft("Group", &cursor)
        let group = Group(
            name: try Self.name(draft, "GroupName", at: cursor), id: try cursor.need(draft.id, "GroupId"),
            path: try cursor.need(draft.path, "Path"), arn: try cursor.need(draft.arn, "Arn"))
        let created = try cursor.need(draft.created, "CreateDate")
        return GroupDetail(group: group, created: created, inlinePolicies: draft.inline, attachedPolicies: draft.attached)
    }

    private mutating func role(_ cursor: inout JSONCursor) throws -> RoleDetail {
        let draft = try draft("Role", &cursor)
        var role = RoleDetail(
            name: try Self.name(draft, "RoleName", at: cursor), id: try cursor.need(draft.id, "RoleId"),
            path: try cursor.need(draft.path, "Path"), arn: try cursor.need(draft.arn, "Arn"),
            created: try cursor.need(draft.created, "CreateDate"), trust: try cursor.need(draft.trust, "AssumeRolePolicyDocument"))
        role.inlinePolicies = draft.inline
        role.attachedPolicies = draft.attached
        role.boundary = draft.boundary
        role.tags = draft.tags
        role.lastUse = draft.lastUse
        role.instanceProfiles = draft.profiles
        return role
    }

    private static func name<Rule>(_ draft: Draft, _ member: String, at cursor: JSONCursor) throws -> Checked<Rule> {
        let name = try cursor.need(draft.name, member)
        do {
            return try Checked(name.text)
        } catch {
            throw SnapshotError(.invalid(error.description), in: .details, line: name.line)
        }
    }
}

extension AuthorizationReader {
    private mutating func inlinePolicies(_ cursor: inout JSONCursor) throws -> [PolicyName: String] {
        var policies: [PolicyName: String] = [:]
        try cursor.list { cursor in
            var (name, document): (PolicyName?, String?)
            try cursor.object { cursor, member in
                switch member {
                case "PolicyName": name = try cursor.checked()
                case "PolicyDocument": document = try cursor.document(in: &pool)
                default: try cursor.skip()
                }
            }
            let policy = try cursor.need(name, "PolicyName")
            guard policies.updateValue(try cursor.need(document, "PolicyDocument"), forKey: policy) == nil else {
                throw cursor.error(.repeated(policy.text))
            }
        }
        return policies
    }

    private mutating func attachedPolicies(_ cursor: inout JSONCursor) throws -> [AttachedPolicy] {
        var policies: [AttachedPolicy] = []
        try cursor.list { cursor in
            var (name, arn): (String?, String?)
            try cursor.object { cursor, member in
                switch member {
                case "PolicyName": name = try cursor.string(in: &pool)
                case "PolicyArn": arn = try cursor.string(in: &pool)
                default: try cursor.skip()
                }
            }
            policies.append(try attachment(try cursor.need(name, "PolicyName"), try cursor.need(arn, "PolicyArn"), cursor))
        }
        return policies
    }

    private mutating func attachment(_ name: String, _ arn: String, _ cursor: JSONCursor) throws -> AttachedPolicy {
        if let known = attachments[arn], known.name.text == name { return known }
        do {
            let made = AttachedPolicy(name: try PolicyName(name), arn: try ARN(arn))
            attachments[arn] = made
            return made
        } catch {
            throw cursor.error(.invalid("\(error)"))
        }
    }

    private func boundary(_ cursor: inout JSONCursor) throws -> ARN? {
        guard try !cursor.takesNull() else { return nil }
        var arn: ARN?
        try cursor.object { cursor, member in
            guard member == "PermissionsBoundaryArn" else { return try cursor.skip() }
            arn = try cursor.arn()
        }
        return arn
    }

    private func lastUse(_ cursor: inout JSONCursor) throws -> RoleDetail.Use {
        guard try !cursor.takesNull() else { return .notTold }
        var (date, region): (Date?, String?)
        try cursor.object { cursor, member in
            switch member {
            case "LastUsedDate": date = try cursor.date()
            case "Region": region = try cursor.string()
            default: try cursor.skip()
            }
        }
        return date.map { .at($0, region: region) } ?? .never
    }

    private func profiles(_ cursor: inout JSONCursor) throws -> [String] {
        var names: [String] = []
        try cursor.list { cursor in
            try cursor.object { cursor, member in
                guard member == "InstanceProfileName" else { return try cursor.skip() }
                names.append(try cursor.string())
            }
        }
        return names
    }

    private mutating func policy(_ cursor: inout JSONCursor) throws -> PolicyDetail {
        var (name, arn, inForce): (PolicyName?, ARN?, String?)
        var versions: [PolicyDetail.Version] = []
        var (attachments, boundaries) = (0, 0)
        try cursor.object { cursor, member in
            switch member {
            case "PolicyName": name = try cursor.checked()
            case "Arn": arn = try cursor.arn()
            case "DefaultVersionId": inForce = try cursor.string(in: &pool)
            case "AttachmentCount": attachments = try cursor.number()
            case "PermissionsBoundaryUsageCount": boundaries = try cursor.number()
            case "PolicyVersionList": try cursor.list { cursor in versions.append(try version(&cursor)) }
            default: try cursor.skip()
            }
        }
        return PolicyDetail(
            name: try name ?? Self.name(in: cursor.need(arn, "Arn"), cursor), arn: try cursor.need(arn, "Arn"),
            defaultVersion: try cursor.need(inForce, "DefaultVersionId"), versions: versions, attachmentCount: attachments,
            boundaryCount: boundaries)
    }

    // Files that were made with moto have no name here; the ARN ends with it.
    private static func name(in arn: ARN, _ cursor: JSONCursor) throws -> PolicyName {
        guard let name = try? PolicyName(String(arn.resource.split(separator: "/").last ?? "")) else {
            throw cursor.error(.lacks("PolicyName"))
        }
        return name
    }

    private mutating func version(_ cursor: inout JSONCursor) throws -> PolicyDetail.Version {
        var (id, document): (String?, String?)
        try cursor.object { cursor, member in
            switch member {
            case "VersionId": id = try cursor.string(in: &pool)
            case "Document": document = try cursor.document(in: &pool)
            default: try cursor.skip()
            }
        }
        return PolicyDetail.Version(id: try cursor.need(id, "VersionId"), document: try cursor.need(document, "Document"))
    }
}
