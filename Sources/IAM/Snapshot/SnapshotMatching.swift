import Foundation

/// Puts report and details together, and refuses two that cannot be of one account and of about one time.
///
/// Between them lie up to four hours: IAM gives the same report for so long. So users that were made or deleted meanwhile are facts, not
/// faults. A user who is older than another one in the report must be in it, though, and more than a few cannot be gone.
struct SnapshotMatching {
    // IAM's reads lag by seconds, its report by more: a user this much older than the newest in the report is in it.
    private static let lag: TimeInterval = 600
    // So many users may go in four hours without anybody taking it for a lost page.
    private static let fewest = 20
    private static let share = 0.1

    let account: AccountID
    let partition: Partition
    let root: CredentialReport.Row?
    let users: [SnapshotUser]
    let discrepancies: [SnapshotDiscrepancy]

    init(report: CredentialReport, things: SnapshotThings, label: SnapshotLabel?) throws {
        let first = report.rows.first?.arn ?? things.arns.first?.arn
        guard let account = label?.account ?? first.flatMap({ try? AccountID($0.account) }) else {
            throw SnapshotError(.noAccount, in: .report)
        }
        self.account = account
        partition = first?.partition ?? .aws
        try Self.checkAccount(account, partition, report, things)
        try Self.checkGroups(things)
        root = report.rows.first { $0.subject == .root }
        var rows: [UserName: CredentialReport.Row] = [:]
        for row in report.rows { if case .user(let name) = row.subject { rows[name] = row } }
        var discrepancies: [SnapshotDiscrepancy] = []
        users = things.users.sorted { $0.detail.user.name < $1.detail.user.name }.map { user, line in
            SnapshotUser(detail: user, row: Self.row(of: user, &rows, &discrepancies), line: line)
        }
        // What is left belongs to users who are not there any more.
        discrepancies += rows.keys.sorted().map(SnapshotDiscrepancy.gone)
        self.discrepancies = discrepancies
        try Self.checkReport(report, reported: label?.reported, users)
        try Self.checkDetails(rows.keys.sorted().map(\.text), of: report)
    }

    private static func row(
        of user: UserDetail, _ rows: inout [UserName: CredentialReport.Row], _ discrepancies: inout [SnapshotDiscrepancy]
    ) -> CredentialReport.Row? {
        guard let row = rows.removeValue(forKey: user.user.name) else {
            discrepancies.append(.notReported(user.user.name))
            return nil
        }
        // The two sources round fractions of a second differently.
        guard abs(row.created.timeIntervalSince(user.user.created)) <= 2 else {
            discrepancies.append(.replaced(user.user.name))
            return nil
        }
        return row
    }

    private static func checkAccount(
        _ account: AccountID, _ partition: Partition, _ report: CredentialReport, _ things: SnapshotThings
    ) throws {
        func isOurs(_ arn: ARN) -> Bool { arn.account == account.text && arn.partition == partition }
        for (place, row) in report.rows.enumerated() where !isOurs(row.arn) {
            throw SnapshotError(.otherAccount(row.arn, expected: account), in: .report, line: place + 2)
        }
        for (arn, line) in things.arns where !isOurs(arn) {
            throw SnapshotError(.otherAccount(arn, expected: account), in: .details, line: line)
        }
    }

    // The details are one listing, users first: a group that a user is in cannot be missing from it.
    private static func checkGroups(_ things: SnapshotThings) throws {
        for (user, line) in things.users {
            for group in user.groups where things.groups[group] == nil {
                throw SnapshotError(.unknownGroup(group, of: user.user.name), in: .details, line: line)
            }
        }
    }

    private static func checkReport(_ report: CredentialReport, reported: Date?, _ users: [SnapshotUser]) throws {
        let newest = report.rows.filter { $0.subject != .root }.map(\.created).max()
        // A report without any row was cut off: root always has one at AWS, and moto's users do.
        let bound = report.rows.isEmpty ? Date.distantFuture : [newest, reported].compactMap(\.self).max().map { $0 - lag }
        guard let bound else { return }
        let known = Set(report.rows.map(\.subject))
        let missing = users.filter { $0.detail.user.created < bound && !known.contains(.user($0.name)) }
        guard missing.isEmpty else { throw SnapshotError(.reportLacks(missing.map(\.name.text)), in: .report) }
    }

    private static func checkDetails(_ gone: [String], of report: CredentialReport) throws {
        guard gone.count <= max(fewest, Int(Double(report.rows.count) * share)) else {
            throw SnapshotError(.detailsLack(gone), in: .details)
        }
    }

    /// Refuses details whose number of users is far from what the summary counts.
    func check(count summary: [String: Int]?) throws {
        guard let counted = summary?["Users"], abs(counted - users.count) > max(Self.fewest, Int(Double(counted) * Self.share)) else {
            return
        }
        throw SnapshotError(.otherCount(users: users.count, summary: counted), in: .details)
    }
}
