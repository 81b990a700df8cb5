import Checks
import Foundation
import IAM
import Lifecycle

/// An account to be judged, written as the files that the AWS CLI writes.
struct SampleAccount {
    static let asOf = Date(timeIntervalSince1970: 1_795_219_200)  // 2026-11-21T00:00:00Z
    static let number = "123456789012"

    var users: [SampleUser] = []
    var groups: [SampleGroup] = []
    var roles: [SampleRole] = []
    var policies: [SamplePolicy] = []
    var root: SampleUser? = SampleUser("<root_account>", mfa: true)
    var summary: [String: Int]? = ["AccountAccessKeysPresent": 0, "AccountMFAEnabled": 1, "AccountPasswordPresent": 1]
    /// JSON, or nil where nobody knows.
    var passwordPolicy: String? = SampleAccount.strictPasswords
    /// Serial, and whose: nil for nobody's, "root" for root's.
    var devices: [(serial: String, owner: String?)]? = []
    var certificates: [(name: String, expires: Date)]? = []
    var analyzers: [(region: String, type: String, status: String)]? = [("us-east-1", "ACCOUNT", "ACTIVE")]
    var lastAccessed: [String: [String: Date?]] = [:]
    /// How long before the rest the credential report was made, if it is known.
    var reportAge: TimeInterval?
    /// What the ledger knows; nil where there is none.
    var records: SampleRecords?

    static let strictPasswords = """
        {"MinimumPasswordLength": 14, "RequireSymbols": true, "RequireNumbers": true, "RequireUppercaseCharacters": true, \
        "RequireLowercaseCharacters": true, "AllowUsersToChangePassword": true, "MaxPasswordAge": 90, "PasswordReusePrevention": 24}
        """

    /// A moment so many days before the snapshot.
    static func ago(_ days: Double) -> Date { asOf.addingTimeInterval(-days * 86_400) }

    func read() throws -> AccountSnapshot {
        let texts = self.texts
        let names = try lastAccessed.keys.sorted().map { try UserName($0) }
        return try AccountSnapshot(taken: Self.asOf, lastAccessedOf: names) { file in
            texts[file.path].map { SnapshotBytes(Array($0.utf8)) }
        }
    }

    func view(managed: Set<UserName> = []) throws -> ExaminedAccount {
        ExaminedAccount(
            try read(), alias: try AccountAlias("prod"), managed: managed, ownAccounts: [try AccountID("210987654321")],
            records: records?.read())
    }

    /// What a check says, by subject: `pass`, `fail`, `unknown`, `n/a`.
    func verdicts(_ check: CheckID, _ limits: Limits = Limits()) throws -> [String: String] {
        let outcomes = check.check.examine(try view(), with: limits)
        return Dictionary(outcomes.map { ("\($0.subject)", $0.verdict.word) }) { "\($0) and \($1)" }
    }
}

extension Verdict {
    var word: String {
        switch self {
        case .pass: "pass"
        case .vouched: "vouched"
        case .fails: "fail"
        case .unknown: "unknown"
        case .notApplicable: "n/a"
        }
    }
}

/// A user as report and details tell.
struct SampleUser {
    var name: String
    var path = "/"
    var created = SampleAccount.ago(400)
    var password: Password?
    var mfa = false
    var keys: [Key] = []
    var hasCertificate = false
    var groups: [String] = []
    var inline: [String: String] = [:]
    var attached: [String] = []
    var boundary: String?
    var tags: [String: String] = [:]
    var isReported = true

    init(_ name: String, mfa: Bool = false) {
        self.name = name
        self.mfa = mfa
    }

    struct Password {
        /// Nil for `no_information`.
        var used: Date?
        var changed: Date? = SampleAccount.ago(30)
        var next: Date?
    }

    struct Key {
        var isActive = true
        var made: Date? = SampleAccount.ago(10)
        var used: Date? = SampleAccount.ago(1)
        var region = "us-east-1"
    }

    /// A user at the console who was here yesterday.
    static func console(_ name: String, mfa: Bool = true) -> SampleUser {
        var user = SampleUser(name, mfa: mfa)
        user.password = Password(used: SampleAccount.ago(1))
        return user
    }
}

struct SampleGroup {
    var name: String
    var inline: [String: String] = [:]
    var attached: [String] = []
}

struct SampleRole {
    var name: String
    var path = "/"
    var created = SampleAccount.ago(400)
    var trust = SampleRole.ec2
    var attached: [String] = []
    var inline: [String: String] = [:]
    var boundary: String?
    var hasProfile = false
    var tags: [String: String] = ["owner": "platform"]
    /// `{}` for never; nil where it is not told.
    var used: String? = #"{"LastUsedDate": "2026-11-20T00:00:00Z", "Region": "us-east-1"}"#

    static let ec2 = service("ec2")

    static func service(_ name: String, if condition: String? = nil) -> String {
        trust("{\"Service\": \"\(name).amazonaws.com\"}", if: condition)
    }

    /// Somebody by what stands behind the account in the ARN: `root`, `user/jane`.
    static func caller(_ resource: String, if condition: String? = nil) -> String {
        trust("{\"AWS\": \"arn:aws:iam::\(SampleAccount.number):\(resource)\"}", if: condition)
    }

    private static func trust(_ principal: String, if condition: String?) -> String {
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \(principal), \"Action\": \"sts:AssumeRole\""
            + (condition.map { ", \"Condition\": \($0)" } ?? "") + "}]}"
    }

    /// A role with everything.
    static func administrator(_ name: String, trust: String, hasProfile: Bool = false) -> SampleRole {
        SampleRole(name: name, trust: trust, inline: ["all": SamplePolicy.allow("*")], hasProfile: hasProfile)
    }
}

struct SamplePolicy {
    var arn: String
    var document: String
    var isAttached = true
    /// The text of a version that is not the default.
    var other: String?

    static let administratorARN = "arn:aws:iam::aws:policy/AdministratorAccess"
    static let administrator = SamplePolicy(arn: administratorARN, document: allow("*"))

    static func own(_ name: String, _ document: String, other: String? = nil) -> SamplePolicy {
        SamplePolicy(arn: "arn:aws:iam::\(SampleAccount.number):policy/\(name)", document: document, other: other)
    }

    static func allow(_ actions: String..., on resource: String = "*", if condition: String? = nil) -> String {
        statements(statement("Allow", "Action", actions, resource, condition))
    }

    static func statement(
        _ effect: String, _ element: String, _ actions: [String], _ resource: String = "*", _ condition: String? = nil
    ) -> String {
        let list = actions.map { "\"\($0)\"" }.joined(separator: ", ")
        return "{\"Effect\": \"\(effect)\", \"\(element)\": [\(list)], \"Resource\": \"\(resource)\""
            + (condition.map { ", \"Condition\": \($0)" } ?? "") + "}"
    }

    static func statements(_ statements: String...) -> String {
        "{\"Version\": \"2012-10-17\", \"Statement\": [\(statements.joined(separator: ", "))]}"
    }
}
