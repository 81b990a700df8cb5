import Foundation
import IAM
import Testing

@testable import AWS

/// Every operation of the port that moto has, against moto's server: an implementation of IAM's protocol that is not ours.
@Suite(.serialized) struct MotoTests {
    static let document = #"{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}"#

    /// A client of moto as seen by the account 123456789012.
    static func withMoto(_ body: @Sendable (IAMClient, String) async throws -> Void) async throws {
        try await Moto.run { url in
            let endpoints = try Endpoints(.aws, configured: Endpoint(url))
            var configuration = IAMClient.Configuration(endpoints: endpoints, credentials: CredentialSource(.test))
            configuration.rate = nil
            configuration.retries = Retries(attempts: 2, base: .milliseconds(1), longest: .milliseconds(1))
            try await IAMClient.use(configuration, outside: .signing) { try await body($0, url) }
        }
    }

    /// What boto3 does for tests that IAMService cannot, since tenure never makes keys or devices.
    static func arrange(_ url: String, _ lines: String) throws -> String {
        let start =
            "import boto3\niam = boto3.client('iam', endpoint_url='\(url)', region_name='us-east-1', "
            + "aws_access_key_id='AKIAIOSFODNN7EXAMPLE', aws_secret_access_key='wJalrXUtnFEMI')\n"
        return try Python.run(start + lines, input: "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test func `users, passwords, groups and policies live their lives`() async throws {
        try await Self.withMoto { client, _ in
            let jane = try UserName("jane.doe@example.com")
            let tags = [Tag("tenure:request", "R-17 & more"), Tag("name", "제인 + \"도\"")]
            let made = try await client.createUser(jane, path: try IAMPath("/staff/"), tags: tags)
            #expect(made.arn.description == "arn:aws:iam::123456789012:user/staff/jane.doe@example.com")
            #expect(made.tags == tags)
            let read = try await client.getUser(jane)
            #expect(read.id == made.id)
            #expect(Set(read.tags) == Set(tags))
            let users = try await every { try await client.listUsers(from: $0) }
            #expect(users.map(\.name) == [jane])
            let again = try await refusal { try await client.createUser(jane, path: try IAMPath("/"), tags: []) }
            #expect(again.code == .entityAlreadyExists)

            try await client.createLoginProfile(for: jane, password: Password("pass & word+%"), resetRequired: true)
            #expect(try await client.getLoginProfile(of: jane).user == jane)
            try await client.updateLoginProfile(of: jane, password: Password("another one"), resetRequired: false)
            try await client.deleteLoginProfile(of: jane)
            let noGetLoginProfile = try await refusal { try await client.getLoginProfile(of: jane) }
            #expect(noGetLoginProfile.code == .noSuchEntity)

            let group = try GroupName("developers")
            #expect(try await client.createGroup(group, path: try IAMPath("/")).name == group)
            #expect(try await client.getGroup(group).name == group)
            try await client.addUser(jane, to: group)
            #expect(try await client.listGroups(of: jane, from: nil).items == [group])
            let duty = try await client.createPolicy(try PolicyName("duty"), path: try IAMPath("/"), document: Self.document, tags: tags)
            #expect(Set(duty.tags) == Set(tags))
            #expect(try await client.getPolicy(duty.arn).defaultVersion == "v1")
            #expect(try await client.getPolicyVersion("v1", of: duty.arn) == Self.document)
            try await client.attachGroupPolicy(duty.arn, to: group)
            #expect(
                try await client.listAttachedGroupPolicies(of: group, from: nil).items == [AttachedPolicy(name: duty.name, arn: duty.arn)])
            #expect(try await client.listGroupPolicies(of: group, from: nil).items.isEmpty)

            let deny = try PolicyName("deny-all")
            try await client.putUserPolicy(deny, document: Self.document, on: jane)
            #expect(try await client.getUserPolicy(deny, of: jane) == Self.document)
            #expect(try await client.listUserPolicies(of: jane, from: nil).items == [deny])
            let details = try await every { try await client.getUserDetails(from: $0) }
            #expect(details.map(\.user.name) == [jane])
            #expect(details.first?.groups == [group])
            #expect(details.first?.inlinePolicies == [deny: Self.document])
            #expect(details.first.map { Set($0.user.tags) } == Set(tags))

            try await client.deleteUserPolicy(deny, of: jane)
            try await client.removeUser(jane, from: group)
            try await client.deleteUser(jane)
            let noGetUser = try await refusal { try await client.getUser(jane) }
            #expect(noGetUser.code == .noSuchEntity)
        }
    }

