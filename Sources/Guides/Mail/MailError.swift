/// Why a mail could not be written down.
public enum MailError: Error, Hashable {
    /// A header would hold a line break or another control character.
    case unprintableHeader(String)
    /// The message id is not `LEFT@RIGHT` without blanks.
    case messageID(String)
}

extension MailError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unprintableHeader(let name): "the mail's '\(name)' holds line breaks or control characters"
        case .messageID(let text): "'\(text)' is not a message id: it is LEFT@RIGHT without blanks"
        }
    }
}
