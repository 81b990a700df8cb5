import Foundation

/// A TLS certificate that is kept in IAM.
public struct ServerCertificate: Hashable, Sendable, Codable {
    public let name: String
    public let arn: ARN
    public let uploaded: Date?
    /// Nil if the answer does not tell.
    public let expires: Date?

    /// A certificate.
    public init(name: String, arn: ARN, uploaded: Date?, expires: Date?) {
        self.name = name
        self.arn = arn
        self.uploaded = uploaded
        self.expires = expires
    }
}

/// AWS's name for a report that is being made; only whoever asked for it can read it.
public struct JobID: Hashable, Sendable {
    public let text: String

    /// An id as IAM gave it.
    public init(_ text: String) { self.text = text }
}

/// How far a report of GenerateServiceLastAccessedDetails is.
public enum AccessJob: Sendable {
    case inProgress
    /// With one page of its services.
    case completed(at: Date, Page<ServiceAccess>)
    case failed(String)
}

/// When a user, group or role last tried to use a service that its policies allow. Attempts that were denied count too.
public struct ServiceAccess: Hashable, Sendable {
    /// The prefix of the service's actions: `s3`.
    public let namespace: String
    /// Nil if not within the 400 days that AWS keeps.
    public let last: Date?

    /// A last access.
    public init(namespace: String, last: Date?) {
        self.namespace = namespace
        self.last = last
    }
}
