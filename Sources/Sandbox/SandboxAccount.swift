import Foundation
import IAM
import Synchronization

/// A simulated AWS account: IAM as AWS documents it, with its quotas, name rules, delete conflicts and error codes.
///
/// It may be used from many tasks at once and, over a file, from many processes: each call is carried out alone and completely or not at all.
/// It refuses with `IAMError`, as IAM does; anything else that it throws (`Stopped`, `SandboxStorageError`) stops the program.
public final class SandboxAccount: IAMService {
    /// Where the account's content is.
    public enum Storage: Sendable {
        case memory
        /// A file of mode 0600, made if it is missing; beside it `.lock` is kept.
        case file(path: String)
    }

    /// The account's number.
    public let account: AccountID
    /// The account's partition.
    public let partition: Partition
    let core: Mutex<Core>

    /// An account over that storage: a new one, or the one that is there. `now` is the account's clock and `random` the source of its
    /// ids and salts; the sandbox reads no other.
    public init(
        account: AccountID, partition: Partition = .aws, storage: Storage = .memory, settings: SandboxSettings = SandboxSettings(),
        now: @escaping @Sendable () -> Date, random: @escaping @Sendable () -> UInt64
    ) throws {
        self.account = account
        self.partition = partition
        core = Mutex(
            try Core(
                account: account, partition: partition, file: try Self.file(storage, account, partition), settings: settings,
                instant: now, random: random))
    }

    /// How the account behaves; it can be changed between calls.
    public var settings: SandboxSettings {
        get { core.withLock { $0.settings } }
        set { core.withLock { $0.settings = newValue } }
    }

    /// The calls of the port so far, in order, those that were made to fail among them.
    public var calls: [CallRecord] { core.withLock { $0.calls } }

    /// How many calls of this action there were.
    public func count(of action: IAMAction) -> Int {
        core.withLock { core in core.calls.count { $0.action == action } }
    }

    /// Forgets the calls so far; their numbers go on.
    public func forgetCalls() { core.withLock { $0.calls.removeAll() } }

    private static func file(_ storage: Storage, _ account: AccountID, _ partition: Partition) throws -> AccountFile? {
        switch storage {
        case .memory: nil
        case .file(let path): try AccountFile(path: path, account: account, partition: partition)
        }
    }
}

extension SandboxAccount {
    /// Carries out one call of the port, with whatever is to go wrong with it.
    func call<Result: Sendable>(
        _ action: IAMAction, _ subject: String = "", _ body: (inout Transaction) throws(Refusal) -> Result
    ) throws -> Result {
        let (number, faults) = core.withLock { $0.begin(action, subject) }
        let fault = faults?(number, action)
        try Self.failBefore(fault, number, action)
        let result: Swift.Result<Result, any Error> = core.withLock { core in
            Swift.Result { try core.perform(read: action.isRead ? number : nil, body) }
        }
        try Self.failAfter(fault, number, action)
        do {
            return try result.get()
        } catch let refusal as Refusal {
            throw IAMError(action: action, kind: .refused(refusal.code), message: refusal.message, requestID: "sandbox-\(number)")
        }
    }

    /// Carries out something that is no call of the port: what a simulated person or another administrator does.
    func perform<Result: Sendable>(_ body: (inout Transaction) throws(Refusal) -> Result) throws -> Result {
        let result: Swift.Result<Result, any Error> = core.withLock { core in
            Swift.Result { try core.perform(read: nil, body) }
        }
        do {
            return try result.get()
        } catch let refusal as Refusal {
            throw ActRefusal(code: refusal.code, message: refusal.message)
        }
    }

    private static func failBefore(_ fault: Fault?, _ number: Int, _ action: IAMAction) throws {
        switch fault {
        case .throttle:
            throw IAMError(action: action, kind: .refused(.throttling), message: "Rate exceeded", requestID: "sandbox-\(number)")
        case .refuse(let code):
            throw IAMError(action: action, kind: .refused(code), message: "refused on request", requestID: "sandbox-\(number)")
        case .notSent: throw IAMError(action: action, kind: .notSent, message: "connection refused")
        case .loseRequest: throw IAMError(action: action, kind: .unknownOutcome, message: "no answer")
        case .stopBefore: throw Stopped(call: number)
        case .loseResponse, .stopAfter, nil: return
        }
    }

    private static func failAfter(_ fault: Fault?, _ number: Int, _ action: IAMAction) throws {
        switch fault {
        case .loseResponse: throw IAMError(action: action, kind: .unknownOutcome, message: "no answer")
        case .stopAfter: throw Stopped(call: number)
        case .throttle, .refuse, .notSent, .loseRequest, .stopBefore, nil: return
        }
    }
}

/// Why something that a simulated person or administrator did was refused, in IAM's codes and words.
public struct ActRefusal: Error, Hashable, CustomStringConvertible {
    public let code: IAMError.Code
    public let message: String

    /// A refusal with that code and in those words.
    public init(code: IAMError.Code, message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "\(code.rawValue): \(message)" }
}
