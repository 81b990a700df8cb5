import Foundation
import IAM
import Synchronization
import Testing

@testable import AWS

@Suite struct RateTests {
    @Test func `calls keep to the rate after the burst`() async throws {
        let world = TestWorld()
        let start = world.now
        try await StubServer.run { _, _ in
            .answer(200, Answers.users([]))
        } _: { server in
            try await withClient(of: server, world, rate: RateLimit(callsPerSecond: 4, burst: 5)) { client in
                for _ in 0..<45 { _ = try await client.listUsers(from: nil) }
            }
            #expect(server.calls == 45)
        }
        #expect(abs(world.now.timeIntervalSince(start) - 10) < 0.001)
    }

    @Test func `a storm of throttling is lived through within the rate and 1.6 times the calls`() async throws {
        let world = TestWorld()
        let start = world.now
        let random = Mutex(Seeded(seed: UInt64.random(in: 0...UInt64.max)))
        print("seed \(random.withLock { $0.seed })")
        try await StubServer.run { _, _ in
            random.withLock { $0.below(10) } < 3 ? .answer(400, Answers.error("Throttling")) : .answer(200, Answers.done("DeleteUser"))
        } _: { server in
            try await withClient(of: server, world, attempts: 16, rate: RateLimit(callsPerSecond: 10, burst: 20)) { client in
                for number in 0..<500 { try await client.deleteUser(try UserName("user\(number)")) }
            }
            #expect(server.calls <= 800)
            #expect(Double(server.calls) <= 20 + 10 * world.now.timeIntervalSince(start) + 1)
        }
    }

    @Test func `a clock that is set back makes nobody wait`() async throws {
        let world = TestWorld()
        let limiter = RateLimiter(RateLimit(callsPerSecond: 1, burst: 2), outside: world.outside())
        try await limiter.turn()
        world.move(by: -86_400)
        try await limiter.turn()
        #expect(world.sleeps.reduce(.zero, +) <= .seconds(1))
    }

    @Test func `waits are anything up to a bound that doubles`() {
        var random = Seeded(seed: UInt64.random(in: 0...UInt64.max))
        for attempt in 0..<40 {
            let bound = min(20, 0.2 * Double(1 << min(attempt, 30)))
            let share = Double(random.below(1000)) / 1000
            let wait = Retries.standard.wait(afterAttempt: attempt, random: share)
            let seconds = Double(wait.components.seconds) + Double(wait.components.attoseconds) / 1e18
            #expect(abs(seconds - bound * share) < 0.0001, "seed \(random.seed)")
        }
    }
}

@Suite struct ClockTests {
    @Test(arguments: [
        ("SignatureDoesNotMatch", 1200.0, "20 minutes ahead of"), ("RequestExpired", -10_800, "3 hours behind"),
        ("SignatureDoesNotMatch", -301, "5 minutes behind"),
    ])
    func `a wrong clock is told as such`(code: String, ahead: Double, words: String) async throws {
        let world = TestWorld(now: Date(timeIntervalSince1970: 784_111_777 + ahead))
        let refusing = StubServer.Reply.answer(
            403, Answers.error(code, "Signature expired"), headers: [("Date", "Sun, 06 Nov 1994 08:49:37 GMT")])
        try await StubServer.run { _, _ in
            refusing
        } _: { server in
            let error = try await withClient(of: server, world) { client in
                try await refusal { try await client.deleteUser(try UserName("jane")) }
            }
            #expect(error.kind == .refused(.requestExpired))
            #expect(error.message.contains("this machine's clock is \(words) AWS's: set it"))
            #expect(server.calls == 1)
        }
    }

    @Test func `a wrong secret under a right clock is told by where the credentials come from`() async throws {
        let world = TestWorld(now: Date(timeIntervalSince1970: 784_111_777 + 100))
        let refusing = StubServer.Reply.answer(
            403, Answers.error("SignatureDoesNotMatch", "no"), headers: [("Date", "Sun, 06 Nov 1994 08:49:37 GMT")])
        try await StubServer.run { _, _ in
            refusing
        } _: { server in
            let error = try await withClient(of: server, world) { client in
                try await refusal { try await client.deleteUser(try UserName("jane")) }
            }
            #expect(error.kind == .refused(.other("SignatureDoesNotMatch")))
            #expect(error.message == "no (the credentials come from a test)")
        }
    }
}
