import Foundation
import IAM
import Sandbox
import Synchronization
import Testing

@Suite struct PeopleTests {
    private let world: World
    private let asked = Questions()
    private let jane: UserName

    init() throws {
        let asked = asked
        var settings = SandboxSettings()
        settings.authorizer = { asked.answer($0) }
        world = try World(settings: settings)
        jane = try UserName("jane")
        try world.account.seedUser(jane, path: IAMPath("/staff/"), tags: [Tag("team", "a")], password: password)
    }

    private var account: SandboxAccount { world.account }

    @Test func `only the right password opens the console, and the sign-in is told`() async throws {
        #expect(throws: ActRefusal.self) { try account.signIn(jane, password: Password("Wrong-Horse-7"), showingMFA: false) }
        #expect(try await account.getUser(jane).passwordLastUsed == nil)
        _ = try account.signIn(jane, password: password, showingMFA: false)
        #expect(try await account.getUser(jane).passwordLastUsed == world.clock.now)
    }

    @Test func `within five minutes only the first sign-in is recorded`() async throws {
        let first = world.clock.now
        for _ in 0..<3 {
            _ = try account.signIn(jane, password: password, showingMFA: false)
            world.clock.advance(149)
        }
        #expect(try await account.getUser(jane).passwordLastUsed == first)
        _ = try account.signIn(jane, password: password, showingMFA: false)
        #expect(try await account.getUser(jane).passwordLastUsed == first + 447)
    }

