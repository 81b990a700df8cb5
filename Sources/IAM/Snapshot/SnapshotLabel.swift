import Foundation

/// What tenure notes of a snapshot when it takes one: `snapshot.json`.
public struct SnapshotLabel: Hashable, Sendable {
    public let account: AccountID
    /// When the account was read.
    public let taken: Date
    /// When IAM made the credential report.
    public let reported: Date?
    /// Why files are not there, by their paths.
    public let notThere: [String: String]

    /// A label.
    public init(account: AccountID, taken: Date, reported: Date?, notThere: [String: String] = [:]) {
        self.account = account
        self.taken = taken
        self.reported = reported
        self.notThere = notThere
    }

    /// Its file's text.
    public var text: String {
        var members = [("account", JSONText.quoted(account.text)), ("taken", JSONText.quoted(ReportTime.text(taken)))]
        if let reported { members.append(("reported", JSONText.quoted(ReportTime.text(reported)))) }
        let reasons = notThere.sorted { $0.key < $1.key }.map { "\(JSONText.quoted($0.key)): \(JSONText.quoted($0.value))" }
        members.append(("notThere", "{\(reasons.joined(separator: ", "))}"))
        return "{" + members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}\n"
    }

    static func read(_ source: SnapshotBytes) throws -> SnapshotLabel {
        var (account, taken, reported): (AccountID?, Date?, Date?)
        var notThere: [String: String] = [:]
        try Pages.read(source, of: .label) { cursor, name in
            switch name {
            case "account": account = try cursor.checked()
            case "taken": taken = try cursor.date()
            case "reported": reported = try cursor.date()
            case "notThere": try cursor.object { cursor, file in notThere[file] = try cursor.string() }
            default: try cursor.skip()
            }
        }
        guard let account else { throw SnapshotError(.lacks("account"), in: .label) }
        guard let taken else { throw SnapshotError(.lacks("taken"), in: .label) }
        return SnapshotLabel(account: account, taken: taken, reported: reported, notThere: notThere)
    }
}
