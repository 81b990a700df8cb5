/// Decodes the lines of one service.
struct CatalogueServiceReader {
    let prefix: String
    private(set) var actions: [CatalogueAction] = []
    private(set) var types: [CatalogueResourceType] = []
    private(set) var keys: [CatalogueKey] = []
    /// The types stand before the keys that they name.
    private var waiting: [(name: String, arn: String, keys: [Int])] = []

    init(prefix: String) { self.prefix = prefix }

    mutating func read(_ lines: CatalogueLines) {
        var lines = lines
        while !lines.isAtEnd {
            var fields = lines.next()
            guard let letter = fields.first?.first else { continue }
            fields[0].removeFirst()
            switch letter {
            case "r": waiting.append((fields[0], "arn:${Partition}:" + fields[1], Self.numbers(fields.count > 2 ? fields[2] : "")))
            case "k": addKey(fields)
            default: addAction(letter, fields)
            }
        }
        settleTypes()
    }

    private mutating func addKey(_ fields: [String]) {
        guard fields.count == 2, let type = ConditionKeyType(rawValue: fields[1].lowercased()) else { return }
        keys.append(CatalogueKey(name: fields[0], type: type, isMultivalued: fields[1].first?.isUppercase ?? false))
    }

    // All keys are known once the first action is read.
    private mutating func settleTypes() {
        types += waiting.map { type in CatalogueResourceType(name: type.name, arn: type.arn, keys: type.keys.map { keys[$0] }) }
        waiting = []
    }

    private mutating func addAction(_ letter: Character, _ fields: [String]) {
        settleTypes()
        guard let level = AccessLevel(letter: letter) else { return }
        let taken = fields.count > 1 ? fields[1] : ""
        let isRequired = taken.hasPrefix("!")
        let resources = Self.numbers(isRequired ? String(taken.dropFirst()) : taken).map { types[$0] }
        var own = fields.count > 2 ? Self.numbers(fields[2]).map { keys[$0] } : []
        for key in resources.flatMap(\.keys) where !own.contains(where: { $0.name == key.name }) { own.append(key) }
        actions.append(
            CatalogueAction(
                service: prefix, name: fields[0], level: level, resourceTypes: resources, requiresResource: isRequired, conditionKeys: own))
    }

    private static func numbers(_ text: String) -> [Int] { text.isEmpty ? [] : text.split(separator: ",").compactMap { Int($0) } }
}

extension AccessLevel {
    fileprivate init?(letter: Character) {
        switch letter {
        case "L": self = .list
        case "R": self = .read
        case "W": self = .write
        case "T": self = .tagging
        case "P": self = .permissionsManagement
        default: return nil
        }
    }
}
