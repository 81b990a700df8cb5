import Foundation

/// How often and after how long a call is repeated.
public struct Retries: Hashable, Sendable {
    /// The attempts at one call, the first included.
    public let attempts: Int
    /// The longest wait before the second attempt; each further one may wait twice as long.
    public let base: Duration
    /// The longest wait of all.
    public let longest: Duration

    /// At least one attempt.
    public init(attempts: Int, base: Duration, longest: Duration) {
        self.attempts = max(1, attempts)
        self.base = base
        self.longest = longest
    }

    /// Ten attempts, waiting up to 0.2 s, 0.4 s, … 20 s: a minute of throttling is sat out.
    public static let standard = Retries(attempts: 10, base: .milliseconds(200), longest: .seconds(20))

    /// Full jitter: anything from nothing to the longest wait after that attempt (the first is 0).
    func wait(afterAttempt attempt: Int, random: Double) -> Duration {
        min(longest, base * (1 << min(attempt, 30))) * min(max(random, 0), 1)
    }
}
