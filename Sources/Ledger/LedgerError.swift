import IAM
import Lifecycle

/// Why the ledger could not be opened, read or written. Whatever the case, what stood in it before still does.
public enum LedgerError: Error, Hashable, Sendable {
    /// There is no ledger at that path.
    case missing(path: String)
    /// There is one already.
    case exists(path: String)
    /// The place is one that a ledger must not be kept in.
    case unsafePlace(path: String, reason: String, remedy: String)
    /// The file is a database of another program.
    case foreign(path: String)
    /// The file is damaged, or no database at all.
    case corrupt(path: String, detail: String)
    /// A later tenure has written the file.
    case newer(path: String, version: Int)
    /// Another process kept the ledger locked for longer than we wait.
    case busy(path: String)
    /// Somebody moved the stream after it was read; these are the events that they wrote, oldest first.
    case conflict(stream: Lifecycle.Stream, since: [Recorded])
    /// The event cannot stand where it was to be written: a history that begins in its middle, or an event of another kind of stream.
    case misfit(stream: Lifecycle.Stream, kind: String)
    /// What is stored there does not read as what it should be.
    case unreadable(stream: String, detail: String)
    /// An event's bytes do not have the hash that stands beside them, or an event is missing.
    case altered(path: String, seq: Int)
    case full(path: String)
    case readOnly(path: String)
    /// The operating system refused to read or write. The ledger was closed: what is on the disk is known only after it is opened again.
    case failed(path: String, detail: String)
    /// It was closed, by us or after a failure.
    case closed(path: String)
}

extension LedgerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing(let path): "there is no ledger at '\(path)'"
        case .exists(let path): "there is a ledger at '\(path)' already"
        case .unsafePlace(let path, let reason, _): "'\(path)' is not a safe place for a ledger: \(reason)"
        case .foreign(let path): "'\(path)' is a database of another program"
        case .corrupt(let path, let detail): "the ledger '\(path)' is damaged: \(detail)"
        case .newer(let path, let version): "the ledger '\(path)' has format \(version), which is later than this tenure knows"
        case .busy(let path): "another process keeps the ledger '\(path)' locked"
        case .conflict(let stream, let since):
            "'\(stream)' was changed by someone else meanwhile (\(since.map(\.event.code).joined(separator: ", ")))"
        case .misfit(let stream, let kind): "the event '\(kind)' cannot be recorded in '\(stream)'"
        case .unreadable(let stream, let detail): "'\(stream)' cannot be read from the ledger: \(detail)"
        case .altered(let path, let seq): "event \(seq) of the ledger '\(path)' was altered or is missing"
        case .full(let path): "there is no space left for the ledger '\(path)'"
        case .readOnly(let path): "the ledger '\(path)' cannot be written"
        case .failed(let path, let detail): "the ledger '\(path)' failed: \(detail)"
        case .closed(let path): "the ledger '\(path)' is closed"
        }
    }

    /// What to do next.
    public var hint: String {
        switch self {
        case .missing: "make a home with 'tenure init DIR', or name one with --home"
        case .exists: "use it as it is, or name another directory"
        case .unsafePlace(_, _, let remedy): remedy
        case .foreign: "move that file away, or name another home with --home"
        case .corrupt: "bring back the last good copy of the home; keep the damaged file for the auditors"
        case .newer: "install the tenure that wrote it, or a later one"
        case .busy: "wait for the other tenure to finish and try again"
        case .conflict(let stream, _): "look at it again with \(Self.command(for: stream)), then decide again"
        case .misfit, .unreadable: "see 'tenure doctor'"
        case .altered: "see all that is wrong with 'tenure audit verify'; keep the file for the auditors"
        case .full: "free space on that file system and try again; nothing was recorded"
        case .readOnly: "run tenure as the owner of the home, on a file system that is mounted for writing; nothing was recorded"
        case .failed: "check the disk, then run 'tenure doctor'"
        case .closed: "start tenure again"
        }
    }

    private static func command(for stream: Lifecycle.Stream) -> String {
        switch stream {
        case .home, .rules, .workflow, .account, .plan, .register: "'tenure audit log'"
        case .person(let id): "'tenure person show \(id)'"
        case .request(let id): "'tenure request show \(id)'"
        case .user(let id): "'tenure user show \(id)'"
        case .review(let id): "'tenure review show \(id)'"
        case .item(let id): "'tenure review show \(id)'"
        }
    }
}
