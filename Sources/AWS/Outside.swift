import Foundation

/// What the client needs of the world beside the network: the time, waiting and chance.
/// It is given when a client is made, so that a test can run through an hour of throttling in a millisecond.
public struct Outside: Sendable {
    /// The real time. Signatures are made with it, so it must be AWS's time within five minutes, whatever a sandbox's clock says.
    public let now: @Sendable () -> Date
    /// Waits; throws `CancellationError` if the program is being stopped.
    public let sleep: @Sendable (Duration) async throws -> Void
    /// A number from 0 to below 1, for the jitter of back-offs.
    public let random: @Sendable () -> Double

    /// A world of these three.
    public init(
        now: @escaping @Sendable () -> Date,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        random: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.sleep = sleep
        self.random = random
    }
}
