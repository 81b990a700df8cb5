/// Why files are not a snapshot that can be judged, and where.
public struct SnapshotError: Error, Hashable, CustomStringConvertible {
    /// The file, below the snapshot's directory.
    public let file: SnapshotFile
    /// The line, from 1; nil if it is about the file as a whole.
    public let line: Int?
    public let problem: Problem

    /// A problem in that file.
    public init(_ problem: Problem, in file: SnapshotFile, line: Int? = nil) {
        self.problem = problem
        self.file = file
        self.line = line
    }

    /// What is wrong.
    public enum Problem: Hashable, Sendable {
        // The text
        case missing
        /// The operating system does not let it be read.
        case unreadable
        case empty
        /// The text ends in the middle: it was cut off, or is still being written.
        case cutOff
        case unexpected(found: String, wanted: String)
        case notUTF8
        case tooDeep
        case report(CredentialReportError.Problem)
        // What it says
        case lacks(String)
        case repeated(String)
        case invalid(String)
        /// One page of a listing whose other pages are not there.
        case onePageOfSeveral
        // What it says together with the rest
        case otherAccount(ARN, expected: AccountID)
        case noAccount
        case unknownGroup(GroupName, of: UserName)
        /// Users that must have been there when the report was made.
        case reportLacks([String])
        /// More than can have been deleted since the report was made.
        case detailsLack([String])
        case otherCount(users: Int, summary: Int)
    }

    public var description: String { "\(file.path)\(line.map { ", line \($0)" } ?? ""): \(problem)" }

    /// What to do about it.
    public var hint: String {
        let again = file.command.map { "take it again with '\($0)'" } ?? "take the snapshot again with 'tenure snapshot pull'"
        switch problem {
        case .missing, .unreadable, .empty, .cutOff, .unexpected, .notUTF8, .tooDeep, .report, .invalid, .noAccount: return again
        case .onePageOfSeveral: return "\(again), without --no-paginate and --max-items, or put all pages into the file"
        case .lacks: return "\(again), without --filter and --query"
        case .repeated, .otherAccount, .unknownGroup, .reportLacks, .detailsLack, .otherCount:
            return "take all files of the snapshot again, one after another; 'tenure snapshot pull' does"
        }
    }
}

extension SnapshotError.Problem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing: "it is not there"
        case .unreadable: "it cannot be read"
        case .empty: "it is empty"
        case .cutOff: "it ends in the middle"
        case .unexpected(let found, let wanted): "found \(found) instead of \(wanted)"
        case .notUTF8: "it is not UTF-8"
        case .tooDeep: "it is nested too deeply"
        case .report(let problem): problem.description
        case .lacks(let name): "'\(name)' is missing"
        case .repeated(let name): "'\(name)' stands twice"
        case .invalid(let reason): reason
        case .onePageOfSeveral: "it is one page of several"
        case .otherAccount(let arn, let expected): "'\(arn)' is not of account \(expected)"
        case .noAccount: "it names no account"
        case .unknownGroup(let group, let user): "'\(user)' is in group '\(group)', which is not there"
        case .reportLacks(let users): "users are missing that are older than others in it: \(Self.some(users))"
        case .detailsLack(let users): "it lacks users that credential-report.csv has: \(Self.some(users))"
        case .otherCount(let users, let summary): "it has \(users) users, and account-summary.json counts \(summary)"
        }
    }

    private static func some(_ names: [String]) -> String {
        names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " and \(names.count - 5) more" : "")
    }
}
