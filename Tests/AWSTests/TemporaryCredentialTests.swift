import Foundation
import IAM
import Synchronization
import Testing

@testable import AWS

@Suite struct TemporaryCredentialTests {
    static let assumed = Answers.result(
        "AssumeRole",
        """
        <Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>r</SecretAccessKey>
        <SessionToken>rt</SessionToken><Expiration>2027-01-15T09:00:00Z</Expiration></Credentials>
        """)

    static let config = """
        [profile base]
        aws_access_key_id = AKIABASE
        aws_secret_access_key = b
        [profile admin]
        role_arn = arn:aws:iam::123456789012:role/admin
        source_profile = base
        external_id = E 1
        duration_seconds = 1800
        mfa_serial = arn:aws:iam::123456789012:mfa/me
        role_session_name = jane
        [profile task]
        role_arn = arn:aws:iam::123456789012:role/task
        credential_source = Environment
        """

    @Test func `a role is assumed with the code that its profile demands`() async throws {
        try await StubServer.run { _, _ in
            .answer(200, Self.assumed)
        } _: { server in
            try await withFiles(config: Self.config) { environment, _ in
                let asked = Mutex<[String]>([])
                let variables = environment.merging(["AWS_ENDPOINT_URL_STS": server.url]) { $1 }
                let text = try await found(profile: "admin", variables) { serial in
                    asked.withLock { $0.append(serial) }
                    return " 123456\n"
                }
                #expect(text == "ASIAROLE/r/rt from the role of profile 'admin'")
                #expect(asked.withLock { $0 } == ["arn:aws:iam::123456789012:mfa/me"])
            }
            #expect(
                server.requests.map(\.form) == [
                    [
                        "Action": "AssumeRole", "Version": "2011-06-15", "RoleArn": "arn:aws:iam::123456789012:role/admin",
                        "RoleSessionName": "jane", "ExternalId": "E 1", "DurationSeconds": "1800",
                        "SerialNumber": "arn:aws:iam::123456789012:mfa/me", "TokenCode": "123456",
                    ]
                ])
            #expect(server.requests.first?.headers.first(name: "authorization")?.contains("Credential=AKIABASE/") == true)
        }
    }

    @Test func `a role's source may be the environment`() async throws {
        try await StubServer.run { _, _ in
            .answer(200, Self.assumed)
        } _: { server in
            try await withFiles(config: Self.config) { environment, _ in
                let more = ["AWS_ENDPOINT_URL": server.url, "AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "e"]
                let text = try await found(profile: "task", environment.merging(more) { $1 })
                #expect(text.hasPrefix("ASIAROLE"))
            }
            #expect(server.requests.first?.form["RoleSessionName"] == "tenure-1800000000")
            #expect(server.requests.first?.headers.first(name: "authorization")?.contains("Credential=AKIAENV/") == true)
        }
    }

    @Test func `a role that is refused is told with what was used`() async throws {
        try await StubServer.run { _, _ in
            .answer(403, Answers.error("AccessDenied", "not you"))
        } _: { server in
            try await withFiles(config: Self.config) { environment, _ in
                let variables = environment.merging(["AWS_ENDPOINT_URL_STS": server.url]) { $1 }
                let error = await #expect(throws: CredentialError.self) { try await found(profile: "admin", variables) }
                #expect(error?.problem == "the role of profile 'admin' could not be assumed with profile 'base': AccessDenied: not you")
            }
            #expect(server.calls == 1)
        }
    }

    @Test func `a container's credentials are fetched with the token in its file`() async throws {
        let document = #"{"AccessKeyId":"ASIATASK","SecretAccessKey":"c","Token":"ct","Expiration":"2027-01-15T09:00:00Z"}"#
        try await StubServer.run { _, _ in
            .answer(200, document)
        } _: { server in
            try await withFiles { environment, home in
                let file = home.appendingPathComponent("token")
                try "the-token\n".write(to: file, atomically: true, encoding: .utf8)
                let more = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url + "/c", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": file.path]
                let text = try await found(environment.merging(more) { $1 })
                #expect(text == "ASIATASK/c/ct from the container")
            }
            #expect(server.requests.map { $0.headers.first(name: "authorization") } == ["the-token"])
            #expect(server.requests.first?.uri == "/c")
        }
    }

    @Test(arguments: [
        "http://example.com/c", "http://169.254.170.3/", "http://127.0.0.1.example.com/", "http://me@127.0.0.1/", "ftp://127.0.0.1/",
    ])
    func `a container's credentials are not asked for over a network in the clear`(url: String) async throws {
        try await withFiles { environment, _ in
            let error = await #expect(throws: CredentialError.self) {
                try await found(environment.merging(["AWS_CONTAINER_CREDENTIALS_FULL_URI": url]) { $1 })
            }
            #expect(error?.problem.contains("is refused") == true)
        }
    }

    @Test func `an instance's role is found with a session token of its metadata service`() async throws {
        try await StubServer.run { request, _ in
            switch (request.method, request.uri) {
            case ("PUT", "/latest/api/token"): .answer(200, "session")
            case ("GET", "/latest/meta-data/iam/security-credentials/"): .answer(200, "the-role\n")
            case ("GET", "/latest/meta-data/iam/security-credentials/the-role"):
                .answer(
                    200,
                    #"{"Code":"Success","AccessKeyId":"ASIAEC2","SecretAccessKey":"i","Token":"it","Expiration":"2027-01-15T09:00:00Z"}"#)
            case (_, _): .answer(404, "")
            }
        } _: { server in
            try await withFiles { environment, _ in
                let more = ["AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": server.url]
                let text = try await found(environment.merging(more) { $1 })
                #expect(text == "ASIAEC2/i/it from the instance's role 'the-role'")
            }
            #expect(server.requests.dropFirst().allSatisfy { $0.headers.first(name: "x-aws-ec2-metadata-token") == "session" })
            #expect(server.calls == 3)
        }
    }

    @Test func `temporary credentials are fetched once, and anew five minutes before they end`() async throws {
        let world = TestWorld()
        let loads = Mutex(0)
        let source = CredentialSource(now: world.outside().now) { _ in
            let count = loads.withLock {
                $0 += 1
                return $0
            }
            return Credentials(
                accessKey: "ASIA\(count)", secret: Secret("s"), expires: world.now.addingTimeInterval(3600), origin: "a test")
        }
        try await StubServer.run { _, _ in
            .answer(200, Answers.users([]))
        } _: { server in
            try await withClient(of: server, world, credentials: source) { client in
                for _ in 0..<3 { _ = try await client.listUsers(from: nil) }
                world.move(by: 3299)
                _ = try await client.listUsers(from: nil)
                world.move(by: 2)
                _ = try await client.listUsers(from: nil)
            }
            let keys = server.requests.map { $0.headers.first(name: "authorization")?.dropFirst(28).prefix(5) ?? "" }
            #expect(keys == ["ASIA1", "ASIA1", "ASIA1", "ASIA1", "ASIA2"])
        }
        #expect(loads.withLock { $0 } == 2)
    }

    @Test func `credentials that AWS says have run out are fetched anew once`() async throws {
        let loads = Mutex(0)
        let source = CredentialSource(
            now: { .distantPast },
            load: { _ in
                loads.withLock { $0 += 1 }
                return .test
            })
        try await StubServer.run { _, _ in
            .answer(403, Answers.error("ExpiredToken", "over"))
        } _: { server in
            let error = try await withClient(of: server, credentials: source) { client in
                try await refusal { try await client.deleteUser(try UserName("jane")) }
            }
            #expect(error.kind == .refused(.other("ExpiredToken")))
            #expect(error.message.contains("the credentials come from a test"))
            #expect(server.calls == 2)
        }
        #expect(loads.withLock { $0 } == 2)
    }

    @Test(
        arguments: [
            ("echo 'a b' c", ["echo", "a b", "c"]), ("a \"b \\\" c\" d\\ e", ["a", "b \" c", "d e"]), ("a ''", ["a", ""]),
            ("  ", []), ("x 'y", nil), ("x\\", nil),
        ] as [(String, [String]?)])
    func `a command line is split as a shell splits it`(line: String, words: [String]?) { #expect(CredentialProcess.words(line) == words) }
}
