import Foundation

/// What an account looked like at one moment: read completely, or as far as it says itself.
///
/// Required are the credential report and the authorization details, which must be of one account and of about one time; every other part is
/// there or not there for a reason. The same files always give the same snapshot.
public struct AccountSnapshot: Sendable {
    public let account: AccountID
    public let partition: Partition
    /// When the account was read.
    public let taken: Date
    /// When IAM made the credential report, which is up to four hours before; nil if the files do not tell.
    public let reported: Date?
    /// Columns of the credential report that are not known here; their values stand in the rows' `extra`.
    public let extraColumns: [String]
    /// What the report says of root; nil if it has no such row.
    public let root: CredentialReport.Row?
    /// In the order of their names.
    public let users: [SnapshotUser]
    public let groups: [GroupName: GroupDetail]
    /// In the order of their names.
    public let roles: [RoleDetail]
    /// The account's own, and those of AWS's that are in use.
    public let policies: [ARN: PolicyDetail]
    /// Where report and details differ, as they may when something was changed between the two.
    public let discrepancies: [SnapshotDiscrepancy]

    public let summary: Fact<[String: Int]>
    public let passwordRule: Fact<PasswordRule>
    public let virtualDevices: Fact<[MFADevice]>
    public let serverCertificates: Fact<[ServerCertificate]>
    public let analyzers: Fact<[AccessAnalyzer]>
    let lastAccessed: [UserName: Fact<LastAccessed>]
    /// Why nobody's last use of services was read, if the label says so.
    let lastAccessedReason: String?
    let places: [UserName: Int]
    let shelf = DocumentShelf()

    /// A user of that name; nil if there is none. Names are told apart as IAM writes them.
    public func user(_ name: UserName) -> SnapshotUser? { places[name].map { users[$0] } }

    /// Which services a user last used.
    public func lastAccessed(_ user: UserName) -> Fact<LastAccessed> {
        lastAccessed[user] ?? .notThere(lastAccessedReason ?? "there is no \(SnapshotFile.lastAccessed(user).path)")
    }
}

/// A user of a snapshot: what the authorization details tell, and what the credential report does.
///
/// It never changes, and is an object so that handing it from check to check copies nothing.
public final class SnapshotUser: Sendable {
    public let detail: UserDetail
    /// Nil if the report does not know the user: made after it, or made again under the same name.
    public let row: CredentialReport.Row?
    /// Where the user begins in `account-authorization-details.json`.
    public let line: Int

    init(detail: UserDetail, row: CredentialReport.Row?, line: Int) {
        self.detail = detail
        self.row = row
        self.line = line
    }

    public var name: UserName { detail.user.name }

    /// The same user with other policies and groups.
    public func holding(_ detail: UserDetail) -> SnapshotUser { SnapshotUser(detail: detail, row: row, line: line) }
}

/// A difference between report and details that is no fault of either: minutes or hours lie between them.
public enum SnapshotDiscrepancy: Hashable, Sendable {
    /// Made after the report, so nothing is known of password, keys and MFA.
    case notReported(UserName)
    /// Gone since the report.
    case gone(UserName)
    /// Gone since the report, and another one has that name now.
    case replaced(UserName)
}

extension SnapshotDiscrepancy: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notReported(let name): "'\(name)' was made after the credential report"
        case .gone(let name): "'\(name)' is gone since the credential report"
        case .replaced(let name): "'\(name)' is another user than the one in the credential report"
        }
    }
}
