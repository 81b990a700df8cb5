import Foundation

/// How far a credential report is.
public enum ReportState: String, Sendable {
    case started = "STARTED"
    case inProgress = "INPROGRESS"
    case complete = "COMPLETE"
}

/// A credential report as it came: a CSV file and the time for which it speaks.
public struct CredentialReportFile: Hashable, Sendable {
    /// The decoded CSV; see `CredentialReport` for its rows.
    public let text: String
    public let generated: Date

    /// A report.
    public init(text: String, generated: Date) {
        self.text = text
        self.generated = generated
    }
}
