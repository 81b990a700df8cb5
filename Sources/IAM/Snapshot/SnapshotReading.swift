import Foundation

extension AccountSnapshot {
    /// Reads a snapshot, or says in which file and on which line it is none.
    ///
    /// `open` gives a file's bytes, or nil if it is not there. `taken` holds unless the snapshot has a label of its own.
    public init(taken: Date, lastAccessedOf users: [UserName], open: @escaping (SnapshotFile) throws -> SnapshotBytes?) throws {
        let label = try open(.label).map(SnapshotLabel.read)
        let report = try Self.report(Self.need(.report, open))
        var things = SnapshotThings()
        try AuthorizationReader.read(try Self.need(.details, open)) { try things.add($0) }
        let matching = try SnapshotMatching(report: report, things: things, label: label)
        let optional = OptionalParts(label: label, open: open)
        let summary = try optional.part(.summary, SmallParts.summary)
        try matching.check(count: summary.value)
        self.init(
            matching: matching, things: things, label: label, taken: taken, extraColumns: report.extraColumns,
            summary: summary, passwordRule: try optional.reading(.passwordPolicy, PasswordPolicyPart.read),
            virtualDevices: try optional.part(.virtualDevices, SmallParts.virtualDevices),
            serverCertificates: try optional.part(.serverCertificates, SmallParts.serverCertificates),
            analyzers: try optional.part(.analyzers, SmallParts.analyzers), lastAccessed: try optional.lastAccessed(of: users))
    }

    private init(
        matching: SnapshotMatching, things: SnapshotThings, label: SnapshotLabel?, taken: Date, extraColumns: [String],
        summary: Fact<[String: Int]>, passwordRule: Fact<PasswordRule>, virtualDevices: Fact<[MFADevice]>,
        serverCertificates: Fact<[ServerCertificate]>, analyzers: Fact<[AccessAnalyzer]>,
        lastAccessed: [UserName: Fact<LastAccessed>]
    ) {
        account = matching.account
        partition = matching.partition
        self.taken = label?.taken ?? taken
        reported = label?.reported
        self.extraColumns = extraColumns
        root = matching.root
        users = matching.users
        groups = things.groups
        roles = things.roles.sorted { $0.name < $1.name }
        policies = things.policies
        discrepancies = matching.discrepancies
        self.summary = summary
        self.passwordRule = passwordRule
        self.virtualDevices = virtualDevices
        self.serverCertificates = serverCertificates
        self.analyzers = analyzers
        self.lastAccessed = lastAccessed
        lastAccessedReason = label?.notThere[SnapshotFile.lastAccessedFolder]
        places = Dictionary(uniqueKeysWithValues: matching.users.enumerated().map { ($0.element.name, $0.offset) })
    }

    private static func need(_ file: SnapshotFile, _ open: (SnapshotFile) throws -> SnapshotBytes?) throws -> SnapshotBytes {
        guard let source = try open(file) else { throw SnapshotError(.missing, in: file) }
        return source
    }

    private static func report(_ source: SnapshotBytes) throws -> CredentialReport {
        guard let text = String(validating: try source.whole(), as: UTF8.self) else { throw SnapshotError(.notUTF8, in: .report) }
        do {
            return try CredentialReport(text)
        } catch {
            throw SnapshotError(.report(error.problem), in: .report, line: error.line)
        }
    }
}

/// The files that need not be there.
private struct OptionalParts {
    let label: SnapshotLabel?
    let open: (SnapshotFile) throws -> SnapshotBytes?

    func reading<Value>(_ file: SnapshotFile, _ read: (SnapshotBytes) throws -> Fact<Value>) throws -> Fact<Value> {
        guard let source = try open(file) else {
            return .notThere(label?.notThere[file.path] ?? "there is no \(file.path)")
        }
        return try read(source)
    }

    func part<Value>(_ file: SnapshotFile, _ read: (SnapshotBytes) throws -> Value) throws -> Fact<Value> {
        try reading(file) { .read(try read($0), from: file) }
    }

    func lastAccessed(of users: [UserName]) throws -> [UserName: Fact<LastAccessed>] {
        var pool = TextPool()
        var found: [UserName: Fact<LastAccessed>] = [:]
        for user in users {
            let file = SnapshotFile.lastAccessed(user)
            found[user] = try reading(file) { try LastAccessedPart.read($0, of: file, &pool) }
        }
        return found
    }
}

/// Everything that the authorization details tell, each thing once.
struct SnapshotThings {
    private(set) var users: [(detail: UserDetail, line: Int)] = []
    private(set) var groups: [GroupName: GroupDetail] = [:]
    private(set) var roles: [RoleDetail] = []
    private(set) var policies: [ARN: PolicyDetail] = [:]
    /// The account's own ARNs in the file, with their lines.
    private(set) var arns: [(arn: ARN, line: Int)] = []
    private var seen: Set<String> = []

    mutating func add(_ found: AuthorizationReader.Found) throws {
        switch found.entity {
        case .user(let user):
            try note(user.user.arn, "user", user.user.name.text, found.line)
            users.append((user, found.line))
        case .group(let group):
            try note(group.group.arn, "group", group.group.name.text, found.line)
            groups[group.group.name] = group
        case .role(let role):
            try note(role.arn, "role", role.name.text, found.line)
            roles.append(role)
        case .policy(let policy):
            try note(policy.arn, "policy", policy.arn.description, found.line)
            policies[policy.arn] = policy
        }
    }

    // IAM tells names apart without their case.
    private mutating func note(_ arn: ARN, _ kind: String, _ name: String, _ line: Int) throws {
        guard seen.insert("\(kind) \(name.lowercased())").inserted else {
            throw SnapshotError(.repeated(name), in: .details, line: line)
        }
        if arn.account != "aws" { arns.append((arn, line)) }
    }
}