    @Test func `who has a device must show it, and a session keeps what it began with`() async throws {
        let before = try account.signIn(jane, password: password, showingMFA: false)
        let serial = try account.createVirtualMFADevice(named: "jane", by: .console(before))
        #expect(throws: ActRefusal(code: .other("InvalidAuthenticationCode"), message: "Authentication code for device is not valid.")) {
            try account.enableMFADevice(serial, codesAreRight: false, by: .console(before))
        }
        try account.enableMFADevice(serial, by: .console(before))
        #expect(try await account.listMFADevices(of: jane, from: nil).items.map(\.serial) == [serial])
        #expect(throws: ActRefusal.self) { try account.signIn(jane, password: password, showingMFA: false) }
        let after = try account.signIn(jane, password: password, showingMFA: true)
        #expect([before.hasMFA, after.hasMFA] == [false, true])
        try account.deactivateOwnMFADevice(serial, by: .console(after))
        #expect(throws: ActRefusal.self) { try account.signIn(jane, password: password, showingMFA: true) }
        #expect(throws: ActRefusal.self) { try account.createVirtualMFADevice(named: "jane", by: .console(after)) }
    }

    @Test func `the question holds the request's context and every policy that applies`() throws {
        try account.seedGroup(
            GroupName("g"), path: root, inline: [PolicyName("in"): Rule.document],
            attached: [ARN("arn:aws:iam::aws:policy/AdministratorAccess")])
        try account.seedMembership(of: jane, in: GroupName("g"))
        try account.attachUserPolicy(ARN("arn:aws:iam::aws:policy/IAMUserChangePassword"), to: jane)
        try account.seedBoundary(ARN("arn:aws:iam::aws:policy/AdministratorAccess"), on: jane)
        let key = try account.createOwnAccessKey(by: .console(try account.signIn(jane, password: password, showingMFA: false)))
        let console = try #require(asked.last)
        #expect(console.action == "iam:CreateAccessKey")
        #expect(console.resource == "arn:aws:iam::123456789012:user/staff/jane")
        #expect(
            console.policies.map(\.source) == [
                "user/jane arn:aws:iam::aws:policy/IAMUserChangePassword", "group/g in",
                "group/g arn:aws:iam::aws:policy/AdministratorAccess",
            ])
        #expect(console.boundary != nil)
        #expect(console.context["aws:MultiFactorAuthPresent"] == ["false"])
        #expect(console.context["aws:username"] == ["jane"])
        #expect(console.context["aws:PrincipalTag/team"] == ["a"])
        _ = try account.answer(to: "s3:GetObject", on: "arn:aws:s3:::b/k", by: .accessKey(key))
        #expect(asked.last?.context["aws:MultiFactorAuthPresent"] == nil)
    }

    @Test func `what the policies do not allow is refused`() throws {
        let session = ActingCredentials.console(try account.signIn(jane, password: password, showingMFA: false))
        for answer in [AuthorizationAnswer.explicitDeny, .implicitDeny] {
            asked.say(answer)
            let acts: [() throws -> Void] = [
                { _ = try account.createVirtualMFADevice(named: "jane", by: session) },
                { _ = try account.createOwnAccessKey(by: session) },
                { try account.changePassword(from: password, to: Password("Another-Horse-8"), by: session) },
            ]
            for act in acts {
                let refusal = #expect(throws: ActRefusal.self) { try act() }
                #expect(refusal?.code == .accessDenied)
            }
        }
        #expect(try account.isPassword(password, validFor: jane))
    }

    @Test func `the password is changed by whoever knows the old one`() throws {
        let session = ActingCredentials.console(try account.signIn(jane, password: password, showingMFA: false))
        let new = Password("Another-Horse-8")
        #expect(throws: ActRefusal.self) { try account.changePassword(from: new, to: new, by: session) }
        #expect(throws: ActRefusal.self) { try account.changePassword(from: password, to: password, by: session) }
        #expect(throws: ActRefusal.self) { try account.changePassword(from: password, to: Password("weak"), by: session) }
        try account.changePassword(from: password, to: new, by: session)
        #expect(try account.isPassword(new, validFor: jane))
        #expect(!(try account.isPassword(password, validFor: jane)))
        #expect(asked.last?.isGrantedByAccount == false)
        try account.setPasswordPolicy(Rule.strict)
        try account.changePassword(from: new, to: Password("A-Third-Horse-999"), by: session)
        #expect(asked.last?.isGrantedByAccount == true)
    }

    @Test func `a forced reset needs a new password and the right to set it`() async throws {
        try await account.updateLoginProfile(of: jane, password: password, resetRequired: true)
        let new = Password("Another-Horse-8")
        let refusal = #expect(throws: ActRefusal.self) { try account.signIn(jane, password: password, showingMFA: false) }
        #expect(refusal?.code == .other("PasswordResetRequired"))
        asked.say(.explicitDeny)
        #expect(throws: ActRefusal.self) { try account.signIn(jane, password: password, showingMFA: false, newPassword: new) }
        #expect(try account.isPassword(password, validFor: jane))
        asked.say(.allowed)
        _ = try account.signIn(jane, password: password, showingMFA: false, newPassword: new)
        #expect(try account.isPassword(new, validFor: jane))
        #expect(try await account.getLoginProfile(of: jane).resetRequired == false)
    }

    @Test func `an expired password must be changed, and with hard expiry opens nothing`() throws {
        var policy = Rule.strict
        try account.setPasswordPolicy(policy)
        world.clock.advance(90 * 86_400)
        #expect(throws: ActRefusal.self) { try account.signIn(jane, password: password, showingMFA: false) }
        policy.hardExpiry = true
        try account.setPasswordPolicy(policy)
        let new = Password("Another-Horse-8888")
        #expect(throws: ActRefusal.self) { try account.signIn(jane, password: password, showingMFA: false, newPassword: new) }
        policy.hardExpiry = false
        try account.setPasswordPolicy(policy)
        _ = try account.signIn(jane, password: password, showingMFA: false, newPassword: new)
    }

    @Test func `a key is used until it is cut, and with it the first device can be enabled but no other`() async throws {
        let key = try account.seedAccessKey(of: jane)
        try account.useAccessKey(key, service: "s3", region: "ap-northeast-2")
        let used = world.clock.now
        world.clock.advance(899)
        try account.useAccessKey(key, service: "ec2", region: "us-east-1")
        #expect(try await account.getAccessKeyLastUsed(key) == AccessKeyLastUsed(date: used, region: "ap-northeast-2", service: "s3"))
        let serial = try account.createVirtualMFADevice(named: "jane", by: .accessKey(key))
        try account.enableMFADevice(serial, by: .accessKey(key))
        #expect(throws: ActRefusal.self) { try account.deactivateOwnMFADevice(serial, by: .accessKey(key)) }
        #expect(throws: ActRefusal.self) { try account.enableMFADevice(MFASerial("GAHT12345678"), by: .accessKey(key)) }
        try await account.updateAccessKey(key, of: jane, active: false)
        let refusal = #expect(throws: ActRefusal.self) { try account.useAccessKey(key, service: "s3", region: "us-east-1") }
        #expect(refusal?.code == .invalidClientToken)
    }

    @Test func `a passkey counts as a device and is no virtual one`() async throws {
        let session = try account.signIn(jane, password: password, showingMFA: false)
        let serial = try account.enablePasskey(named: "laptop", by: session)
        let device = try #require(try await account.listMFADevices(of: jane, from: nil).items.first)
        #expect(device.serial == serial)
        #expect(!device.isVirtual)
        try await account.deactivateMFADevice(serial, of: jane)
        #expect(try await account.listVirtualMFADevices(.any, from: nil).items.isEmpty)
    }

    @Test func `without an evaluator only the account's own grant is allowed`() throws {
        account.settings = SandboxSettings()
        let session = ActingCredentials.console(try account.signIn(jane, password: password, showingMFA: false))
        #expect(throws: ActRefusal.self) { try account.changePassword(from: password, to: Password("Another-Horse-8"), by: session) }
        try account.setPasswordPolicy(Rule.strict)
        try account.changePassword(from: password, to: Password("Another-Horse-8888"), by: session)
    }
}

/// Answers every question alike, and remembers the last.
private final class Questions: Sendable {
    private let state = Mutex<(answer: AuthorizationAnswer, last: AuthorizationQuestion?)>((.allowed, nil))

    var last: AuthorizationQuestion? { state.withLock { $0.last } }

    func say(_ answer: AuthorizationAnswer) { state.withLock { $0.answer = answer } }

    func answer(_ question: AuthorizationQuestion) -> AuthorizationAnswer {
        state.withLock { state in
            state.last = question
            return state.answer
        }
    }
}
