import Foundation
import IAM

extension SandboxAccount {
    public func generateCredentialReport() async throws -> ReportState {
        try call(.generateCredentialReport) { transaction throws(Refusal) in
            if let report = transaction.view.report {
                guard transaction.isComplete(report) else { return .inProgress }
                if transaction.isFresh(report) { return .complete }
            }
            transaction.put(ReportRecord(started: transaction.now, text: transaction.reportText()))
            return .started
        }
    }

    public func getCredentialReport() async throws -> CredentialReportFile {
        try call(.getCredentialReport) { transaction throws(Refusal) in
            guard let report = transaction.view.report else {
                throw Refusal(.reportNotPresent, "Credential report has not been generated. Generate one first.")
            }
            guard transaction.isComplete(report) else {
                throw Refusal(.reportInProgress, "Credential report generation is in progress.")
            }
            guard transaction.isFresh(report) else {
                throw Refusal(.reportExpired, "Credential report has expired. Generate a new one.")
            }
            return CredentialReportFile(text: report.text, generated: report.started)
        }
    }
}

extension Transaction {
    fileprivate func isComplete(_ report: ReportRecord) -> Bool { now.timeIntervalSince(report.started) >= settings.reportDelay }

    // IAM User Guide, "Getting credential reports": a report is made at most every four hours.
    fileprivate func isFresh(_ report: ReportRecord) -> Bool { now.timeIntervalSince(report.started) < 4 * 3600 }

    /// The account's report: 22 columns, root first, lines ended by LF but for the last, as recorded from live accounts.
    fileprivate func reportText() -> String {
        let users = view.users.sorted { $0.name < $1.name }.map { reportRow(of: $0) }
        return ([CredentialReport.columns, rootRow] + users).map(CSV.line).joined(separator: "\n")
    }

    private var rootRow: [String] {
        let root = view.account.root
        let key = [root.accessKeyCreated == nil ? "false" : "true", Self.text(root.accessKeyCreated), "N/A", "N/A", "N/A"]
        return [
            CredentialReport.rootName, arn("root").description, ReportTime.text(root.created), "not_supported",
            root.passwordLastUsed.map(ReportTime.text) ?? "no_information", "not_supported", "not_supported",
            root.device == .none ? "false" : "true",
        ] + key + Self.noKey + Self.noCertificate + Self.noCertificate
    }

    private func reportRow(of user: UserRecord) -> [String] {
        let password: [String]
        if let login = user.login {
            let age = passwordPolicy?.maximumAge
            let rotation = age.map { login.changed.addingTimeInterval(Double($0) * 86_400) }
            password = [
                "true", user.passwordLastUsed.map(ReportTime.text) ?? "no_information", ReportTime.text(login.changed), Self.text(rotation),
            ]
        } else {
            password = ["false", "N/A", "N/A", "N/A"]
        }
        let keys = (0..<2).flatMap { user.keys.indices.contains($0) ? Self.columns(user.keys[$0]) : Self.noKey }
        let certificates = (0..<2).flatMap { place in
            user.certificates.indices.contains(place)
                ? [String(user.certificates[place].isActive), ReportTime.text(user.certificates[place].created)] : Self.noCertificate
        }
        return [user.name.text, arn(of: user).description, ReportTime.text(user.created)] + password
            + [String(!user.devices.isEmpty)] + keys + certificates
    }

    private static let noKey = ["false", "N/A", "N/A", "N/A", "N/A"]
    private static let noCertificate = ["false", "N/A"]

    private static func columns(_ key: KeyRecord) -> [String] {
        [String(key.isActive), ReportTime.text(key.rotated), text(key.lastUsed), key.region, key.service]
    }

    private static func text(_ date: Date?) -> String { date.map(ReportTime.text) ?? "N/A" }
}
