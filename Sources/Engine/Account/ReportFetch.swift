import Foundation
import IAM

/// Waits for IAM's credential report.
struct ReportFetch {
    let iam: any IAMService
    let sleep: @Sendable (Duration) async throws -> Void

    /// The report of now, as far as IAM gives one: it returns the last for four hours. Nil if none came within a minute.
    func report() async throws -> CredentialReportFile? {
        for attempt in 0..<34 {
            if try await iam.generateCredentialReport() == .complete { return try await iam.getCredentialReport() }
            // Soon at first: a small account's report is made at once.
            try await sleep(.milliseconds(min(100 << min(attempt, 5), 2_000)))
        }
        return nil
    }
}
