import Foundation
import IAM

/// What can happen to a home.
public enum HomeEvent: Hashable, Sendable, Codable {
    /// The first event of all. A sandbox home stays one.
    case founded(isSandbox: Bool)
    /// A sandbox home's clock was moved on.
    case advanced(seconds: Int)
    /// Somebody read out the history.
    case exported(filter: String, count: Int, digest: Digest)
    /// From here on checkpoints are signed with this key: the first of the home, or one in the place of another.
    case signingKeySet(key: LogKey)
    /// The copy of the last checkpoint that is kept outside the ledger was made anew, unseen, by somebody who answers for it.
    case copyRenewed(size: Int)
    /// Somebody takes a copy of the whole ledger, texts included, of at least so many events. It is recorded before it is made, so that the
    /// copy tells it too.
    case backupTaken(size: Int)
    /// The ledger was brought back from a backup of so many events, and nothing that is known outside says that any is missing.
    case restored(size: Int)
    /// An admin brought the ledger back from a backup although later events are lost, or nobody can tell. Until another admin has answered,
    /// nothing else is recorded.
    case rollbackAsked(rollback: Rollback)
    /// Another admin accepted it. The key that is set next has another name: a new log, whose checkpoints never mix with the old one's.
    case rollbackAccepted
}

/// A public key as signed notes know it: `NAME+HASH+BASE64`. The name is that of the log.
public typealias LogKey = Checked<LogKeyRule>

extension LogKey {
    /// The name of the log: the same for all of its keys.
    public var logName: String { String(text.prefix { $0 != "+" }) }
}

/// A name, eight hexadecimal digits, and 33 bytes in base64, with plus signs between them.
public enum LogKeyRule: TextRule {
    public static let noun = "verifier key"
    public static let shape = "it is written NAME+HASH+BASE64, as 'tenure audit key show' prints it"
    public static func accepts(_ text: String) -> Bool {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 && !parts[0].isEmpty && parts[1].utf8.count == 8
            && parts[1].utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) } && Data(base64Encoded: String(parts[2]))?.count == 33
    }
}

/// A home's own state.
public struct HomeState: Hashable, Sendable, Codable {
    public let isSandbox: Bool
    /// How far the sandbox's clock is ahead of the real one, in seconds.
    public var ahead = 0
    /// The public key of the checkpoints; nil while nothing is signed.
    public var logKey: LogKey?
    /// A backup that was brought back and that another admin is to accept.
    public var rollback: Rollback?

    /// The state after an event; nil before the first.
    public static func evolve(_ home: HomeState?, _ event: HomeEvent) -> HomeState? {
        guard var home else {
            guard case .founded(let isSandbox) = event else { return nil }
            return HomeState(isSandbox: isSandbox)
        }
        guard home.rollback == nil || event.answersRollback else { return nil }
        switch event {
        case .founded, .exported, .copyRenewed, .backupTaken, .restored: break
        case .rollbackAsked(let rollback): home.rollback = rollback
        case .rollbackAccepted:
            guard home.rollback != nil else { return nil }
            home.rollback = nil
        case .signingKeySet(let key): home.logKey = key
        case .advanced(let seconds): home.ahead += seconds
        }
        return home
    }
}
