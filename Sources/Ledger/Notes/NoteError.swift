/// Why a note, a key or a proof is not one, or is not to be believed.
public enum NoteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text does not have the form of what it should be.
    case malformed(what: String, reason: String)
    /// What it says is not so.
    case untrue(reason: String)
    /// None of the known keys has signed it.
    case unsigned(by: String)
    /// The line of a known key is not its signature of this text.
    case forged(name: String)

    public var description: String {
        switch self {
        case .malformed(let what, let reason): "it is not a \(what): \(reason)"
        case .untrue(let reason): reason
        case .unsigned(let name): "it has no signature of '\(name)'"
        case .forged(let name): "the signature of '\(name)' is not one of this text"
        }
    }
}
