import Conformance
import IAM
import Sandbox
import Testing

@Suite struct ConformanceTests {
    @Test(arguments: ConformanceCase.all)
    func `the sandbox does what IAM does`(tried: ConformanceCase) async throws {
        let world = try World()
        #expect(world.conformance.canRun(tried))
        try await tried.run(world.conformance)
    }

    @Test(arguments: ConformanceCase.all)
    func `small, shuffled pages that begin empty change nothing`(tried: ConformanceCase) async throws {
        var settings = SandboxSettings()
        settings.paging.size = 1
        settings.paging.shuffleSeed = 7
        settings.paging.beginsEmpty = true
        let world = try World(settings: settings)
        try await tried.run(world.conformance)
    }

    @Test func `every case has a name of its own`() {
        #expect(Set(ConformanceCase.all.map(\.name)).count == ConformanceCase.all.count)
        #expect(ConformanceCase.all.count >= 50)
    }
}

extension World {
    var conformance: ConformanceWorld {
        let account = account
        return ConformanceWorld(
            service: account, prefix: "c1",
            arrange: [
                .accessKey: { try account.seedAccessKey(of: $0).text },
                .virtualMFADevice: { user in
                    let serial = try account.seedVirtualMFADevice(named: user.text)
                    try account.seedMFADevice(serial, of: user)
                    return serial.text
                },
                .attachedPolicy: { user in
                    let arn = try ARN("arn:aws:iam::aws:policy/IAMUserChangePassword")
                    try account.attachUserPolicy(arn, to: user)
                    return arn.description
                },
                .sshPublicKey: { try account.seedSSHKey(of: $0) },
                .signingCertificate: { try account.seedSigningCertificate(of: $0) },
                .serviceSpecificCredential: { try account.seedServiceCredential(of: $0, service: "codecommit.amazonaws.com") },
            ])
    }
}
