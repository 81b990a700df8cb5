/// The keys of simulated requests: what is given, and what AWS's simulator adds of itself.
struct SimulatedContext {
    /// Everything that conditions and variables find.
    private(set) var values = RequestContext()
    /// The keys that were given: AWS reports any other as missing, even one that it has added.
    private(set) var given: Set<ContextKey> = []

    /// Checks the entries as AWS does, and reads their values by their types.
    init(_ entries: [SimulatedKey]) throws(SimulationError) {
        for entry in entries where !entry.isBlank {
            guard !entry.name.isEmpty else { throw SimulationError(.invalidInput, "ContextKeyName cannot be null or empty.") }
            let key = ContextKey(entry.name)
            guard given.insert(key).inserted else { throw SimulationError(.invalidInput, "Duplicate context key: \(entry.name).") }
            values[key] = try Self.value(of: entry)
        }
    }

    /// Adds what follows from who calls, where nothing else is given.
    mutating func add(_ defaults: [ContextKey: String]) {
        for (key, value) in defaults where values[key] == nil { values[key] = .single(value) }
    }

    private static func value(of entry: SimulatedKey) throws(SimulationError) -> ContextValue {
        guard let name = entry.type else {
            throw SimulationError(.invalidInput, "Context key \(entry.name) has invalid type null.")
        }
        let isList = name.hasSuffix("List")
        guard let type = SimulatedType(rawValue: isList ? String(name.dropLast(4)) : name) else {
            let known = SimulatedType.allCases.flatMap { [$0.rawValue, $0.rawValue + "List"] }.joined(separator: ", ")
            throw SimulationError(.validation, "Context key \(entry.name) has unknown type '\(name)': it must be one of \(known)")
        }
        guard !entry.values.isEmpty else {
            throw SimulationError(.invalidInput, "Context values for context key \(entry.name) cannot be null or empty.")
        }
        guard isList || entry.values.count == 1 else {
            throw SimulationError(
                .invalidInput, "Context key \(name) expected a single value, but received \(entry.values.count).")
        }
        var values: [String] = []
        for value in entry.values {
            guard let text = type.text(of: value) else {
                throw SimulationError(.invalidInput, "Invalid context value for key \(entry.name): expected \(type.format).")
            }
            values.append(text)
        }
        return isList ? .many(values) : .single(values[0])
    }
}

/// The types of simulated values. Each has one spelling in which text operators and variables see it, as AWS's simulator was recorded.
enum SimulatedType: String, CaseIterable {
    case string, numeric, boolean, ip, binary, date

    /// The value in that spelling; nil if it is not of the type.
    func text(of value: String) -> String? {
        switch self {
        case .string: value
        case .numeric: SimulatedNumber.text(of: value)
        case .boolean: ValueComparison.isTrue(value) ? "true" : "false"
        case .ip: IPAddress(value).map { _ in value }
        case .binary: Base64.decode(value).map { _ in value }
        case .date: Instant(value)?.description
        }
    }

    /// What a value must look like.
    var format: String {
        switch self {
        case .string: "text"
        case .numeric: "numeric format"
        case .boolean: "boolean format"
        case .ip: "IP address"
        case .binary: "base-64 encoded binary format"
        case .date: "DateTime format"
        }
    }
}
