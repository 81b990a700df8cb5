/// The files of a snapshot's directory, under the names that design and documents give them.
public enum SnapshotFile: Hashable, Sendable {
    /// `get-credential-report`, decoded.
    case report
    case details
    case summary
    case passwordPolicy
    case virtualDevices
    case serverCertificates
    case analyzers
    /// `get-service-last-accessed-details` of one user.
    case lastAccessed(UserName)
    /// What tenure itself notes of a snapshot that it took: whose, when, and what it could not read.
    case label

    /// The files that are one for the account, in the order in which they are read.
    public static let ofAccount: [SnapshotFile] = [
        .label, .report, .details, .summary, .passwordPolicy, .virtualDevices, .serverCertificates, .analyzers,
    ]

    /// The folder of the files that are one for each user.
    public static let lastAccessedFolder = "service-last-accessed"

    /// Where it is, below the snapshot's directory.
    public var path: String {
        switch self {
        case .report: "credential-report.csv"
        case .details: "account-authorization-details.json"
        case .summary: "account-summary.json"
        case .passwordPolicy: "account-password-policy.json"
        case .virtualDevices: "virtual-mfa-devices.json"
        case .serverCertificates: "server-certificates.json"
        case .analyzers: "access-analyzers.json"
        case .lastAccessed(let user): "\(Self.lastAccessedFolder)/\(user).json"
        case .label: "snapshot.json"
        }
    }

    /// The command of the AWS CLI whose output it holds; nil for tenure's own.
    public var command: String? {
        switch self {
        case .report: "aws iam get-credential-report --query Content --output text | base64 -d"
        case .details: "aws iam get-account-authorization-details"
        case .summary: "aws iam get-account-summary"
        case .passwordPolicy: "aws iam get-account-password-policy"
        case .virtualDevices: "aws iam list-virtual-mfa-devices"
        case .serverCertificates: "aws iam list-server-certificates"
        case .analyzers: "aws accessanalyzer list-analyzers"
        case .lastAccessed: "aws iam get-service-last-accessed-details --job-id JOB"
        case .label: nil
        }
    }

    /// Without it there is no snapshot.
    public var isRequired: Bool { self == .report || self == .details }
}

/// The bytes of one file, in pieces: a file need never be in memory whole.
public struct SnapshotBytes {
    let next: (inout [UInt8]) throws -> Bool

    /// Bytes of which each call appends some more, or says with false that there are none.
    public init(next: @escaping (inout [UInt8]) throws -> Bool) { self.next = next }

    /// Bytes that are there already.
    public init(_ bytes: some Sequence<UInt8>) {
        var rest: [UInt8]? = Array(bytes)
        self.init { buffer in
            guard let piece = rest else { return false }
            buffer += piece
            rest = nil
            return true
        }
    }

    /// All of them.
    func whole() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while try next(&bytes) {}
        return bytes
    }
}

/// Something that a snapshot may hold, or not: what is not there is never taken for empty.
public enum Fact<Value: Sendable>: Sendable {
    /// It was read, there.
    case read(Value, from: SnapshotFile)
    /// Nobody knows it, and why: `there is no account-summary.json`.
    case notThere(String)

    /// The value; nil if it is not there.
    public var value: Value? {
        switch self {
        case .read(let value, from: _): value
        case .notThere: nil
        }
    }

    /// Why it is not there; nil if it is.
    public var reason: String? {
        switch self {
        case .read: nil
        case .notThere(let reason): reason
        }
    }
}

extension Fact: Equatable where Value: Equatable {}
