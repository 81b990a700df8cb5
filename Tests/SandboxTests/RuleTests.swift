import Foundation
import IAM
import Sandbox
import Testing

/// What is tried, and the code with which AWS refuses it.
struct Rule: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: IAMError.Code
    let attempt: @Sendable (World, UserName) async throws -> Void

    init(_ name: String, _ code: IAMError.Code, _ attempt: @escaping @Sendable (World, UserName) async throws -> Void) {
        testDescription = name
        self.code = code
        self.attempt = attempt
    }

    static let document = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#

    static let all: [Rule] = [
        Rule("a tag key of 129 characters", .validationError) { world, name in
            _ = try await world.account.createUser(UserName("new"), path: root, tags: [Tag(String(repeating: "k", count: 129), "")])
        },
        Rule("a tag value of 257 characters", .validationError) { world, name in
            _ = try await world.account.createUser(UserName("new"), path: root, tags: [Tag("k", String(repeating: "v", count: 257))])
        },
        Rule("a tag key with a character that IAM does not have", .validationError) { world, _ in
            _ = try await world.account.createUser(UserName("new"), path: root, tags: [Tag("a#b", "")])
        },
        Rule("a tag key of AWS's own", .invalidInput) { world, _ in
            _ = try await world.account.createUser(UserName("new"), path: root, tags: [Tag("AWS:x", "")])
        },
        Rule("a password of nothing", .validationError) { world, name in
            try await world.account.createLoginProfile(for: name, password: Password(""), resetRequired: false)
        },
        Rule("a password of 129 characters", .validationError) { world, name in
            let long = Password(String(repeating: "aA1-", count: 32) + "x")
            try await world.account.createLoginProfile(for: name, password: long, resetRequired: false)
        },
        Rule("a third access key", .limitExceeded) { world, name in
            for _ in 0..<2 { try world.account.seedAccessKey(of: name) }
            try ported { try world.account.seedAccessKey(of: name) }
        },
        Rule("a ninth MFA device", .limitExceeded) { world, name in
            for number in 0..<8 { try world.account.seedMFADevice(MFASerial("GAHT1234567\(number)"), of: name) }
            try ported { try world.account.seedMFADevice(MFASerial("GAHT12345678"), of: name) }
        },
        Rule("an eleventh attached policy", .limitExceeded) { world, name in
            for number in 0...10 {
                let arn = try world.account.seedAWSPolicy(PolicyName("P\(number)"), document: document)
                try ported { try world.account.attachUserPolicy(arn, to: name) }
            }
        },
        Rule("an eleventh policy on a group", .limitExceeded) { world, _ in
            let group = try GroupName("g")
            try world.account.seedGroup(group, path: root)
            for number in 0...10 {
                let arn = try world.account.seedAWSPolicy(PolicyName("P\(number)"), document: document)
                try await world.account.attachGroupPolicy(arn, to: group)
            }
        },
        Rule("a managed policy of 6,145 characters", .limitExceeded) { world, _ in
            let long = document.replacing("s3:*", with: "s3:" + String(repeating: "x", count: 6145 - document.count + 1))
            _ = try await world.account.createPolicy(PolicyName("p"), path: root, document: long, tags: [])
        },
        Rule("a group's inline policies of 5,121 characters", .limitExceeded) { world, _ in
            let long = document.replacing("s3:*", with: "s3:" + String(repeating: "x", count: 5121 - document.count + 1))
            try ported { try world.account.seedGroup(GroupName("g"), path: root, inline: [PolicyName("p"): long]) }
        },
        Rule("a policy whose name differs from another's in case alone", .entityAlreadyExists) { world, _ in
            for name in ["Duty", "duty"] {
                _ = try await world.account.createPolicy(PolicyName(name), path: root, document: document, tags: [])
            }
        },
        Rule("a policy with a principal", .malformedPolicyDocument) { world, name in
            let bad = document.replacing(#""Effect""#, with: #""Principal":"*","Effect""#)
            try await world.account.putUserPolicy(PolicyName("p"), document: bad, on: name)
        },
        Rule("a policy with an effect in lower case", .malformedPolicyDocument) { world, name in
            try await world.account.putUserPolicy(PolicyName("p"), document: document.replacing("Allow", with: "allow"), on: name)
        },
        Rule("a marker that IAM did not give", .validationError) { world, _ in _ = try await world.account.listUsers(from: Marker("?")) },
        Rule("a report before one was made", .reportNotPresent) { world, _ in _ = try await world.account.getCredentialReport() },
        Rule("a report four hours old", .reportExpired) { world, _ in
            _ = try await world.account.generateCredentialReport()
            world.clock.advance(4 * 3600)
            _ = try await world.account.getCredentialReport()
        },
        Rule("a group deleted with a member", .deleteConflict) { world, name in
            let group = try world.account.seedGroup(GroupName("g"), path: root)
            try world.account.seedMembership(of: name, in: group.name)
            try ported { try world.account.deleteGroup(group.name) }
        },
        Rule("a password used before, when that is forbidden", .passwordPolicyViolation) { world, name in
            try world.account.setPasswordPolicy(strict)
            for text in ["Correct-Horse-71", "Correct-Horse-72", "Correct-Horse-71"] {
                try await setPassword(text, of: name, in: world)
            }
        },
        Rule("a password without a symbol, when one is wanted", .passwordPolicyViolation) { world, name in
            try world.account.setPasswordPolicy(strict)
            try await world.account.createLoginProfile(for: name, password: Password("CorrectHorse7777"), resetRequired: false)
        },
    ]

    static let strict = PasswordPolicy(
        minimumLength: 14, requiresSymbols: true, requiresNumbers: true, requiresUppercase: true, requiresLowercase: true,
        usersMayChange: true, maximumAge: 90, reusePrevention: 24)

    private static func setPassword(_ text: String, of name: UserName, in world: World) async throws {
        do {
            try await world.account.createLoginProfile(for: name, password: Password(text), resetRequired: false)
        } catch let error as IAMError where error.code == .entityAlreadyExists {
            try await world.account.updateLoginProfile(of: name, password: Password(text), resetRequired: false)
        }
    }

    /// An operator's refusal, told as the port tells its own.
    private static func ported<Result>(_ act: () throws -> Result) throws {
        do {
            _ = try act()
        } catch let refusal as ActRefusal {
            throw IAMError(action: .getUser, kind: .refused(refusal.code), message: refusal.message)
        }
    }
}

