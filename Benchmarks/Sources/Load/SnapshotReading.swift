import Foundation
import IAM

/// A snapshot's files of so many users with 20 policies each (16 attached, 4 of their own), and two ways to read them.
struct SnapshotReading {
    let folder: URL

    init(folder: String) { self.folder = URL(filePath: folder, directoryHint: .isDirectory) }

    /// Where users have their policies: nothing in common, or twenty of forty groups' as most accounts have them.
    enum Habit: String {
        case direct, grouped
    }

    /// Writes report and details.
    func write(users count: Int, _ habit: Habit = .direct) throws {
        var writer = DetailsWriter()
        var report = CSV.line(CredentialReport.columns)
        if habit == .grouped { for number in 0..<40 { writer.add(.group(try group(number))) } }
        for number in 0..<count {
            let user = try habit == .direct ? user(number) : member(number)
            writer.add(.user(user))
            report +=
                "\n\(user.user.name),\(user.user.arn),2026-01-01T00:00:00Z,true,no_information,2026-02-01T00:00:00Z,N/A,true,"
                + "true,2026-02-01T00:00:00Z,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A"
        }
        for number in 0..<500 {
            let policy = try attached(number)
            let version = PolicyDetail.Version(id: "v1", document: Self.document(number, statements: 8))
            writer.add(
                .policy(
                    PolicyDetail(
                        name: policy.name, arn: policy.arn, defaultVersion: "v1", versions: [version], attachmentCount: 1, boundaryCount: 0)
                ))
        }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(writer.bytes).write(to: folder.appending(path: SnapshotFile.details.path))
        try Data(report.utf8).write(to: folder.appending(path: SnapshotFile.report.path))
    }

    /// As the product reads them.
    func read() throws {
        let watch = Stopwatch()
        let snapshot = try AccountSnapshot(taken: Date(), lastAccessedOf: []) { (file: SnapshotFile) -> SnapshotBytes? in
            guard let handle = try? FileHandle(forReadingFrom: folder.appending(path: file.path)) else { return nil }
            return SnapshotBytes { (buffer: inout [UInt8]) in
                guard let data = try handle.read(upToCount: 1 << 18), !data.isEmpty else { return false }
                buffer += data
                return true
            }
        }
        print(watch.lap, snapshot.users.count)
    }

    /// The baseline: Foundation's decoder over the details alone, into types that hold no more than has to be read.
    func decode() throws {
        let watch = Stopwatch()
        let data = try Data(contentsOf: folder.appending(path: SnapshotFile.details.path))
        let details = try JSONDecoder().decode(DecodedDetails.self, from: data)
        print(watch.lap, details.UserDetailList.count)
    }

    private func user(_ number: Int) throws -> UserDetail {
        let name = try UserName("user.\(number)")
        let user = User(
            name: name, id: try UserID("AIDA\(1_000_000_000_000_000 + number)"), path: try IAMPath("/"),
            arn: try ARN("arn:aws:iam::123456789012:user/\(name)"), created: Date(timeIntervalSince1970: 1_767_225_600))
        var own: [PolicyName: String] = [:]
        for place in 0..<4 { own[try PolicyName("own\(place)")] = Self.document(number * 4 + place, statements: 2) }
        return UserDetail(
            user: user, groups: [], inlinePolicies: own, attachedPolicies: try (0..<16).map { try attached((number + 31 * $0) % 500) })
    }

    /// Four groups, of five policies each; one user in ten has a policy of its own besides.
    private func member(_ number: Int) throws -> UserDetail {
        let user = try user(number)
        let own = number.isMultiple(of: 10) ? user.inlinePolicies.filter { $0.key.text == "own0" } : [:]
        let groups = try [0, 7, 13, 29].map { try GroupName("group\((number + $0) % 40)") }
        return UserDetail(user: user.user, groups: groups, inlinePolicies: own, attachedPolicies: [])
    }

    private func group(_ number: Int) throws -> GroupDetail {
        let name = try GroupName("group\(number)")
        let group = Group(
            name: name, id: try UserID("AGPA\(1_000_000_000_000_000 + number)"), path: try IAMPath("/"),
            arn: try ARN("arn:aws:iam::123456789012:group/\(name)"))
        return GroupDetail(
            group: group, created: Date(timeIntervalSince1970: 1_767_225_600), inlinePolicies: [try PolicyName("own"): Self.document(number + 100_000, statements: 3)],
            attachedPolicies: try (0..<4).map { try attached(number * 4 + $0) })
    }

    private func attached(_ number: Int) throws -> AttachedPolicy {
        let name = try PolicyName("policy\(number)")
        return AttachedPolicy(name: name, arn: try ARN("arn:aws:iam::123456789012:policy/\(name)"))
    }

    private static func document(_ number: Int, statements: Int) -> String {
        let parts = (0..<statements).map { place in
            #"{"Sid":"S\#(place)","Effect":"Allow","Action":["s3:Get\#(number)x\#(place)","ec2:Describe\#(number)"],"Resource":"arn:aws:s3:::b-\#(number)/*"}"#
        }
        return #"{"Version":"2012-10-17","Statement":["# + parts.joined(separator: ",") + "]}"
    }
}

// The names are the CLI's.
private struct DecodedDetails: Decodable {
    let UserDetailList: [DecodedUser]
    let GroupDetailList: [DecodedGroup]?
    let Policies: [DecodedPolicy]
}

private struct DecodedUser: Decodable {
    let UserName: String
    let Arn: String
    let GroupList: [String]?
    let UserPolicyList: [DecodedInline]?
    let AttachedManagedPolicies: [DecodedAttachment]?
}

private struct DecodedGroup: Decodable {
    let GroupName: String
    let GroupPolicyList: [DecodedInline]?
    let AttachedManagedPolicies: [DecodedAttachment]?
}

private struct DecodedInline: Decodable {
    let PolicyName: String
    let PolicyDocument: DecodedDocument
}

private struct DecodedAttachment: Decodable {
    let PolicyName: String
    let PolicyArn: String
}

private struct DecodedPolicy: Decodable {
    let Arn: String
    let PolicyVersionList: [DecodedVersion]
}

private struct DecodedVersion: Decodable {
    let VersionId: String
    let Document: DecodedDocument
}

private struct DecodedDocument: Decodable {
    let Version: String
    let Statement: [DecodedStatement]
}

private struct DecodedStatement: Decodable {
    let Effect: String
    let Action: [String]
    let Resource: String
}
