/// A mail that tenure writes.
public enum MailKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Carries a guide.
    case guide
    /// Says what is awaited and until when.
    case reminder
    /// Says that access was cut, and how it comes back.
    case suspended
    /// Says that passwords are about to expire, and this one among them.
    case passwordExpiry = "password-expiry"
    /// Says to somebody else than the user's person that the user waits for them.
    case waiting
    /// Says to security that the glass of a prepared user was broken.
    case breakGlass = "break-glass"

    /// Its template without language and ending: `mail-reminder`.
    var templateBase: String { "mail-\(rawValue)" }

    /// The values without which it cannot be written.
    public var needs: Set<GuideName> {
        let everywhere: Set<GuideName> = [.account, .accountID, .userName, .personName, .contactName, .contactMail]
        return switch self {
        case .guide: everywhere
        case .reminder: everywhere.union([.deadline])
        case .suspended: everywhere.union([.suspendedOn])
        case .passwordExpiry: everywhere.union([.expiryDate])
        case .waiting, .breakGlass: everywhere.union([.userReference])
        }
    }
}
