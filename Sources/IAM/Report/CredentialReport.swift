import Foundation

/// An account's credential report, typed.
///
/// Columns are found by their names, so that one more or another order does no harm. AWS writes booleans in lower case although its
/// guide says TRUE and FALSE; both are read. Source: IAM User Guide, "Generate credential reports", and recordings of live reports.
public struct CredentialReport: Hashable, Sendable {
    /// One row for root and for each user, in the report's order.
    public let rows: [Row]
    /// The names of columns that are not known here, in the report's order; their values stand in each row's `extra`.
    public let extraColumns: [String]

    /// Who a row is about.
    public enum Subject: Hashable, Sendable, CustomStringConvertible {
        case root
        case user(UserName)

        /// The user's name, or AWS's `<root_account>`.
        public var description: String {
            switch self {
            case .root: CredentialReport.rootName
            case .user(let name): name.text
            }
        }
    }

    /// When something was last used, as far as AWS tells.
    public enum LastUse: Hashable, Sendable {
        case at(Date)
        /// `no_information`: there is a password, and no use since AWS keeps this (2014-10-20).
        case noInformation
        /// `N/A`: there is nothing that could be used.
        case notApplicable
        /// `not_supported`: AWS does not tell this about root.
        case notSupported
    }

    /// An access key's place in the report: a user has two at most.
    public struct Key: Hashable, Sendable {
        /// 1 or 2.
        public let slot: Int
        public let isActive: Bool
        /// When it was made or last changed.
        public let lastRotated: Date?
        /// Nil if never used.
        public let lastUsed: Date?
        public let lastUsedRegion: String?
        public let lastUsedService: String?
    }

    /// A signing certificate's place in the report.
    public struct Certificate: Hashable, Sendable {
        /// 1 or 2.
        public let slot: Int
        public let isActive: Bool
        public let lastRotated: Date?
    }

    /// What the report says of root or one user.
    public struct Row: Hashable, Sendable {
        public let subject: Subject
        public let arn: ARN
        public let created: Date
        /// Nil for root: AWS does not tell.
        public let passwordEnabled: Bool?
        public let passwordLastUsed: LastUse
        public let passwordLastChanged: Date?
        /// When the password must be changed by; nil without a rule about its age.
        public let passwordNextRotation: Date?
        public let mfaActive: Bool
        /// The keys that exist, active or not.
        public let keys: [Key]
        /// The certificates that exist, active or not.
        public let certificates: [Certificate]
        /// The values of columns that are not known here, by name.
        public let extra: [String: String]
    }

    /// The columns that AWS documents and that every report has, in order.
    public static let columns = [
        "user", "arn", "user_creation_time", "password_enabled", "password_last_used", "password_last_changed", "password_next_rotation",
        "mfa_active", "access_key_1_active", "access_key_1_last_rotated", "access_key_1_last_used_date", "access_key_1_last_used_region",
        "access_key_1_last_used_service", "access_key_2_active", "access_key_2_last_rotated", "access_key_2_last_used_date",
        "access_key_2_last_used_region", "access_key_2_last_used_service", "cert_1_active", "cert_1_last_rotated", "cert_2_active",
        "cert_2_last_rotated",
    ]

    /// What AWS writes as root's name.
    public static let rootName = "<root_account>"

    /// The columns, by their places in `columns`.
    enum Column: Int, CaseIterable {
        case user, arn, created, passwordEnabled, passwordLastUsed, passwordLastChanged, passwordNextRotation, mfaActive
        case key1Active, key1Rotated, key1Used, key1Region, key1Service
        case key2Active, key2Rotated, key2Used, key2Region, key2Service
        case certificate1Active, certificate1Rotated, certificate2Active, certificate2Rotated

        var name: String { CredentialReport.columns[rawValue] }
    }
}

/// Why a text is not a credential report, and where.
public struct CredentialReportError: Error, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Problem: Hashable, Sendable {
        case empty
        case csv(CSVError.Problem)
        case missingColumn(String)
        case repeatedColumn(String)
        case wrongFieldCount(Int, expected: Int)
        case invalidValue(String, column: String)
        case repeatedUser(String)
    }

    /// The line, from 1.
    public let line: Int
    /// What is wrong there.
    public let problem: Problem

    /// A problem on that line.
    public init(line: Int, problem: Problem) {
        self.line = line
        self.problem = problem
    }

    public var description: String { "credential report, line \(line): \(problem)" }
}

extension CredentialReportError.Problem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty: "there is no header"
        case .csv(.unterminatedQuote): "a quote is opened and never closed"
        case .csv(.strayQuote): "a quote stands in the middle of a field"
        case .missingColumn(let name): "the column '\(name)' is missing"
        case .repeatedColumn(let name): "the column '\(name)' stands twice"
        case .wrongFieldCount(let count, let expected): "it has \(count) fields instead of \(expected)"
        case .invalidValue(let value, let column): "'\(value)' cannot stand in '\(column)'"
        case .repeatedUser(let name): "'\(name)' has had a row already"
        }
    }
}
