import Conformance
import Foundation
import IAM
import Testing

@testable import AWS

/// The client and moto together, held to what IAM does. Where moto is known to do otherwise, the case must fail, so that a moto that learns
/// it is noticed.
@Suite(.serialized) struct ConformanceTests {
    @Test func `moto does through the client what IAM does`() async throws {
        try await MotoTests.withMoto { client, url in
            for (place, tried) in ConformanceCase.all.enumerated() where tried.motoDeviation == nil {
                await Self.demand(tried, in: ConformanceWorld(service: client, prefix: "c\(place)", arrange: Self.arrange(url)))
            }
        }
    }

    // In an account of their own: what should have been refused is there afterwards.
    @Test func `moto does otherwise where it is known to`() async throws {
        try await MotoTests.withMoto { client, url in
            for (place, tried) in ConformanceCase.all.enumerated() {
                guard let deviation = tried.motoDeviation else { continue }
                let world = ConformanceWorld(service: client, prefix: "c\(place)", arrange: Self.arrange(url))
                await withKnownIssue("\(tried.name): \(deviation)") { try await tried.run(world) }
            }
        }
    }

    private static func demand(_ tried: ConformanceCase, in world: ConformanceWorld) async {
        do {
            try await tried.run(world)
        } catch {
            Issue.record(error, "\(tried.name) (\(tried.source))")
        }
    }

    // Moto has no service-specific credentials: the cases that need one are known issues.
    private static func arrange(_ url: String) -> [ConformanceCase.Need: @Sendable (UserName) async throws -> String] {
        [
            .accessKey: made(url, "print(iam.create_access_key(UserName=name)['AccessKey']['AccessKeyId'])"),
            .virtualMFADevice: made(url, virtualMFADevice), .attachedPolicy: made(url, attachedPolicy),
            .sshPublicKey: made(
                url, "print(iam.upload_ssh_public_key(UserName=name, SSHPublicKeyBody='ssh-rsa AAAA')['SSHPublicKey']['SSHPublicKeyId'])"),
            .signingCertificate: made(url, certificate),
        ]
    }

    private static func made(_ url: String, _ lines: String) -> @Sendable (UserName) async throws -> String {
        { user in try MotoTests.arrange(url, "name = '\(user)'\n" + lines) }
    }

    private static let virtualMFADevice = """
        serial = iam.create_virtual_mfa_device(VirtualMFADeviceName=name)['VirtualMFADevice']['SerialNumber']
        iam.enable_mfa_device(UserName=name, SerialNumber=serial, AuthenticationCode1='123456', AuthenticationCode2='234567')
        print(serial)
        """

    private static let attachedPolicy = """
        document = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}]}'
        arn = iam.create_policy(PolicyName=name, PolicyDocument=document)['Policy']['Arn']
        iam.attach_user_policy(UserName=name, PolicyArn=arn)
        print(arn)
        """

    private static let certificate = """
        import datetime
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec
        key, day = ec.generate_private_key(ec.SECP256R1()), datetime.datetime(2026, 1, 1)
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, 'test')])
        builder = x509.CertificateBuilder(subject, subject, key.public_key(), 1, day, day + datetime.timedelta(3650))
        text = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()
        print(iam.upload_signing_certificate(UserName=name, CertificateBody=text)['Certificate']['CertificateId'])
        """
}
