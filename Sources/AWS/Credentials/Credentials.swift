import Foundation

/// What a request is signed with.
public struct Credentials: Sendable {
    /// The public half, `AKIA…` for long-term and `ASIA…` for temporary credentials.
    public let accessKey: String
    /// The secret half.
    public let secret: Secret
    /// What temporary credentials are accompanied by.
    public let sessionToken: Secret?
    /// When temporary credentials end; nil if they do not, or if nobody said.
    public let expires: Date?
    /// Where they came from, in words for a message: `profile 'prod'`.
    public let origin: String

    /// Credentials of that origin.
    public init(accessKey: String, secret: Secret, sessionToken: Secret? = nil, expires: Date? = nil, origin: String) {
        self.accessKey = accessKey
        self.secret = secret
        self.sessionToken = sessionToken
        self.expires = expires
        self.origin = origin
    }

    /// Whether they can still sign at that time.
    func isValid(at now: Date) -> Bool { expires.map { now < $0 } ?? true }

    /// Whether they should be replaced: temporary ones are, from five minutes before they end.
    func isFresh(at now: Date) -> Bool { expires.map { now.addingTimeInterval(300) < $0 } ?? true }
}