@Suite struct RuleTests {
    @Test(arguments: Rule.all)
    func `AWS's rules hold, and what is refused changes nothing`(rule: Rule) async throws {
        let world = try World()
        let name = try UserName("jane")
        try world.account.seedUser(name, path: root)
        let error = await #expect(throws: IAMError.self) { try await rule.attempt(world, name) }
        #expect(error?.code == rule.code)
        #expect(try await every { try await world.account.listUsers(from: $0) }.map(\.name) == [name])
    }

    @Test func `quotas hold for users and groups`() async throws {
        let world = try World()
        for number in 0..<5000 { try world.account.seedUser(UserName("u\(number)"), path: root) }
        for number in 0..<300 { try world.account.seedGroup(GroupName("g\(number)"), path: root) }
        await #expect(throws: IAMError.self) { try await world.account.createUser(UserName("one-more"), path: root, tags: []) }
        await #expect(throws: IAMError.self) { try await world.account.createGroup(GroupName("one-more"), path: root) }
        #expect(try await world.account.getAccountSummary()["Users"] == 5000)
    }

    @Test func `a renamed user keeps id, groups and keys, and frees the name`() async throws {
        let (world, old, new) = (try World(), try UserName("jane"), try UserName("jane.doe"))
        let user = try world.account.seedUser(old, path: root)
        let key = try world.account.seedAccessKey(of: old)
        try world.account.renameUser(old, to: new, path: IAMPath("/staff/"))
        #expect(try await world.account.getUser(new).id == user.id)
        #expect(try await world.account.getUser(new).arn.resource == "user/staff/jane.doe")
        #expect(try await world.account.listAccessKeys(of: new, from: nil).items.map(\.id) == [key])
        await #expect(throws: IAMError.self) { try await world.account.getUser(old) }
        try world.account.seedUser(old, path: root)
    }

    @Test func `root's virtual device is listed without a user and cannot be deleted`() async throws {
        let world = try World()
        try world.account.setRoot(Root(created: world.clock.now, device: .virtual))
        let devices = try await world.account.listVirtualMFADevices(.assigned, from: nil).items
        #expect(devices.map(\.serial.text) == ["arn:aws:iam::123456789012:mfa/root-account-mfa-device"])
        #expect(devices.map(\.user) == [nil])
        let error = await #expect(throws: IAMError.self) {
            try await world.account.deleteVirtualMFADevice(MFASerial(devices.first?.serial.text ?? ""))
        }
        #expect(error?.code == .deleteConflict)
        #expect(try await world.account.getAccountSummary()["AccountMFAEnabled"] == 1)
    }

    @Test func `aliases, roles and policy versions are as others set them`() async throws {
        let world = try World()
        try world.account.setAccountAlias("acme-prod")
        try world.account.seedRole("ops", path: root, trust: "{}", maximumSession: 7200)
        let policy = try await world.account.createPolicy(PolicyName("p"), path: root, document: Rule.document, tags: [])
        try world.account.seedPolicyVersion(of: policy.arn, document: Rule.document + " ")
        #expect(try await world.account.listAccountAliases() == ["acme-prod"])
        #expect(try await world.account.listRoles(from: nil).items.map(\.maximumSession) == [7200])
        #expect(try await world.account.getPolicy(policy.arn).defaultVersion == "v2")
        #expect(try await world.account.getPolicyVersion("v2", of: policy.arn) == Rule.document + " ")
    }
}
