/// One service of AWS: what can be done there, to what, and under which conditions.
public struct CatalogueService: Sendable {
    /// What its actions begin with: `iam`.
    public let prefix: String
    /// Its name, as AWS writes it.
    public let title: String
    /// Sorted by name, without regard to case.
    public let actions: [CatalogueAction]
    public let resourceTypes: [CatalogueResourceType]
    /// The keys of its requests. Keys of every request, such as `aws:SourceIp`, are not among them: see `GlobalKey`.
    public let conditionKeys: [CatalogueKey]
    private let shelf: ActionShelf

    init(prefix: String, title: String, lines: CatalogueLines) {
        var reader = CatalogueServiceReader(prefix: prefix)
        reader.read(lines)
        self.prefix = prefix
        self.title = title
        (actions, resourceTypes, conditionKeys) = (reader.actions, reader.types, reader.keys)
        shelf = ActionShelf(actions.map(\.fullName))
    }

    /// The action of that bare name, in any case: `GetUser`.
    public func action(_ name: String) -> CatalogueAction? { shelf.place(of: "\(prefix):\(name)").map { actions[$0] } }

    /// The actions that the pattern means; none if it is about another service.
    public func actions(matching pattern: ActionPattern) -> [CatalogueAction] {
        shelf.places(matching: pattern).sorted().map { actions[$0] }
    }
}

/// One action of a service.
public struct CatalogueAction: Hashable, Sendable {
    /// The service's prefix.
    public let service: String
    /// Without the prefix, in AWS's spelling: `GetUser`.
    public let name: String
    public let level: AccessLevel
    /// What it can be allowed or denied on; empty for an action that is checked against `*` alone.
    public let resourceTypes: [CatalogueResourceType]
    /// Whether every call is about a resource; otherwise some are checked against `*`.
    public let requiresResource: Bool
    /// The keys that its requests can have besides the global ones, those of its resource types among them.
    public let conditionKeys: [CatalogueKey]

    /// `iam:GetUser`.
    public var fullName: String { service + ":" + name }
    /// Whether it can be allowed on some resources and not on others.
    public var hasResourcePermissions: Bool { !resourceTypes.isEmpty }

    public static func == (left: Self, right: Self) -> Bool { left.service == right.service && left.name == right.name }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(service)
        hasher.combine(name)
    }
}

/// What an action does, in AWS's five words.
public enum AccessLevel: String, Hashable, Sendable, CaseIterable {
    case list = "List"
    case read = "Read"
    case write = "Write"
    case tagging = "Tagging"
    case permissionsManagement = "Permissions management"
}

/// A kind of resource that actions of a service are about.
public struct CatalogueResourceType: Sendable {
    public let name: String
    /// The shape of its ARNs, with `${…}` where something varies: `arn:${Partition}:iam::${Account}:user/${UserNameWithPath}`.
    public let arn: String
    let keys: [CatalogueKey]
}

/// A condition key of a service.
public struct CatalogueKey: Hashable, Sendable {
    /// As AWS writes it, with `${…}` where something varies: `aws:RequestTag/${TagKey}`.
    public let name: String
    public let type: ConditionKeyType
    /// Whether a request can have several values of it.
    public let isMultivalued: Bool
    private let key: ContextKey
    /// The name in lower case where something varies in it; nil elsewhere.
    private let shape: [PatternUnit]?

    init(name: String, type: ConditionKeyType, isMultivalued: Bool) {
        self.name = name
        self.type = type
        self.isMultivalued = isMultivalued
        key = ContextKey(name)
        shape = name.contains("${") ? CatalogueShape.units(of: name.lowercased()) : nil
    }

    /// Whether the key is this one, in any case and whatever stands where something varies.
    public func means(_ other: ContextKey) -> Bool {
        guard let shape else { return key == other }
        return Wildcard.matches(shape, Array(other.text.lowercased().utf16))
    }
}

/// Texts of the catalogue in which `${…}` stands for anything.
enum CatalogueShape {
    /// The shape as a pattern.
    static func units(of text: String) -> [PatternUnit] {
        var units: [PatternUnit] = []
        var rest = Array(text.utf16)[...]
        while let unit = rest.first {
            if unit == 0x24, rest.dropFirst().first == 0x7B, let end = rest.firstIndex(of: 0x7D) {
                units.append(.anyRun)
                rest = rest[(end + 1)...]
            } else {
                units.append(.exactly(unit))
                rest = rest.dropFirst()
            }
        }
        return units
    }
}

/// What the values of a condition key are.
public enum ConditionKeyType: String, Hashable, Sendable, CaseIterable {
    case string = "s"
    case arn = "a"
    case bool = "b"
    case number = "n"
    case date = "d"
    case address = "i"
    case binary = "x"
}
