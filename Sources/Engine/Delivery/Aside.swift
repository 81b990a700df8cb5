import Dispatch

/// Does what blocks on a thread of its own. The few threads that everything else shares go on meanwhile, so that a slow disk
/// does not hold up the calls for other users.
func aside<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Result(catching: body)) }
    }
}
