import Foundation
import IAM
import Testing

/// What is written is read as what it was.
@Suite struct SnapshotWritingTests {
    @Test(arguments: Array(0..<50 as Range<UInt64>))
    func `an account that is written is read as it was`(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let (entities, rows) = try RandomAccount.entities(&random)
        var writer = DetailsWriter()
        for entity in entities { writer.add(entity) }
        var files = SnapshotFiles(texts: [:], piece: Int.random(in: 1...5_000, using: &random))
        files[.details] = String(decoding: writer.bytes, as: UTF8.self)
        files[.report] = SnapshotFiles.report(rows)
        let snapshot = try files.read()
        let read =
            snapshot.users.map { AccountEntity.user($0.detail) } + snapshot.groups.values.map(AccountEntity.group)
            + snapshot.roles.map(AccountEntity.role) + snapshot.policies.values.map(AccountEntity.policy)
        #expect(Set(read) == Set(entities), "seed \(seed)")
        #expect(read.count == entities.count, "seed \(seed)")
        #expect(snapshot.discrepancies.isEmpty, "seed \(seed)")
    }

    @Test func `the small parts are read as they were`() throws {
        let account = try AccountID("123456789012")
        let time = Date(timeIntervalSince1970: 1_790_000_000)
        let rule = PasswordRule.set(
            PasswordPolicy(
                minimumLength: 9, requiresSymbols: true, requiresNumbers: false, requiresUppercase: true, requiresLowercase: false,
                usersMayChange: true, maximumAge: 30, reusePrevention: nil, hardExpiry: true))
        let devices = [
            MFADevice(serial: try MFASerial("arn:aws:iam::123456789012:mfa/a"), user: try UserName("jane"), enabled: time),
            MFADevice(serial: try MFASerial("arn:aws:iam::123456789012:mfa/b"), user: nil, enabled: time, isOfRoot: true),
            MFADevice(serial: try MFASerial("arn:aws:iam::123456789012:mfa/c"), user: nil, enabled: nil),
        ]
        let certificates = [
            ServerCertificate(
                name: "w\"w", arn: try ARN("arn:aws:iam::123456789012:server-certificate/w"), uploaded: time, expires: nil)
        ]
        let accessed = LastAccessed(
            asOf: time, services: [ServiceAccess(namespace: "s3", last: time), ServiceAccess(namespace: "ec2", last: nil)])
        var files = SnapshotFiles.small
        files[.summary] = SmallPartsWriter.text(["Users": 2, "Groups": 1])
        files[.passwordPolicy] = SmallPartsWriter.text(rule)
        files[.virtualDevices] = SmallPartsWriter.text(devices, in: account, .aws)
        files[.serverCertificates] = SmallPartsWriter.text(certificates)
        files[.lastAccessed(try UserName("jane"))] = SmallPartsWriter.text(accessed)
        let snapshot = try files.read()
        #expect(snapshot.summary.value == ["Users": 2, "Groups": 1])
        #expect(snapshot.passwordRule.value == rule)
        #expect(snapshot.virtualDevices.value == devices)
        #expect(snapshot.serverCertificates.value == certificates)
        #expect(snapshot.lastAccessed(try UserName("jane")).value == accessed)
    }
}

/// Accounts over few names, with awkward texts.
enum RandomAccount {
    private static let documents = [
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
        #"{"Statement":{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::a%20b/\"q\"/é"}}"#, "{}", "no JSON at all: 50%",
    ]
    private static let words = ["제인", "a\"b\\c", "tab\there", "", "plain", "é ü", "\u{1F600}"]
    private static let time = Date(timeIntervalSince1970: 1_780_000_000)

    static func entities(_ random: inout SeededRandom) throws -> ([AccountEntity], [String]) {
        let groups = try (0..<Int.random(in: 0...3, using: &random)).map { try GroupName("group\($0)") }
        var entities: [AccountEntity] = []
        var rows: [String] = []
        for number in 0..<Int.random(in: 1...6, using: &random) {
            let name = try UserName("user\(number)")
            let created = time.addingTimeInterval(Double(number))
            rows.append(SnapshotFiles.row(name.text, ReportTime.text(created)))
            let user = User(
                name: name, id: try UserID("AIDA000000000000000\(number)"), path: try IAMPath(random.pick(["/", "/staff/"])),
                arn: try arn("user/\(name)"), created: created, tags: tags(&random), boundary: random.chance(30) ? try arn("policy/b") : nil
            )
            let detail = UserDetail(
                user: user, groups: groups.filter { _ in random.chance(50) }, inlinePolicies: try inline(&random),
                attachedPolicies: try attached(&random))
            entities.append(.user(detail))
        }
        for name in groups {
            let group = Group(
                name: name, id: try UserID("AGPA000000000000000\(name)"), path: try IAMPath("/"), arn: try arn("group/\(name)"))
            entities.append(
                .group(
                    GroupDetail(group: group, created: time, inlinePolicies: try inline(&random), attachedPolicies: try attached(&random))))
        }
        for number in 0..<Int.random(in: 0...2, using: &random) {
            entities.append(.role(try role(number, &random)))
            let versions = [PolicyDetail.Version(id: "v1", document: random.pick(documents))]
            entities.append(
                .policy(
                    PolicyDetail(
                        name: try PolicyName("policy\(number)"), arn: try arn("policy/policy\(number)"), defaultVersion: "v1",
                        versions: versions, attachmentCount: number, boundaryCount: 1)))
        }
        return (entities, rows)
    }

    private static func role(_ number: Int, _ random: inout SeededRandom) throws -> RoleDetail {
        var role = RoleDetail(
            name: try RoleName("role\(number)"), id: try UserID("AROA000000000000000\(number)"), path: try IAMPath("/"),
            arn: try arn("role/role\(number)"), created: time, trust: random.pick(documents))
        role.inlinePolicies = try inline(&random)
        role.attachedPolicies = try attached(&random)
        role.boundary = random.chance(30) ? try arn("policy/b") : nil
        role.tags = tags(&random)
        role.lastUse = random.pick([.never, .notTold, .at(time, region: nil), .at(time, region: "ap-northeast-2")])
        role.instanceProfiles = random.chance(50) ? ["web"] : []
        return role
    }

    private static func inline(_ random: inout SeededRandom) throws -> [PolicyName: String] {
        var policies: [PolicyName: String] = [:]
        for number in 0..<Int.random(in: 0...3, using: &random) { policies[try PolicyName("p\(number)")] = random.pick(documents) }
        return policies
    }

    private static func attached(_ random: inout SeededRandom) throws -> [AttachedPolicy] {
        try ["AdministratorAccess", "ReadOnlyAccess"].filter { _ in random.chance(30) }.map {
            AttachedPolicy(name: try PolicyName($0), arn: try ARN("arn:aws:iam::aws:policy/\($0)"))
        }
    }

    private static func tags(_ random: inout SeededRandom) -> [IAM.Tag] {
        (0..<Int.random(in: 0...2, using: &random)).map { IAM.Tag("key\($0)", random.pick(words)) }
    }

    private static func arn(_ resource: String) throws -> ARN { try ARN("arn:aws:iam::123456789012:\(resource)") }
}
