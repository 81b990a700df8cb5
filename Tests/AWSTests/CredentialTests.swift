import Foundation
import IAM
import Synchronization
import Testing

@testable import AWS

/// A home directory with an `.aws` folder of its own, removed afterwards.
func withFiles<Value>(
    config: String = "", credentials: String = "", _ body: ([String: String], URL) async throws -> Value
) async throws -> Value {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent("tenure-aws-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home.appendingPathComponent(".aws"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    try config.write(to: home.appendingPathComponent(".aws/config"), atomically: true, encoding: .utf8)
    try credentials.write(to: home.appendingPathComponent(".aws/credentials"), atomically: true, encoding: .utf8)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try await body(["HOME": home.path, "PATH": path, "AWS_EC2_METADATA_DISABLED": "true"], home)
}

/// What the chain finds, as `key/secret/token from origin`.
func found(
    profile: String? = nil, _ environment: [String: String], _ world: TestWorld = TestWorld(), code: @escaping AskCode = { _ in "000000" }
) async throws -> String {
    let transport = Transport(timeout: .seconds(5))
    let source = CredentialSource(profile: profile, environment: environment, outside: world.outside(), askCode: code)
    do {
        let credentials = try await source.current(over: transport)
        try await transport.shutdown()
        return
            "\(credentials.accessKey)/\(credentials.secret.reveal { $0 })/\(credentials.sessionToken?.reveal { $0 } ?? "-") from \(credentials.origin)"
    } catch {
        try await transport.shutdown()
        throw error
    }
}

@Suite struct CredentialTests {
    static let config = """
        # the office
        [default]
        region = eu-west-1
        [profile "quoted name"]
        aws_access_key_id = AKIAQUOTED
        aws_secret_access_key = q#not;a comment
        [profile both]
        aws_access_key_id = AKIACONFIG
        aws_secret_access_key = config
        s3 =
            aws_access_key_id = AKIANESTED
        [profile half]
        aws_access_key_id = AKIAHALF
        [profile process]
        credential_process = /bin/echo '{"Version": 1, "AccessKeyId": "AKIAPROC", "SecretAccessKey": "p p", "SessionToken": "t"}'
        [profile failing]
        credential_process = sh -c "echo secret-words; exit 3"
        [profile missing]
        credential_process = no-such-program
        [profile circle]
        role_arn = arn:aws:iam::123456789012:role/a
        source_profile = round
        [profile round]
        role_arn = arn:aws:iam::123456789012:role/b
        source_profile = circle
        [profile signed-in]
        sso_session = office
        """
    static let credentials = """
        [default]
        aws_access_key_id = AKIADEFAULT
        aws_secret_access_key = d
        [both]
        aws_access_key_id=AKIACREDS
        aws_secret_access_key=creds
        aws_session_token=token
        """

    @Test(arguments: [
        (String?.none, [:], "AKIADEFAULT/d/- from profile 'default'"),
        (nil, ["AWS_PROFILE": "both"], "AKIACREDS/creds/token from profile 'both'"),
        ("quoted name", [:], "AKIAQUOTED/q#not;a comment/- from profile 'quoted name'"),
        ("process", [:], "AKIAPROC/p p/t from credential_process of profile 'process'"),
        (nil, ["AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "e", "AWS_PROFILE": "both"], "AKIAENV/e/- from the environment"),
        (
            nil, ["AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "e", "AWS_SESSION_TOKEN": "s"],
            "AKIAENV/e/s from the environment"
        ),
        ("both", ["AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "e"], "AKIACREDS/creds/token from profile 'both'"),
    ])
    func `credentials are found in the order of the SDKs`(profile: String?, more: [String: String], expected: String) async throws {
        let found = try await withFiles(config: Self.config, credentials: Self.credentials) { environment, _ in
            try await AWSTests.found(profile: profile, environment.merging(more) { $1 })
        }
        #expect(found == expected)
    }

    @Test(arguments: [
        ("nobody", "there is no profile 'nobody'", "aws configure list-profiles"),
        ("half", "without aws_secret_access_key", "aws configure --profile half"),
        ("failing", "ended with status 3", "run it by hand: sh"), ("missing", "there is no program 'no-such-program'", "whole path"),
        ("circle", "lead in a circle", "source_profile"),
        ("signed-in", "uses sso_session", "aws configure export-credentials --profile signed-in"),
    ])
    func `an error says what was found and ends with what to type`(profile: String, problem: String, hint: String) async throws {
        try await withFiles(config: Self.config, credentials: Self.credentials) { environment, _ in
            let error = await #expect(throws: CredentialError.self) { try await found(profile: profile, environment) }
            #expect(error?.problem.contains(problem) == true)
            #expect(error?.hint.contains(hint) == true)
            #expect(error?.description.contains("secret-words") == false)
        }
    }

    @Test func `without any credentials the error lists all that was tried`() async throws {
        try await withFiles { environment, _ in
            let error = await #expect(throws: CredentialError.self) { try await found(environment) }
            for word in ["AWS_ACCESS_KEY_ID is not set", "profile 'default'", "no container", "AWS_EC2_METADATA_DISABLED"] {
                #expect(error?.problem.contains(word) == true)
            }
            #expect(error?.hint.contains("aws configure") == true)
        }
    }

    @Test func `a credential process can be interrupted`() async throws {
        let script =
            "grep SigBlk /proc/self/status | grep -q 0000000000000000 && echo "
            + #"'{\"Version\": 1, \"AccessKeyId\": \"AKIA\", \"SecretAccessKey\": \"s\"}'"#
        try await withFiles(config: "[profile p]\ncredential_process = sh -c \"\(script)\"\n") { environment, _ in
            let text = try await found(profile: "p", environment)
            #expect(text.hasPrefix("AKIA/s/-"))
        }
    }

    @Test func `the files may be elsewhere`() async throws {
        try await withFiles(config: "", credentials: "") { environment, home in
            let file = home.appendingPathComponent("other")
            try "[x]\naws_access_key_id = AKIAX\naws_secret_access_key = y\n".write(to: file, atomically: true, encoding: .utf8)
            let more = ["AWS_SHARED_CREDENTIALS_FILE": file.path, "AWS_CONFIG_FILE": home.path + "/none", "AWS_PROFILE": "x"]
            let text = try await found(environment.merging(more) { $1 })
            #expect(text == "AKIAX/y/- from profile 'x'")
        }
    }

    @Test func `a client without credentials has not sent anything`() async throws {
        try await withFiles { environment, _ in
            try await StubServer.run { _, _ in
                .close
            } _: { server in
                let source = CredentialSource(environment: environment, outside: TestWorld().outside()) { _ in "" }
                let error = try await withClient(of: server, credentials: source) { client in
                    try await refusal { try await client.listUsers(from: nil) }
                }
                #expect(error.kind == .notSent)
                #expect(error.message.contains("aws configure"))
                #expect(server.calls == 0)
            }
        }
    }

    @Test func `secrets show nothing of themselves`() throws {
        let credentials = Credentials(accessKey: "AKIA", secret: Secret("canary"), sessionToken: Secret("canary"), origin: "o")
        var form = QueryForm(action: "A", version: "V")
        form.add(secret: "Password", "canary")
        var shown = ""
        dump(credentials, to: &shown)
        dump(form, to: &shown)
        shown += "\(credentials) \(credentials.secret) \(form) \(String(reflecting: credentials)) \(String(reflecting: form))"
        #expect(!shown.contains("canary"))
        #expect(!(credentials.secret as Any is any Encodable))
    }

    @Test func `a password that AWS quotes does not reach a message`() async throws {
        let refusing = Answers.error("ValidationError", "Value 'Canary &lt;1&gt;' at 'password' failed to satisfy constraint")
        try await StubServer.run { _, _ in
            .answer(400, refusing)
        } _: { server in
            let error = try await withClient(of: server) { client in
                try await refusal {
                    try await client.createLoginProfile(for: try UserName("jane"), password: Password("Canary <1>"), resetRequired: true)
                }
            }
            #expect(error.message == "Value '(password)' at 'password' failed to satisfy constraint")
            #expect(server.requests.first?.form["Password"] == "Canary <1>")
            #expect(server.requests.first?.form["PasswordResetRequired"] == "true")
        }
    }
}
