import Foundation
import IAM
import Testing

@testable import AWS

@Suite struct RetryTests {
    @Test(arguments: [
        "Throttling", "ThrottlingException", "RequestLimitExceeded", "ConcurrentModification", "EntityTemporarilyUnmodifiable",
    ])
    func `a change that was refused for now is repeated until it is done`(code: String) async throws {
        let world = TestWorld()
        let calls = try await StubServer.run { _, before in
            before < 3 ? .answer(400, Answers.error(code)) : .answer(200, Answers.done("DeleteUser"))
        } _: { server in
            try await withClient(of: server, world) { try await $0.deleteUser(try UserName("jane")) }
            return server.calls
        }
        #expect(calls == 4)
        // Half of 0.2, 0.4 and 0.8 s.
        #expect(world.sleeps == [.milliseconds(100), .milliseconds(200), .milliseconds(400)])
    }

    @Test func `throttling that does not end is thrown after ten attempts within a minute of waiting`() async throws {
        let world = TestWorld()
        let (error, calls) = try await StubServer.run { _, _ in
            .answer(400, Answers.error("Throttling"))
        } _: { server in
            let error = try await withClient(of: server, world) { client in
                try await refusal { try await client.deleteUser(try UserName("jane")) }
            }
            return (error, server.calls)
        }
        #expect(error.kind == .refused(.throttling))
        #expect(error.message == "Rate exceeded (tried 10 times)")
        #expect(error.requestID == "e-1")
        #expect(calls == 10)
        // Half of 0.2 + 0.4 + 0.8 + 1.6 + 3.2 + 6.4 + 12.8 + 20 + 20.
        #expect(world.sleeps.reduce(.zero, +) == .milliseconds(32_700))
    }

    @Test(arguments: [
        (409, "LimitExceeded"), (403, "AccessDenied"), (400, "InvalidInput"), (400, "ValidationError"), (404, "NoSuchEntity"),
        (409, "EntityAlreadyExists"), (409, "DeleteConflict"), (400, "MalformedPolicyDocument"), (403, "InvalidClientTokenId"),
    ])
    func `a refusal that waiting does not cure is thrown at once`(status: Int, code: String) async throws {
        let world = TestWorld()
        try await StubServer.run { _, _ in
            .answer(status, Answers.error(code, "no"))
        } _: { server in
            try await withClient(of: server, world) { client in
                let change = try await refusal { try await client.deleteUser(try UserName("jane")) }
                let read = try await refusal { try await client.getUser(try UserName("jane")) }
                #expect(change.kind == .refused(IAMError.Code(rawValue: code)))
                #expect(read.kind == change.kind)
            }
            #expect(server.calls == 2)
        }
        #expect(world.sleeps.isEmpty)
    }

    @Test func `LimitExceeded from GenerateCredentialReport means throttling`() async throws {
        try await StubServer.run { _, before in
            before == 0
                ? .answer(409, Answers.error("LimitExceeded"))
                : .answer(200, Answers.result("GenerateCredentialReport", "<State>COMPLETE</State>"))
        } _: { server in
            let state = try await withClient(of: server) { try await $0.generateCredentialReport() }
            #expect(state == .complete)
            #expect(server.calls == 2)
        }
    }

    static let troubles: [StubServer.Reply] = [
        .answer(500, Answers.error("ServiceFailure")), .answer(503, Answers.error("ServiceUnavailable")), .answer(500, Answers.page),
        .answer(502, ""), .close, .cut("<ListUsersResponse><ListUsersResult><Users>", promised: 900),
        .answer(200, String(Answers.users(["a", "b"]).dropLast(30))), .answer(200, "<ListUsersResponse/>"), .answer(200, ""),
        .answer(400, Answers.error("RequestTimeout")), .answer(408, "timeout"),
    ]

    @Test(arguments: troubles.indices)
    func `a read whose answer is lost, broken off or a failure of the server is repeated`(index: Int) async throws {
        let world = TestWorld()
        try await StubServer.run { _, before in
            before < 2 ? Self.troubles[index] : .answer(200, Answers.users(["a", "b"]))
        } _: { server in
            let page = try await withClient(of: server, world) { try await $0.listUsers(from: nil) }
            #expect(page.items.map(\.name.text) == ["a", "b"])
            #expect(server.calls == 3)
        }
        #expect(world.sleeps == [.milliseconds(100), .milliseconds(200)])
    }

