import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The exclusive lock that lets one `tenure run` change IAM at a time. The kernel lets go of it when the process dies.
public final class RunLock: Sendable {
    private let descriptor: Int32

    /// Another process holds the lock.
    public struct Held: Error, CustomStringConvertible, Sendable {
        /// Who, since when, in which process.
        public let holder: String
        public var description: String { "another run is under way: \(holder)" }
    }

    /// Takes the lock and writes down who holds it, or says who does.
    public init(at file: URL, holder: String) throws {
        descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw DeliveryError("the lock '\(file.lastPathComponent)' cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            close(descriptor)
            throw Held(holder: holder.isEmpty ? "its name is not known yet" : holder)
        }
        let text = Array(holder.utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else { return }
    }

    deinit { close(descriptor) }
}
