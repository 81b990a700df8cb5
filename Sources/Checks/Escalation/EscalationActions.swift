import IAM

/// The actions of the table, numbered: most policies mention none of them, and that is found out by a look at their services.
struct EscalationActions: Hashable, Sendable {
    private var bits: Bits = .zero

    /// One for each action.
    fileprivate typealias Bits = SIMD4<UInt64>

    /// None.
    init() {}

    /// Those that a policy allows or denies somewhere, whatever the conditions.
    init(in document: PolicyDocument, _ effect: PolicyEffect) {
        for statement in document.statements where statement.effect == effect { bits = bits | Self.index.bits(of: statement.actions) }
    }

    /// Those of a path.
    init(of path: EscalationPath) { self = Self.ofPaths[path.id] ?? Self() }

    var isEmpty: Bool { bits == .zero }

    func contains(_ others: Self) -> Bool { bits & others.bits == others.bits }

    mutating func add(_ others: Self) { bits = bits | others.bits }

    private static let ofPaths = Dictionary(
        uniqueKeysWithValues: EscalationPath.all.map { path in
            var actions = Self()
            actions.bits = path.calls.reduce(.zero) { $0 | index.bit(of: $1.action) }
            return (path.id, actions)
        })

    /// The calls that change the tags which a condition may ask for.
    private static let tagging = ["iam:TagUser", "iam:TagRole"].compactMap { try? ActionName($0) }

    private static let index = EscalationActionIndex(EscalationPath.all.flatMap(\.calls).map(\.action) + tagging)
}

/// Numbers actions, service by service.
private struct EscalationActionIndex: Sendable {
    typealias Bits = EscalationActions.Bits

    private var services: [String: [(action: ActionName, bit: Bits)]] = [:]
    private var every: Bits = .zero

    init(_ actions: [ActionName]) {
        var known: Set<ActionName> = []
        for action in actions where known.insert(action).inserted {
            let (word, place) = (known.count - 1).quotientAndRemainder(dividingBy: UInt64.bitWidth)
            precondition(word < Bits.scalarCount, "the table has more actions than there are bits")
            var bit = Bits.zero
            bit[word] = 1 << UInt64(place)
            every = every | bit
            services[action.service.lowercased(), default: []].append((action, bit))
        }
    }

    func bit(of action: ActionName) -> Bits {
        services[action.service.lowercased()]?.first { $0.action == action }?.bit ?? .zero
    }

    func bits(of clause: Clause<ActionPattern>) -> Bits {
        let named = clause.items.reduce(Bits.zero) { $0 | bits(of: $1) }
        return clause.isNegated ? every & ~named : named
    }

    private func bits(of pattern: ActionPattern) -> Bits {
        guard let service = pattern.service else { return every }
        let candidates = service == "*" ? services.values.flatMap(\.self) : services[service.lowercased()] ?? []
        return candidates.reduce(Bits.zero) { pattern.matches($1.action) ? $0 | $1.bit : $0 }
    }
}
