import Foundation
import IAM
import Sandbox
import Testing

/// The check that was published with the policy: remove the MFA, attach the policy, refresh the console, see the API errors.
@Suite struct SeedVerificationTests {
    private let world: World
    private let jane: UserName
    private let duty: PolicyName
    private let document = DutyVariant.seed.document(in: .aws)

    init() throws {
        var settings = SandboxSettings()
        settings.authorizer = PolicyJudge.answer
        world = try World(settings: settings)
        jane = try UserName("jane")
        duty = try PolicyName("policy-iam-user-duty")
        try world.account.seedUser(jane, path: root, password: password)
    }

    private var account: SandboxAccount { world.account }
    private static let administrator = "arn:aws:iam::aws:policy/AdministratorAccess"
    private static let own = "arn:aws:iam::123456789012:user/jane"

    private func withMFA() throws -> (session: ConsoleSession, device: MFASerial) {
        let first = ActingCredentials.console(try account.signIn(jane, password: password, showingMFA: false))
        let device = try account.createVirtualMFADevice(named: "jane", by: first)
        try account.enableMFADevice(device, by: first)
        return (try account.signIn(jane, password: password, showingMFA: true), device)
    }

    @Test func `with the MFA gone and the policy attached a refresh shows API errors, for console and access key`() async throws {
        try account.attachUserPolicy(ARN(Self.administrator), to: jane)
        let (before, device) = try withMFA()
        let key = ActingCredentials.accessKey(try account.seedAccessKey(of: jane))
        try await account.deactivateMFADevice(device, of: jane)
        let console = ActingCredentials.console(try account.signIn(jane, password: password, showingMFA: false))
        for credentials in [console, key] {
            #expect(try account.answer(to: "s3:ListAllMyBuckets", on: "*", by: credentials) == .allowed)
        }
        try await account.putUserPolicy(duty, document: document, on: jane)
        for credentials in [console, key] {
            for action in ["s3:ListAllMyBuckets", "ec2:DescribeInstances", "iam:ListUsers", "iam:GetAccountSummary"] {
                #expect(try account.answer(to: action, on: "*", by: credentials) == .explicitDeny, "\(action)")
            }
            let refusal = #expect(throws: ActRefusal.self) { try account.createOwnAccessKey(by: credentials) }
            #expect(refusal?.code == .accessDenied)
            #expect(
                refusal?.message.contains("not authorized to perform: iam:CreateAccessKey on resource: \(Self.own) with an explicit deny")
                    == true)
        }
        // What a refresh does not show: a console that was opened with MFA keeps it until the next sign-in.
        #expect(try account.answer(to: "s3:ListAllMyBuckets", on: "*", by: .console(before)) == .allowed)
    }

    @Test func `whoever enrols again and signs in again has everything back, and the key nothing`() async throws {
        try account.attachUserPolicy(ARN(Self.administrator), to: jane)
        try await account.putUserPolicy(duty, document: document, on: jane)
        let key = ActingCredentials.accessKey(try account.seedAccessKey(of: jane))
        let session = ActingCredentials.console(try withMFA().session)
        #expect(try account.answer(to: "s3:ListAllMyBuckets", on: "*", by: session) == .allowed)
        #expect(try account.answer(to: "s3:ListAllMyBuckets", on: "*", by: key) == .explicitDeny)
    }

    /// What the policy alone decides: signed in without MFA, with an access key, and signed in with MFA.
    static let decisions: [(action: String, resource: String, answers: [AuthorizationAnswer])] = [
        ("iam:GetUser", own, [.allowed, .allowed, .allowed]),
        ("iam:EnableMFADevice", own, [.allowed, .allowed, .allowed]),
        ("iam:ListVirtualMFADevices", "*", [.allowed, .allowed, .allowed]),
        ("iam:CreateVirtualMFADevice", "arn:aws:iam::123456789012:mfa/jane", [.allowed, .allowed, .allowed]),
        ("iam:CreateVirtualMFADevice", "arn:aws:iam::123456789012:mfa/iphone", [.implicitDeny, .implicitDeny, .implicitDeny]),
        ("iam:GetMFADevice", own, [.explicitDeny, .explicitDeny, .implicitDeny]),
        ("iam:ChangePassword", own, [.explicitDeny, .explicitDeny, .allowed]),
        ("iam:GetAccountPasswordPolicy", "*", [.explicitDeny, .explicitDeny, .allowed]),
        ("iam:DeactivateMFADevice", own, [.explicitDeny, .explicitDeny, .allowed]),
        ("iam:ListAccessKeys", own, [.explicitDeny, .explicitDeny, .implicitDeny]),
        ("s3:ListAllMyBuckets", "*", [.explicitDeny, .explicitDeny, .implicitDeny]),
        ("sts:GetCallerIdentity", "*", [.allowed, .allowed, .allowed]),
    ]

    @Test(arguments: decisions)
    func `the policy alone decides as it was worked out for AWS`(action: String, resource: String, answers: [AuthorizationAnswer])
        async throws
    {
        let console = ActingCredentials.console(try account.signIn(jane, password: password, showingMFA: false))
        let key = ActingCredentials.accessKey(try account.seedAccessKey(of: jane))
        try await account.putUserPolicy(duty, document: document, on: jane)
        let session = ActingCredentials.console(try withMFA().session)
        #expect(try [console, key, session].map { try account.answer(to: action, on: resource, by: $0) } == answers)
    }
}
