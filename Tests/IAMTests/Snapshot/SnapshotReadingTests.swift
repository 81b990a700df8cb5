import Foundation
import IAM
import Testing

@Suite struct SnapshotReadingTests {
    private let jane = try? UserName("jane")
    private let bob = try? UserName("bob")

    @Test func `what the AWS CLI writes is read`() throws {
        let snapshot = try SnapshotFiles.small.read()
        #expect(snapshot.account.text == "123456789012")
        #expect(snapshot.users.map(\.name.text) == ["bob", "jane"])
        #expect(snapshot.users.allSatisfy { $0.row?.mfaActive == true })
        #expect(snapshot.users.map(\.line) == [17, 3])
        #expect(snapshot.root?.arn.resource == "root")
        #expect(snapshot.taken == SnapshotFiles.taken)
        #expect(snapshot.reported == nil)
        #expect(snapshot.discrepancies.isEmpty)
        let jane = try #require(snapshot.user(try UserName("jane"))?.detail)
        #expect(jane.user.tags == [IAM.Tag("name", "제인 \"J\" & co")])
        #expect(jane.user.boundary?.resource == "policy/limits")
        let role = try #require(snapshot.roles.first)
        #expect(role.lastUse == .at(Date(timeIntervalSince1970: 1_790_812_800), region: "ap-northeast-2"))
        #expect(role.created == Date(timeIntervalSince1970: 1_767_225_600))
        #expect(role.instanceProfiles == ["web"])
        #expect(snapshot.policies.values.first?.versions.map(\.id) == ["v2", "v1"])
        #expect(snapshot.summary == .read(["Users": 2, "AccountMFAEnabled": 1], from: .summary))
        #expect(snapshot.passwordRule.value?.inForce.maximumAge == 90)
        #expect(snapshot.usersMayChangePassword == true)
        #expect(snapshot.virtualDevices == .notThere("there is no virtual-mfa-devices.json"))
    }

    @Test func `a document is the same as an object, percent-encoded, and as a text`() throws {
        let snapshot = try SnapshotFiles.small.read()
        let own = try #require(snapshot.user(try UserName("bob"))?.detail.inlinePolicies.values.first)
        #expect(own == #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#)
        let group = try #require(snapshot.groups.values.first)
        #expect(Set(group.inlinePolicies.values) == [own])
    }

