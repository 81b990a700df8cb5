import Foundation

/// Which services a user last used, as of a moment.
public struct LastAccessed: Hashable, Sendable {
    /// When AWS had found it out; what happened in the four hours before may not show.
    public let asOf: Date
    /// Every service that the user's policies allow, used or not.
    public let services: [ServiceAccess]

    /// What was found out.
    public init(asOf: Date, services: [ServiceAccess]) {
        self.asOf = asOf
        self.services = services
    }
}

/// Reads `service-last-accessed/USER.json`.
enum LastAccessedPart {
    static func read(_ source: SnapshotBytes, of file: SnapshotFile, _ pool: inout TextPool) throws -> Fact<LastAccessed> {
        var (status, completed): (String?, Date?)
        var services: [ServiceAccess] = []
        try Pages.read(source, of: file) { cursor, name in
            switch name {
            case "JobStatus": status = try cursor.string()
            case "JobCompletionDate": completed = try cursor.takesNull() ? nil : cursor.date()
            case "ServicesLastAccessed": try cursor.list { cursor in services.append(try service(&cursor, &pool)) }
            default: try cursor.skip()
            }
        }
        switch status {
        case "COMPLETED":
            guard let completed else { throw SnapshotError(.lacks("JobCompletionDate"), in: file) }
            return .read(LastAccessed(asOf: completed, services: services), from: file)
        case let status?: return .notThere("\(file.path) is of a job that is \(status)")
        case nil: throw SnapshotError(.lacks("JobStatus"), in: file)
        }
    }

    private static func service(_ cursor: inout JSONCursor, _ pool: inout TextPool) throws -> ServiceAccess {
        var (namespace, last): (String?, Date?)
        try cursor.object { cursor, name in
            switch name {
            case "ServiceNamespace": namespace = try cursor.string(in: &pool)
            case "LastAuthenticated": last = try cursor.takesNull() ? nil : cursor.date()
            default: try cursor.skip()
            }
        }
        return ServiceAccess(namespace: try cursor.need(namespace, "ServiceNamespace"), last: last)
    }
}
