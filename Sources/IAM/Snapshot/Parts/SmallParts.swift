import Foundation

/// Reads the small files of a snapshot.
enum SmallParts {
    /// `get-account-summary`: quotas and counts by IAM's own keys.
    static func summary(_ source: SnapshotBytes) throws -> [String: Int] {
        var summary: [String: Int]?
        try Pages.read(source, of: .summary) { cursor, name in
            guard name == "SummaryMap" else { return try cursor.skip() }
            var numbers: [String: Int] = [:]
            try cursor.object { cursor, key in numbers[key] = try cursor.number() }
            summary = numbers
        }
        guard let summary else { throw SnapshotError(.lacks("SummaryMap"), in: .summary) }
        return summary
    }

    /// `list-virtual-mfa-devices`.
    static func virtualDevices(_ source: SnapshotBytes) throws -> [MFADevice] {
        try list(source, .virtualDevices, "VirtualMFADevices") { cursor in
            var (serial, enabled): (MFASerial?, Date?)
            var owner: (name: UserName?, arn: ARN?)
            try cursor.object { cursor, name in
                switch name {
                case "SerialNumber": serial = try cursor.checked()
                case "EnableDate": enabled = try cursor.takesNull() ? nil : cursor.date()
                case "User": owner = try cursor.takesNull() ? (nil, nil) : Self.owner(&cursor)
                default: try cursor.skip()
                }
            }
            return MFADevice(
                serial: try cursor.need(serial, "SerialNumber"), user: owner.name, enabled: enabled,
                isOfRoot: owner.arn?.resource == "root")
        }
    }

    // Root has its account's ARN, and its account's number or nothing for a name.
    private static func owner(_ cursor: inout JSONCursor) throws -> (name: UserName?, arn: ARN?) {
        var (name, arn): (String?, ARN?)
        try cursor.object { cursor, member in
            switch member {
            case "UserName": name = try cursor.string()
            case "Arn": arn = try cursor.arn()
            default: try cursor.skip()
            }
        }
        guard let name, !name.isEmpty, arn?.resource != "root" else { return (nil, arn) }
        do {
            return (try UserName(name), arn)
        } catch {
            throw cursor.error(.invalid(error.description))
        }
    }

    /// `list-server-certificates`.
    static func serverCertificates(_ source: SnapshotBytes) throws -> [ServerCertificate] {
        try list(source, .serverCertificates, "ServerCertificateMetadataList") { cursor in
            var (name, arn, uploaded, expires): (String?, ARN?, Date?, Date?)
            try cursor.object { cursor, member in
                switch member {
                case "ServerCertificateName": name = try cursor.string()
                case "Arn": arn = try cursor.arn()
                case "UploadDate": uploaded = try cursor.takesNull() ? nil : cursor.date()
                case "Expiration": expires = try cursor.takesNull() ? nil : cursor.date()
                default: try cursor.skip()
                }
            }
            return ServerCertificate(
                name: try cursor.need(name, "ServerCertificateName"), arn: try cursor.need(arn, "Arn"), uploaded: uploaded, expires: expires
            )
        }
    }

    /// `list-analyzers`, of one region or of several one after another.
    static func analyzers(_ source: SnapshotBytes) throws -> [AccessAnalyzer] {
        try list(source, .analyzers, "analyzers") { cursor in
            var (name, arn, kind, status): (String?, ARN?, String?, String?)
            try cursor.object { cursor, member in
                switch member {
                case "name": name = try cursor.string()
                case "arn": arn = try cursor.arn()
                case "type": kind = try cursor.string()
                case "status": status = try cursor.string()
                default: try cursor.skip()
                }
            }
            return AccessAnalyzer(
                name: try cursor.need(name, "name"), arn: try cursor.need(arn, "arn"), kind: try cursor.need(kind, "type"),
                isActive: try cursor.need(status, "status") == "ACTIVE")
        }
    }

    private static func list<Item>(
        _ source: SnapshotBytes, _ file: SnapshotFile, _ list: String, _ item: (inout JSONCursor) throws -> Item
    ) throws -> [Item] {
        var items: [Item]?
        try Pages.read(source, of: file) { cursor, name in
            guard name == list else { return try cursor.skip() }
            var page: [Item] = []
            try cursor.array { cursor in page.append(try item(&cursor)) }
            items = (items ?? []) + page
        }
        guard let items else { throw SnapshotError(.lacks(list), in: file) }
        return items
    }
}

/// An analyzer of IAM Access Analyzer; the region is its ARN's.
public struct AccessAnalyzer: Hashable, Sendable {
    public let name: String
    public let arn: ARN
    /// AWS's own word: `ACCOUNT`, `ORGANIZATION`, `ACCOUNT_UNUSED_ACCESS`…
    public let kind: String
    public let isActive: Bool

    /// An analyzer.
    public init(name: String, arn: ARN, kind: String, isActive: Bool) {
        self.name = name
        self.arn = arn
        self.kind = kind
        self.isActive = isActive
    }

    /// Whether it reports access from outside the account, and not what nobody uses.
    public var reportsExternalAccess: Bool { kind == "ACCOUNT" || kind == "ORGANIZATION" }
}
