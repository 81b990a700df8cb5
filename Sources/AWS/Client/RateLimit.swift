import Foundation
import Synchronization

/// How many calls a client makes at most. IAM's own limits are not published, and are shared by everyone in the account.
public struct RateLimit: Hashable, Sendable {
    /// The calls in a second, over a longer time.
    public let callsPerSecond: Double
    /// The calls that may be made at once after a rest.
    public let burst: Int

    /// A limit; at least one call in an hour, and a burst of one.
    public init(callsPerSecond: Double, burst: Int) {
        self.callsPerSecond = max(callsPerSecond, 1 / 3600)
        self.burst = max(burst, 1)
    }

    /// What leaves room for others in the account: ten calls a second, twenty at once.
    public static let standard = RateLimit(callsPerSecond: 10, burst: 20)
}

/// A token bucket, kept as the time at which it will be full again.
final class RateLimiter: Sendable {
    private struct State {
        var full = Date.distantPast
        var waiting = 0
    }

    private let limit: RateLimit?
    private let outside: Outside
    private let state = Mutex(State())

    init(_ limit: RateLimit?, outside: Outside) {
        self.limit = limit
        self.outside = outside
    }

    /// Returns when a call may be made.
    func turn() async throws {
        guard let limit else { return }
        let delay = reserve(limit)
        defer { state.withLock { $0.waiting -= 1 } }
        if delay > 0 { try await outside.sleep(.seconds(delay)) }
    }

    private func reserve(_ limit: RateLimit) -> TimeInterval {
        let interval = 1 / limit.callsPerSecond
        let now = outside.now()
        return state.withLock { state in
            // A clock that was set back must not make anyone wait for more than those before them.
            let latest = now.addingTimeInterval(Double(state.waiting + limit.burst) * interval)
            state.full = max(min(state.full, latest), now).addingTimeInterval(interval)
            state.waiting += 1
            return max(0, state.full.timeIntervalSince(now) - Double(limit.burst) * interval)
        }
    }
}