    @Test func `what tenure does not make is listed, cut and deleted`() async throws {
        try await Self.withMoto { client, url in
            let bob = try UserName("bob")
            _ = try await client.createUser(bob, path: try IAMPath("/"), tags: [])
            let text = try Self.arrange(
                url,
                """
                import json
                key = iam.create_access_key(UserName='bob')['AccessKey']['AccessKeyId']
                serial = iam.create_virtual_mfa_device(VirtualMFADeviceName='bob')['VirtualMFADevice']['SerialNumber']
                free = iam.create_virtual_mfa_device(VirtualMFADeviceName='free')['VirtualMFADevice']['SerialNumber']
                iam.enable_mfa_device(UserName='bob', SerialNumber=serial, AuthenticationCode1='123456', AuthenticationCode2='234567')
                iam.upload_ssh_public_key(UserName='bob', SSHPublicKeyBody='ssh-rsa AAAA')
                doc = json.dumps({'Version': '2012-10-17', 'Statement': [{'Effect': 'Deny', 'Action': '*', 'Resource': '*'}]})
                iam.create_group(GroupName='g')
                iam.put_group_policy(GroupName='g', PolicyName='inline', PolicyDocument=doc)
                arn = iam.create_policy(PolicyName='p', PolicyDocument=doc)['Policy']['Arn']
                iam.attach_user_policy(UserName='bob', PolicyArn=arn)
                trust = json.dumps({'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Principal': {'AWS': '*'}, 'Action': 'sts:AssumeRole'}]})
                iam.create_role(RoleName='r', AssumeRolePolicyDocument=trust, MaxSessionDuration=7200)
                iam.create_account_alias(AccountAlias='prod')
                iam.update_account_password_policy(MinimumPasswordLength=14, RequireSymbols=True, PasswordReusePrevention=24)
                print(key, serial, free, arn)
                """)
            let words = text.split(separator: " ").map(String.init)
            let key = try AccessKeyID(words[0])
            #expect(try await client.listAccessKeys(of: bob, from: nil).items.map(\.id) == [key])
            try await client.updateAccessKey(key, of: bob, active: false)
            #expect(try await client.listAccessKeys(of: bob, from: nil).items.map(\.isActive) == [false])
            #expect(try await client.getAccessKeyLastUsed(key).service == "N/A")
            try await client.deleteAccessKey(key, of: bob)
            #expect(try await client.listAccessKeys(of: bob, from: nil).items.isEmpty)

            let serial = try MFASerial(words[1])
            #expect(try await client.listMFADevices(of: bob, from: nil).items.map(\.serial) == [serial])
            #expect(try await client.listVirtualMFADevices(.assigned, from: nil).items.map(\.user) == [bob])
            #expect(try await client.listVirtualMFADevices(.unassigned, from: nil).items.map(\.serial.text) == [words[2]])
            try await client.deactivateMFADevice(serial, of: bob)
            try await client.deleteVirtualMFADevice(serial)
            #expect(try await client.listVirtualMFADevices(.any, from: nil).items.map(\.serial.text) == [words[2]])

            let keys = try await client.listSSHPublicKeys(of: bob, from: nil).items
            #expect(keys.map(\.isActive) == [true])
            for key in keys { try await client.deleteSSHPublicKey(key.id, of: bob) }
            #expect(try await client.listSSHPublicKeys(of: bob, from: nil).items.isEmpty)
            #expect(try await client.listSigningCertificates(of: bob, from: nil).items.isEmpty)
            let missing = try await refusal { try await client.listServiceSpecificCredentials(of: bob, from: nil) }
            #expect(missing.message.contains("does not know ListServiceSpecificCredentials"))

            let group = try GroupName("g")
            let inline = try PolicyName("inline")
            #expect(try await client.listGroupPolicies(of: group, from: nil).items == [inline])
            #expect(try await client.getGroupPolicy(inline, of: group).contains("Statement"))
            let attached = try await client.listAttachedUserPolicies(of: bob, from: nil).items
            #expect(attached.map(\.arn.description) == [words[3]])
            for policy in attached { try await client.detachUserPolicy(policy.arn, from: bob) }
            #expect(try await client.listAttachedUserPolicies(of: bob, from: nil).items.isEmpty)

            let roles = try await every { try await client.listRoles(from: $0) }
            let role = try #require(roles.first)
            #expect(role.trust.contains("sts:AssumeRole"))
            #expect(role.maximumSession == 7200)
            #expect(try await client.listAccountAliases() == ["prod"])
            let rules = try await client.getAccountPasswordPolicy()
            #expect(rules.minimumLength == 14)
            #expect(rules.reusePrevention == 24)
            #expect(rules.maximumAge == nil)
            #expect(rules.requiresSymbols)
            #expect(!rules.requiresNumbers)
        }
    }