    @Test(arguments: troubles.indices)
    func `a change whose answer is lost, broken off or a failure of the server has an unknown outcome at once`(index: Int) async throws {
        let world = TestWorld()
        try await StubServer.run { _, _ in
            Self.troubles[index]
        } _: { server in
            let error = try await withClient(of: server, world) { client in
                try await refusal { try await client.createUser(try UserName("jane"), path: try IAMPath("/"), tags: []) }
            }
            // RequestTimeout is IAM's word that the request was not read whole; it says so itself.
            let isAnswered = error.code == .other("RequestTimeout")
            #expect(error.kind == .unknownOutcome || isAnswered)
            #expect(server.calls == 1)
        }
        #expect(world.sleeps.isEmpty)
    }

    @Test func `a change that nobody listened to was not sent, and a read is tried three times`() async throws {
        let url = try await StubServer.run { _, _ in
            .close
        } _: {
            $0.url
        }
        var configuration = IAMClient.Configuration(
            endpoints: try Endpoints(.aws, configured: Endpoint(url)), credentials: CredentialSource(.test))
        configuration.rate = nil
        let world = TestWorld()
        try await IAMClient.use(configuration, outside: world.outside()) { client in
            let error = try await refusal { try await client.deleteUser(try UserName("jane")) }
            #expect(error.kind == .notSent)
            #expect(error.message.hasPrefix("no connection to 127.0.0.1:"))
            #expect(world.sleeps.isEmpty)
            let read = try await refusal { try await client.listUsers(from: nil) }
            #expect(read.kind == .notSent)
        }
        #expect(world.sleeps == [.milliseconds(100), .milliseconds(200)])
    }

    @Test func `an answer that does not come in time is an unknown outcome`() async throws {
        try await StubServer.run { _, _ in
            .silence
        } _: { server in
            let error = try await withClient(of: server, timeout: .milliseconds(150)) { client in
                try await refusal { try await client.deleteUser(try UserName("jane")) }
            }
            #expect(error.kind == .unknownOutcome)
            #expect(error.message.contains("no answer within"))
            #expect(server.calls == 1)
        }
    }

    @Test func `an answer that stalls in its middle is an unknown outcome`() async throws {
        try await StubServer.run { _, _ in
            .stall("<DeleteUserResponse>", promised: 200)
        } _: { server in
            let error = try await withClient(of: server, timeout: .milliseconds(150)) { client in
                try await refusal { try await client.deleteUser(try UserName("jane")) }
            }
            #expect(error.kind == .unknownOutcome)
        }
    }

    @Test func `a web page in place of an answer is told as such`() async throws {
        try await StubServer.run { _, _ in
            .answer(500, Answers.page)
        } _: { server in
            let error = try await withClient(of: server, attempts: 2) { client in
                try await refusal { try await client.listServiceSpecificCredentials(of: try UserName("jane"), from: nil) }
            }
            #expect(error.message.contains("is in trouble or does not know ListServiceSpecificCredentials"))
            #expect(error.message.contains("HTTP 500"))
        }
    }

    @Test func `the retry budget ends a storm, and calls that succeed fill it again`() async throws {
        let world = TestWorld()
        try await StubServer.run { _, _ in
            .answer(400, Answers.error("Throttling"))
        } _: { server in
            try await withClient(of: server, world) { client in
                for _ in 0..<30 { _ = try await refusal { try await client.deleteUser(try UserName("jane")) } }
            }
            // 30 first attempts and the hundred retries that 500 tokens pay for; without the budget it would be 300.
            #expect(server.calls == 130)
        }
        let budget = RetryBudget()
        while budget.spend() {}
        for _ in 0..<RetryBudget.cost { budget.repay(afterRetries: 0) }
        #expect(budget.spend())
        #expect(!budget.spend())
    }

    @Test func `a cancelled task is stopped and not told as a failure of IAM`() async throws {
        try await StubServer.run { _, _ in
            .silence
        } _: { server in
            try await withClient(of: server) { client in
                let task = Task { try await client.listUsers(from: nil) }
                while server.calls == 0 { await Task.yield() }
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
            }
        }
    }
}
