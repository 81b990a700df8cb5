import Lifecycle

/// Everything of one check that is not known for one reason.
public struct UnknownGroup: Sendable {
    public let check: CheckID
    public let reason: String
    public private(set) var subjects: [Subject]

    /// The groups in the order in which the first of each stands.
    public static func groups(of unknowns: [Unknown], in language: Language) -> [UnknownGroup] {
        struct Key: Hashable { let check: CheckID, reason: String }
        var places: [Key: Int] = [:]
        var groups: [UnknownGroup] = []
        for unknown in unknowns {
            let key = Key(check: unknown.check, reason: unknown.reason[language])
            if let place = places[key] {
                groups[place].subjects.append(unknown.subject)
            } else {
                places[key] = groups.count
                groups.append(UnknownGroup(check: key.check, reason: key.reason, subjects: [unknown.subject]))
            }
        }
        return groups
    }

    /// The first subjects, and how many more there are.
    public func names(limit: Int) -> String {
        subjects.prefix(limit).map(\.description).joined(separator: ", ") + (subjects.count > limit ? " (+\(subjects.count - limit))" : "")
    }
}
