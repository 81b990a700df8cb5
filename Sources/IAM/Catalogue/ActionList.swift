/// A list of actions, by which policies are spelled out: wildcards and negations become names.
public struct ActionList: Sendable {
    /// The actions as they were written, each spelling once, sorted by their bytes.
    public let names: [String]
    private let byService: [String: [Int]]

    /// A list of these actions.
    public init(_ actions: [ActionName]) { self.init(sorted: Set(actions.map(\.text)).sorted()) }

    /// All of the catalogue.
    public init(_ catalogue: ActionCatalogue) { self.init(catalogue, of: catalogue.services) }

    /// As much of the catalogue as the documents can name.
    public init(_ catalogue: ActionCatalogue, namedBy documents: [PolicyDocument]) {
        let clauses = documents.flatMap(\.statements).filter { $0.effect == .allow }.map(\.actions)
        let needsAll = clauses.contains { $0.isNegated || $0.items.contains(where: \.meansEverything) }
        let named = Set(clauses.flatMap(\.items).compactMap { $0.service?.lowercased() })
        self.init(catalogue, of: needsAll ? catalogue.services : named.sorted())
    }

    private init(_ catalogue: ActionCatalogue, of services: [String]) {
        self.init(sorted: services.flatMap { catalogue.service($0)?.actions.map(\.fullName) ?? [] }.sorted())
    }

    private init(sorted names: [String]) {
        self.names = names
        byService = Dictionary(grouping: names.indices) { names[$0].prefix { $0 != ":" }.lowercased() }
    }

    /// The actions of the list that the document's Allow statements name, sorted by their bytes.
    ///
    /// Names alone count: neither what a statement is about nor its conditions, and what a Deny takes away is not taken away here.
    /// `NotAction` names every action but those listed.
    public func named(by document: PolicyDocument) -> [String] {
        var shelves: [String: ActionShelf] = [:]
        var named: Set<Int> = []
        for statement in document.statements where statement.effect == .allow {
            let found = statement.actions.items.reduce(into: Set<Int>()) { $0.formUnion(places(matching: $1, &shelves)) }
            named.formUnion(statement.actions.isNegated ? Set(names.indices).subtracting(found) : found)
        }
        return named.sorted().map { names[$0] }
    }

    private func places(matching pattern: ActionPattern, _ shelves: inout [String: ActionShelf]) -> [Int] {
        guard let service = pattern.service?.lowercased() else { return Array(names.indices) }
        guard let places = byService[service] else { return [] }
        let shelf = shelves[service] ?? ActionShelf(places.map { names[$0] })
        shelves[service] = shelf
        return shelf.places(matching: pattern).map { places[$0] }
    }
}
