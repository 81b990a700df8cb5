import Synchronization

/// What retries may cost in all, so that a struggling service is not struck by every client's retries at once.
/// Each retry takes five of 500 tokens; a call that succeeds gives back what its last retry took, or one if there was none.
/// Source: the standard retry mode of AWS's SDKs.
final class RetryBudget: Sendable {
    static let capacity = 500
    static let cost = 5

    private let tokens = Mutex(capacity)

    /// Takes a retry's tokens, if there are enough.
    func spend() -> Bool {
        tokens.withLock { tokens in
            guard tokens >= Self.cost else { return false }
            tokens -= Self.cost
            return true
        }
    }

    /// Gives back after a call that IAM answered.
    func repay(afterRetries retries: Int) {
        tokens.withLock { $0 = min(Self.capacity, $0 + (retries > 0 ? Self.cost : 1)) }
    }
}
