import Dispatch
import Synchronization

/// Work that is done on a thread of its own until somebody wants its result.
final class Aside<Value: Sendable>: Sendable {
    private let outcome = Mutex<Result<Value, LedgerError>?>(nil)
    private let isDone = DispatchSemaphore(value: 0)

    /// Begins the work.
    init(_ work: @escaping @Sendable () throws(LedgerError) -> Value) {
        DispatchQueue.global().async {
            let result = Result(catching: work)
            self.outcome.withLock { $0 = result }
            self.isDone.signal()
        }
    }

    /// Waits until the work is done; to be asked once.
    func result() -> Result<Value, LedgerError> {
        isDone.wait()
        guard let result = outcome.withLock(\.self) else { preconditionFailure("work that is done has a result") }
        return result
    }
}