    @Test func `a policy without a name has the one in its ARN, as moto leaves it out`() throws {
        let snapshot = try SnapshotFiles.small.replacing(#""PolicyName": "limits", "#, with: "", in: .details).read()
        #expect(snapshot.policies.values.map(\.name.text) == ["limits"])
    }

    @Test func `pages one after another, or in a list, are one answer`() throws {
        let second =
            #"{"UserDetailList": [{"Path": "/", "UserName": "kim", "UserId": "AIDAKIMKIMKIMKIMKIM01", "#
            + #""Arn": "arn:aws:iam::123456789012:user/kim", "CreateDate": "2026-11-01T00:00:00Z"}], "GroupDetailList": [], "RoleDetailList": [], "#
            + #""Policies": [], "IsTruncated": false}"#
        var files = SnapshotFiles.small
        let first = try #require(files[.details])
        let page = #"{"IsTruncated": true, "Marker": "m","# + first.dropFirst()
        for text in [page + "\n" + second, "[\(page), \(second)]"] {
            files[.details] = text
            let snapshot = try files.read()
            #expect(snapshot.users.map(\.name.text) == ["bob", "jane", "kim"])
            #expect(snapshot.discrepancies == [.notReported(try UserName("kim"))])
        }
        files[.details] = page
        #expect(throws: SnapshotError(.onePageOfSeveral, in: .details)) { try files.read() }
    }

    @Test(arguments: [1, 2, 7, 64, 1000])
    func `the pieces in which a file comes do not matter`(piece: Int) throws {
        var files = SnapshotFiles.small
        files.piece = piece
        let (pieces, whole) = (try files.read(), try SnapshotFiles.small.read())
        #expect(pieces.users.map(\.detail) == whole.users.map(\.detail))
        #expect(pieces.users.map(\.line) == whole.users.map(\.line))
        #expect(pieces.groups == whole.groups)
        #expect(pieces.roles == whole.roles)
        #expect(pieces.policies == whole.policies)
    }

    @Test func `the small parts tell devices, certificates, analyzers and services`() throws {
        var files = SnapshotFiles.small
        files[.virtualDevices] =
            #"{"VirtualMFADevices": [{"SerialNumber": "arn:aws:iam::123456789012:mfa/jane", "User": {"UserName": "jane", "Arn": "arn:aws:iam::123456789012:user/jane"}, "EnableDate": "2026-02-01T00:00:00+00:00"}, "#
            + #"{"SerialNumber": "arn:aws:iam::123456789012:mfa/phone", "User": {"UserName": "123456789012", "Arn": "arn:aws:iam::123456789012:root"}, "EnableDate": "2026-02-01T00:00:00+00:00"}, "#
            + #"{"SerialNumber": "arn:aws:iam::123456789012:mfa/left-over"}]}"#
        files[.serverCertificates] =
            #"{"ServerCertificateMetadataList": [{"Path": "/", "ServerCertificateName": "www", "ServerCertificateId": "ASCAX", "#
            + #""Arn": "arn:aws:iam::123456789012:server-certificate/www", "Expiration": "2026-01-01T00:00:00+00:00"}]}"#
        files[.analyzers] =
            #"{"analyzers": [{"arn": "arn:aws:access-analyzer:ap-northeast-2:123456789012:analyzer/a", "name": "a", "type": "ACCOUNT", "status": "ACTIVE"}]}"#
            + #"{"analyzers": []}"#
        files[.lastAccessed(try UserName("jane"))] =
            #"{"JobStatus": "COMPLETED", "JobType": "SERVICE_LEVEL", "JobCompletionDate": "2026-11-01T00:00:00Z", "ServicesLastAccessed": ["#
            + #"{"ServiceName": "Amazon S3", "LastAuthenticated": "2026-10-01T00:00:00Z", "ServiceNamespace": "s3"}, "#
            + #"{"ServiceName": "AWS Lambda", "ServiceNamespace": "lambda", "TotalAuthenticatedEntities": 0}]}"#
        files[.lastAccessed(try UserName("bob"))] = #"{"JobStatus": "IN_PROGRESS", "ServicesLastAccessed": []}"#
        let snapshot = try files.read()
        let devices = try #require(snapshot.virtualDevices.value)
        #expect(devices.map(\.user) == [jane, nil, nil])
        #expect(devices.map(\.isOfRoot) == [false, true, false])
        #expect(snapshot.serverCertificates.value?.first?.expires == Date(timeIntervalSince1970: 1_767_225_600))
        #expect(snapshot.analyzers.value?.map(\.reportsExternalAccess) == [true])
        #expect(snapshot.lastAccessed(try UserName("jane")).value?.services.map(\.namespace) == ["s3", "lambda"])
        #expect(snapshot.lastAccessed(try UserName("jane")).value?.services.map { $0.last == nil } == [false, true])
        #expect(snapshot.lastAccessed(try UserName("bob")).reason == "service-last-accessed/bob.json is of a job that is IN_PROGRESS")
        #expect(snapshot.lastAccessed(try UserName("kim")).reason == "there is no service-last-accessed/kim.json")
    }

    @Test(arguments: [
        (#"{"PasswordPolicy": null}"#, true),
        ("\nAn error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: it cannot be found.\n", true),
        ("", false), ("\n", false),
    ])
    func `an account without a password policy is told apart from one that was not read`(text: String, isRead: Bool) throws {
        var files = SnapshotFiles.small
        files[.passwordPolicy] = text
        let rule = try files.read().passwordRule
        #expect(rule.value == (isRead ? .noneSet : nil))
        #expect((rule.reason != nil) == !isRead)
    }

    @Test func `a label tells when the account was read, and why parts are not there`() throws {
        let label = SnapshotLabel(
            account: try AccountID("123456789012"), taken: Date(timeIntervalSince1970: 1_790_000_000),
            reported: Date(timeIntervalSince1970: 1_789_990_000), notThere: ["server-certificates.json": #"refused: "AccessDenied""#])
        var files = SnapshotFiles.small
        files[.label] = label.text
        let snapshot = try files.read()
        #expect(snapshot.taken == label.taken)
        #expect(snapshot.reported == label.reported)
        #expect(snapshot.serverCertificates == .notThere(#"refused: "AccessDenied""#))
    }

    @Test func `users who came and went between report and details are facts`() throws {
        var files = SnapshotFiles.small
        files[.report] = (files[.report] ?? "") + "\n" + SnapshotFiles.row("gone", "2026-02-01T00:00:00Z")
        files = files.replacing(#""CreateDate": "2026-03-01T00:00:00Z""#, with: #""CreateDate": "2026-11-20T00:00:00Z""#, in: .details)
        let snapshot = try files.read()
        #expect(snapshot.discrepancies == [.replaced(try UserName("bob")), .gone(try UserName("gone"))])
        #expect(snapshot.user(try UserName("bob"))?.row == nil)
    }
}
