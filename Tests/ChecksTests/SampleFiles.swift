import Foundation
import IAM

/// The sample's files, by their paths.
extension SampleAccount {
    var texts: [String: String] {
        var texts: [SnapshotFile: String] = [.report: report, .details: details]
        texts[.summary] = summary.map { summary in
            "{\"SummaryMap\": {\(summary.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", "))}}"
        }
        texts[.passwordPolicy] = passwordPolicy.map { "{\"PasswordPolicy\": \($0)}" }
        texts[.virtualDevices] = devices.map { "{\"VirtualMFADevices\": [\($0.map(Self.device).joined(separator: ", "))]}" }
        texts[.serverCertificates] = certificates.map { certificates in
            let list = certificates.map { certificate in
                "{\"ServerCertificateName\": \"\(certificate.name)\", \"Arn\": \"\(Self.arn("server-certificate/\(certificate.name)"))\", "
                    + "\"Expiration\": \"\(ReportTime.text(certificate.expires))\"}"
            }
            return "{\"ServerCertificateMetadataList\": [\(list.joined(separator: ", "))]}"
        }
        texts[.analyzers] = analyzers.map { analyzers in
            let list = analyzers.map { analyzer in
                "{\"name\": \"a\", \"arn\": \"arn:aws:access-analyzer:\(analyzer.region):\(Self.number):analyzer/a\", "
                    + "\"type\": \"\(analyzer.type)\", \"status\": \"\(analyzer.status)\"}"
            }
            return "{\"analyzers\": [\(list.joined(separator: ", "))]}"
        }
        if let reportAge {
            texts[.label] =
                "{\"account\": \"\(Self.number)\", \"taken\": \"\(ReportTime.text(Self.asOf))\", "
                + "\"reported\": \"\(ReportTime.text(Self.asOf.addingTimeInterval(-reportAge)))\", \"notThere\": {}}"
        }
        var files = Dictionary(uniqueKeysWithValues: texts.map { ($0.key.path, $0.value) })
        for (user, services) in lastAccessed {
            let list = services.sorted { $0.key < $1.key }.map { name, last in
                "{\"ServiceNamespace\": \"\(name)\"\(last.map { ", \"LastAuthenticated\": \"\(ReportTime.text($0))\"" } ?? "")}"
            }
            files["\(SnapshotFile.lastAccessedFolder)/\(user).json"] =
                "{\"JobStatus\": \"COMPLETED\", \"JobCompletionDate\": \"\(ReportTime.text(Self.asOf))\", "
                + "\"ServicesLastAccessed\": [\(list.joined(separator: ", "))]}"
        }
        return files
    }

    private static func arn(_ resource: String) -> String { "arn:aws:iam::\(number):\(resource)" }

    private static func device(_ device: (serial: String, owner: String?)) -> String {
        guard let owner = device.owner else { return "{\"SerialNumber\": \"\(device.serial)\"}" }
        let user =
            owner == "root"
            ? "{\"Arn\": \"\(arn("root"))\", \"UserId\": \"\(number)\"}"
            : "{\"UserName\": \"\(owner)\", \"Arn\": \"\(arn("user/\(owner)"))\"}"
        return "{\"SerialNumber\": \"\(device.serial)\", \"EnableDate\": \"2026-01-01T00:00:00Z\", \"User\": \(user)}"
    }

    // The report

    private var report: String {
        let rows = (root.map { [Self.row($0, isRoot: true)] } ?? []) + users.filter(\.isReported).map { Self.row($0, isRoot: false) }
        return ([CSV.line(CredentialReport.columns)] + rows).joined(separator: "\n")
    }

    private static func row(_ user: SampleUser, isRoot: Bool) -> String {
        let resource = isRoot ? "root" : "user\(user.path)\(user.name)"
        func time(_ date: Date?) -> String { date.map(ReportTime.text) ?? "N/A" }
        var fields = [user.name, arn(resource), ReportTime.text(user.created)]
        let used = user.password.map { $0.used.map(ReportTime.text) ?? "no_information" } ?? (isRoot ? "no_information" : "N/A")
        fields +=
            isRoot
            ? ["not_supported", used, "not_supported", "not_supported"]
            : [user.password == nil ? "false" : "true", used, time(user.password?.changed), time(user.password?.next)]
        fields.append(user.mfa ? "true" : "false")
        for slot in 0..<2 {
            guard user.keys.indices.contains(slot) else {
                fields += ["false", "N/A", "N/A", "N/A", "N/A"]
                continue
            }
            let key = user.keys[slot]
            fields += [
                key.isActive ? "true" : "false", time(key.made), time(key.used), key.used == nil ? "N/A" : key.region,
                key.used == nil ? "N/A" : "s3",
            ]
        }
        fields += user.hasCertificate ? ["true", "2026-01-01T00:00:00Z"] : ["false", "N/A"]
        return CSV.line(fields + ["false", "N/A"])
    }

    // The details

    private var details: String {
        """
        {"UserDetailList": [\(users.map(Self.user).joined(separator: ",\n"))],
        "GroupDetailList": [\(groups.map(Self.group).joined(separator: ",\n"))],
        "RoleDetailList": [\(roles.map(Self.role).joined(separator: ",\n"))],
        "Policies": [\(policies.map(Self.policy).joined(separator: ",\n"))]}
        """
    }

    private static func user(_ user: SampleUser) -> String {
        let boundary = user.boundary.map {
            ", \"PermissionsBoundary\": {\"PermissionsBoundaryType\": \"Policy\", \"PermissionsBoundaryArn\": \"\($0)\"}"
        }
        return "{\"Path\": \"\(user.path)\", \"UserName\": \"\(user.name)\", \"UserId\": \"\(id("AIDA", user.name))\", "
            + "\"Arn\": \"\(arn("user\(user.path)\(user.name)"))\", \"CreateDate\": \"\(ReportTime.text(user.created))\", "
            + "\"GroupList\": [\(user.groups.map { "\"\($0)\"" }.joined(separator: ", "))], "
            + "\"UserPolicyList\": [\(inline(user.inline))], \"AttachedManagedPolicies\": [\(attached(user.attached))], "
            + "\"Tags\": [\(tags(user.tags))]\(boundary ?? "")}"
    }

    private static func group(_ group: SampleGroup) -> String {
        "{\"Path\": \"/\", \"GroupName\": \"\(group.name)\", \"GroupId\": \"\(id("AGPA", group.name))\", "
            + "\"Arn\": \"\(arn("group/\(group.name)"))\", \"CreateDate\": \"2025-01-01T00:00:00Z\", "
            + "\"GroupPolicyList\": [\(inline(group.inline))], \"AttachedManagedPolicies\": [\(attached(group.attached))]}"
    }

    private static func role(_ role: SampleRole) -> String {
        "{\"Path\": \"\(role.path)\", \"RoleName\": \"\(role.name)\", \"RoleId\": \"\(id("AROA", role.name))\", "
            + "\"Arn\": \"\(arn("role\(role.path)\(role.name)"))\", \"CreateDate\": \"\(ReportTime.text(role.created))\", "
            + "\"AssumeRolePolicyDocument\": \(role.trust), \"InstanceProfileList\": [\(role.hasProfile ? profile(role.name) : "")], \"RolePolicyList\": [\(inline(role.inline))], "
            + "\"AttachedManagedPolicies\": [\(attached(role.attached))], \"Tags\": [\(tags(role.tags))]"
            + (role.boundary.map {
                ", \"PermissionsBoundary\": {\"PermissionsBoundaryType\": \"Policy\", \"PermissionsBoundaryArn\": \"\($0)\"}"
            } ?? "")
            + (role.used.map { ", \"RoleLastUsed\": \($0)" } ?? "") + "}"
    }

    private static func policy(_ policy: SamplePolicy) -> String {
        let name = policy.arn.split(separator: "/").last ?? ""
        return "{\"PolicyName\": \"\(name)\", \"PolicyId\": \"\(id("ANPA", String(name)))\", \"Arn\": \"\(policy.arn)\", \"Path\": \"/\", "
            + "\"DefaultVersionId\": \"v1\", \"AttachmentCount\": \(policy.isAttached ? 1 : 0), \"PermissionsBoundaryUsageCount\": 0, "
            + "\"CreateDate\": \"2025-01-01T00:00:00Z\", \"PolicyVersionList\": [{\"Document\": \(policy.document), \"VersionId\": \"v1\", "
            + "\"IsDefaultVersion\": true, \"CreateDate\": \"2025-01-01T00:00:00Z\"}"
            + (policy.other.map {
                ", {\"Document\": \($0), \"VersionId\": \"v2\", \"IsDefaultVersion\": false, \"CreateDate\": \"2025-01-02T00:00:00Z\"}"
            } ?? "")
            + "]}"
    }

    private static func profile(_ name: String) -> String {
        "{\"InstanceProfileName\": \"\(name)\", \"Path\": \"/\", \"Arn\": \"\(arn("instance-profile/\(name)"))\", "
            + "\"InstanceProfileId\": \"\(id("AIPA", name))\", \"CreateDate\": \"2025-01-01T00:00:00Z\", \"Roles\": []}"
    }

    private static func inline(_ policies: [String: String]) -> String {
        policies.sorted { $0.key < $1.key }.map { "{\"PolicyName\": \"\($0.key)\", \"PolicyDocument\": \($0.value)}" }
            .joined(separator: ", ")
    }

    private static func attached(_ arns: [String]) -> String {
        arns.map { "{\"PolicyName\": \"\($0.split(separator: "/").last ?? "")\", \"PolicyArn\": \"\($0)\"}" }.joined(separator: ", ")
    }

    private static func tags(_ tags: [String: String]) -> String {
        tags.sorted { $0.key < $1.key }.map { "{\"Key\": \"\($0.key)\", \"Value\": \"\($0.value)\"}" }.joined(separator: ", ")
    }

    static func id(_ prefix: String, _ name: String) -> String {
        prefix
            + String(
                String(name.uppercased().filter { $0.isLetter || $0.isNumber }.prefix(17)).padding(
                    toLength: 17, withPad: "X", startingAt: 0))
    }
}
