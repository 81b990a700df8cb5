import IAM

/// The actions of the table, numbered: most policies mention none of them, and that is found out by a look at their services.
struct EscalationActions: Hashable, Sendable {
    private var bits: UInt128 = 0

    /// None.
    init() {}

    /// Those that a policy allows or denies somewhere, whatever the conditions.
    init(in document: PolicyDocument, _ effect: PolicyEffect) {
        for statement in document.statements where statement.effect == effect { bits |= Self.index.bits(of: statement.actions) }
    }

    /// Those of a path.
    init(of path: EscalationPath) { self = Self.ofPaths[path.id] ?? Self() }

    var isEmpty: Bool { bits == 0 }

    func contains(_ others: Self) -> Bool { bits & others.bits == others.bits }

    mutating func add(_ others: Self) { bits |= others.bits }

    private static let ofPaths = Dictionary(
        uniqueKeysWithValues: EscalationPath.all.map { path in
            var actions = Self()
            actions.bits = path.calls.reduce(0) { $0 | index.bit(of: $1.action) }
            return (path.id, actions)
        })

    private static let index = EscalationActionIndex(EscalationPath.all.flatMap(\.calls).map(\.action))
}

/// Numbers actions, service by service.
private struct EscalationActionIndex: Sendable {
    private var services: [String: [(action: ActionName, bit: UInt128)]] = [:]
    private var every: UInt128 = 0

    init(_ actions: [ActionName]) {
        var known: Set<ActionName> = []
        for action in actions where known.insert(action).inserted {
            let bit = UInt128(1) << UInt128(known.count - 1)
            every |= bit
            services[action.service.lowercased(), default: []].append((action, bit))
        }
    }

    func bit(of action: ActionName) -> UInt128 {
        services[action.service.lowercased()]?.first { $0.action == action }?.bit ?? 0
    }

    func bits(of clause: Clause<ActionPattern>) -> UInt128 {
        let named = clause.items.reduce(UInt128(0)) { $0 | bits(of: $1) }
        return clause.isNegated ? every & ~named : named
    }

    private func bits(of pattern: ActionPattern) -> UInt128 {
        guard let service = pattern.service else { return every }
        let candidates = service == "*" ? services.values.flatMap(\.self) : services[service.lowercased()] ?? []
        return candidates.reduce(0) { pattern.matches($1.action) ? $0 | $1.bit : $0 }
    }
}
