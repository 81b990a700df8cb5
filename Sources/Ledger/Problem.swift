import IAM
import Lifecycle

/// One thing in the ledger that is not as it must be.
public enum Problem: Hashable, Sendable {
    /// SQLite's own check of the file found this.
    case damaged(detail: String)
    /// What keeps the rows of a table from being changed or removed is not there.
    case unguarded(trigger: String)
    /// A table, index or trigger is not there, or not as every ledger has it.
    case altered(name: String)
    /// A table, index, trigger or view that no ledger has.
    case added(name: String)
    /// A number is missing or out of place in the sequence of events.
    case gap(after: Int, found: Int)
    /// The stored leaf is not the hash of the stored bytes.
    case leaf(seq: Int)
    /// A subtree's hash that is kept is not that of its leaves.
    case node(level: Int, place: Int)
    /// A checkpoint does not say what the events come to, or was not signed with the key of that time.
    case checkpoint(size: Int, reason: String)
    /// A decision was recorded that this person could not make then, or before everybody had said yes who had to.
    case undue(seq: Int, reason: String)
    /// The event's bytes cannot be read.
    case unreadable(seq: Int, detail: String)
    /// What the columns say of the event is not what its bytes say.
    case columns(seq: Int)
    /// A stream's events do not count from 1 without gaps.
    case version(stream: String, found: Int)
    /// The event cannot stand where it stands.
    case misfit(stream: String, seq: Int)
    /// The stored state is not what the events come to.
    case state(stream: String)
    /// A state without events.
    case orphan(stream: String)
    /// The row of a listing is not what the state says, is missing, or has no state.
    case list(stream: String)
    /// A text of the side table is not the one that was committed to, or is folded wrongly.
    case text(commitment: String)
}

extension Problem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .damaged(let detail): "the file is damaged: \(detail)"
        case .unguarded(let trigger): "what keeps recorded rows as they are, the trigger '\(trigger)', was taken out of the file"
        case .altered(let name):
            "'\(name)' is not in the file as every ledger has it: its text in the file's schema was changed or taken out"
        case .added(let name): "'\(name)' was added to the file's schema: no ledger has it"
        case .gap(let after, let found): "event \(after) is followed by event \(found)"
        case .leaf(let seq): "event \(seq) was altered: its bytes do not have the hash that was stored"
        case .node(let level, let place): "the kept hash \(place) of level \(level) of the tree is not that of its leaves"
        case .checkpoint(let size, let reason): "the checkpoint of \(size) events does not hold: \(reason)"
        case .undue(let seq, let reason): "event \(seq) should not stand here: \(reason)"
        case .unreadable(let seq, let detail): "event \(seq) cannot be read \(detail)"
        case .columns(let seq): "event \(seq) is listed as something else than its bytes say"
        case .version(let stream, let found): "'\(stream)' has an event numbered \(found) out of its order"
        case .misfit(let stream, let seq): "event \(seq) cannot stand where it stands in '\(stream)'"
        case .state(let stream): "the stored state of '\(stream)' is not what its events come to"
        case .orphan(let stream): "'\(stream)' has a state and no events"
        case .list(let stream): "the listings are wrong about '\(stream)'"
        case .text(let commitment): "the text kept for \(commitment) is not the one that was committed to"
        }
    }
}
