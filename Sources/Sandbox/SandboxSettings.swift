import Foundation
import IAM

/// How a simulated account behaves, beyond its content. The plain settings are a quick, honest IAM without lag or faults.
public struct SandboxSettings: Sendable {
    /// Who calls the port, as GetCallerIdentity tells it; its account is the sandbox's own.
    public var callerName: String = "tenure"
    /// How listings come.
    public var paging = Paging()
    /// Whether and how far reads lag behind changes.
    public var lag: Lag?
    /// What goes wrong: asked before each call of the port with its number, from 1, in this process.
    public var faults: (@Sendable (_ call: Int, _ action: IAMAction) -> Fault?)?
    /// How long a credential report is being made.
    public var reportDelay: TimeInterval = 0
    /// Who decides what a simulated person may do; without one, only what AWS grants without any policy.
    public var authorizer: Authorizer = { $0.isGrantedByAccount ? .allowed : .implicitDeny }

    /// The plain settings.
    public init() {}
}

/// How listings come.
public struct Paging: Sendable {
    /// The most items of one page; IAM's own default is 100.
    public var size = 100
    /// If set, listings come in an order drawn from this seed, the same for all pages of all listings, instead of by name.
    public var shuffleSeed: UInt64?
    /// Whether each listing begins with an empty page, as IAM is allowed to do.
    public var beginsEmpty = false

    /// IAM's own paging.
    public init() {}
}

/// Eventual consistency: each read sees each entity as it was at some moment of the last `maximum` seconds, drawn for that read and
/// that entity, so that an answer may also be older than the one before. Changes themselves are checked against the truth.
public struct Lag: Sendable {
    /// The longest time, in seconds of the account's clock, for which a change may be unseen.
    public var maximum: TimeInterval
    /// What the moments are drawn from.
    public var seed: UInt64

    /// A lag of up to this many seconds.
    public init(maximum: TimeInterval, seed: UInt64) {
        self.maximum = maximum
        self.seed = seed
    }
}

/// What goes wrong with one call.
public enum Fault: Hashable, Sendable {
    /// IAM refuses with `Throttling`.
    case throttle
    /// IAM refuses with this code; nothing is changed.
    case refuse(IAMError.Code)
    /// The request never leaves; nothing is changed.
    case notSent
    /// The request gets lost on its way: the outcome is unknown, and nothing is changed.
    case loseRequest
    /// The answer gets lost on its way: the call is carried out, and its outcome is unknown.
    case loseResponse
    /// The caller stops before the call reaches IAM: `Stopped` is thrown.
    case stopBefore
    /// The caller stops after the call was carried out: `Stopped` is thrown.
    case stopAfter
}

/// The program is being stopped: a simulated crash of the caller. It must be passed on.
public struct Stopped: Error, Hashable, CustomStringConvertible {
    /// The number of the call at which it happened.
    public let call: Int

    /// A stop at that call.
    public init(call: Int) { self.call = call }

    public var description: String { "stopped at call \(call)" }
}

/// One call of the port that reached the sandbox or was made to fail before it.
public struct CallRecord: Hashable, Sendable {
    /// From 1, in this process.
    public let number: Int
    public let action: IAMAction
    /// The name or id that the call is about; empty for the whole account.
    public let subject: String
}