    @Test func `the account tells of itself`() async throws {
        try await Self.withMoto { client, _ in
            let identity = try await client.getCallerIdentity()
            #expect(identity.account.text == "123456789012")
            #expect(identity.arn.partition == .aws)
            let noGetAccountPasswordPolicy = try await refusal { try await client.getAccountPasswordPolicy() }
            #expect(noGetAccountPasswordPolicy.code == .noSuchEntity)
            _ = try await client.createUser(try UserName("kim"), path: try IAMPath("/"), tags: [])
            #expect(try await client.getAccountSummary()["Users"] == 1)
            let noGetCredentialReport = try await refusal { try await client.getCredentialReport() }
            #expect(noGetCredentialReport.code == .reportNotPresent)
            #expect(try await client.generateCredentialReport() == .started)
            #expect(try await client.generateCredentialReport() == .complete)
            let report = try await client.getCredentialReport()
            #expect(report.text.hasPrefix("user,arn,user_creation_time"))
            #expect(report.text.contains("\nkim,arn:aws:iam::123456789012:user/kim,"))
        }
    }

    @Test func `moto accepts our signatures where it checks them, and refuses a wrong secret`() async throws {
        try await Moto.run(environment: ["INITIAL_NO_AUTH_ACTION_COUNT": "4"]) { url in
            // The four calls that are not checked make the user whose key then signs.
            let text = try Self.arrange(
                url,
                """
                import json
                iam.create_user(UserName='signer')
                allow = {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': ['iam:*', 'sts:*'], 'Resource': '*'}]}
                iam.put_user_policy(UserName='signer', PolicyName='all', PolicyDocument=json.dumps(allow))
                key = iam.create_access_key(UserName='signer')['AccessKey']
                print(key['AccessKeyId'], key['SecretAccessKey'])
                iam.list_users()
                """)
            let words = text.split(separator: " ").map(String.init)
            let endpoints = try Endpoints(.aws, configured: Endpoint(url))
            for (secret, isRight) in [(words[1], true), ("wrong", false)] {
                let credentials = Credentials(accessKey: words[0], secret: Secret(secret), origin: "a test")
                let configuration = IAMClient.Configuration(endpoints: endpoints, credentials: CredentialSource(credentials))
                try await IAMClient.use(configuration, outside: .signing) { client in
                    guard isRight else {
                        let error = try await refusal { try await client.listUsers(from: nil) }
                        #expect(error.code == .other("SignatureDoesNotMatch"))
                        return
                    }
                    let name = try UserName("a+b@c.d")
                    let made = try await client.createUser(name, path: try IAMPath("/"), tags: [Tag("k", "blank & + / ~ 한글")])
                    #expect(made.name == name)
                    #expect(try await client.getCallerIdentity().arn.resource == "user/signer")
                }
            }
        }
    }
}
