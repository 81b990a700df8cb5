import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox
import Testing

@testable import Engine

/// R8 to R10 in virtual time: many users, and an IAM that hardly answers. Only changes fail: reads are repeated by the client below the port.
@Suite struct StormTests {
    private static var count: Int { ProcessInfo.processInfo.environment["TENURE_DEEP"] == "1" ? 1_000 : 100 }

    /// Approves so many requests and runs until all are made or the patience ends; returns the runs that it took.
    private func provision(_ bench: Bench, _ fault: @escaping @Sendable (Int, IAMAction) -> Fault?) async throws -> Int {
        try await bench.look()
        for subject in 0..<Self.count { try bench.approve(bench.ask("developer", subject: subject).id) }
        bench.account.forgetCalls()
        bench.mischief.always(fault)
        for run in 1...40 {
            try await bench.run(after: .hours(1))
            let open = try bench.home.ledger.userCount(UserFilter(stages: [.creation]))
            if open == 0 { return run }
        }
        return .max
    }

    private func check(_ bench: Bench, runs: Int, _ name: String) async throws {
        let creates = bench.account.count(of: .createUser)
        let calls = bench.account.calls.count
        bench.mischief.clear()
        bench.account.settings.lag = nil
        let users = try await bench.details().filter { $0.user.name != Bench.stranger }
        print("\(name): \(Self.count) users, \(runs) runs, \(calls) calls, \(creates) creates sent")
        #expect(runs < 40)
        #expect(users.count == Self.count)
        #expect(Set(users.map { Set($0.groups.map(\.text)) }) == [["tenure-duty"]])
        for subject in 0..<Self.count { #expect(try bench.deadPassword(Bench.name(of: subject)) == []) }
        #expect(try await bench.soundness() == [])
    }

    @Test func `all users are made under thirty percent throttling`() async throws {
        let bench = try Bench(seed: 8, subjects: Self.count)
        let dice = Dice(seed: 8)
        let runs = try await provision(bench) { _, action in !action.isRead && dice.hits(30) ? .throttle : nil }
        try await check(bench, runs: runs, "throttling 30 %, seed 8")
    }

    @Test func `each user is made exactly once when requests and answers are lost`() async throws {
        let bench = try Bench(seed: 9, subjects: Self.count)
        let dice = Dice(seed: 9)
        let runs = try await provision(bench) { _, action in
            switch action.isRead ? 100 : dice.below(100) {
            case 0..<20: .loseResponse
            case 20..<40: .loseRequest
            case 40..<50: .refuse(.concurrentModification)
            default: nil
            }
        }
        try await check(bench, runs: runs, "lost 20 % + 20 %, conflicts 10 %, seed 9")
    }

    @Test func `nothing is decided wrongly while reads lag by up to a minute`() async throws {
        let bench = try Bench(seed: 10, subjects: Self.count)
        var settings = bench.account.settings
        settings.lag = Lag(maximum: 60, seed: 10)
        settings.paging.shuffleSeed = 10
        settings.paging.size = 7
        bench.account.settings = settings
        let runs = try await provision(bench) { number, action in !action.isRead && number.isMultiple(of: 3) ? .loseResponse : nil }
        let gaveUp = try bench.home.ledger.users(UserFilter(), limit: 2_000).filter { $0.state.setback != nil }
        #expect(gaveUp.isEmpty)
        try await check(bench, runs: runs, "lag 0 to 60 s, answers lost, seed 10")
    }

    @Test func `users that were granted a moment ago are revoked although reads lag`() async throws {
        let count = 20
        let bench = try Bench(seed: 11, subjects: count)
        var settings = bench.account.settings
        settings.lag = Lag(maximum: 60, seed: 11)
        bench.account.settings = settings
        try await bench.look()
        for subject in 0..<count { try bench.approve(bench.ask("developer", subject: subject).id) }
        try await bench.run()
        for number in 1...count { try bench.revoke(RecordID(number)) }
        for _ in 0..<6 { try await bench.run(after: .hours(1)) }
        #expect(try bench.home.ledger.userCount(UserFilter(isRevoked: true)) == count)
        #expect(try await bench.details().map(\.user.name) == [Bench.stranger])
        #expect(try await bench.soundness() == [])
    }
}
