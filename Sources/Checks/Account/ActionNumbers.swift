import IAM

/// Actions, numbered: which of them a policy means is one number then, found out by a look at its services.
struct ActionNumbers: Sendable {
    private var services: [String: [(action: ActionName, bit: Bits)]] = [:]
    private var every: Bits = .zero

    /// One bit for each action.
    typealias Bits = SIMD4<UInt64>

    /// Numbers actions by their places, 256 at the most. The same action may stand in several.
    init(_ actions: [ActionName]) {
        for (place, action) in actions.enumerated() {
            let bit = Self.bit(at: place)
            every = every | bit
            services[action.service.lowercased(), default: []].append((action, bit))
        }
    }

    /// The bit of a place.
    static func bit(at place: Int) -> Bits {
        let (word, rest) = place.quotientAndRemainder(dividingBy: UInt64.bitWidth)
        precondition(word < Bits.scalarCount, "there are more actions than bits")
        var bit = Bits.zero
        bit[word] = 1 << UInt64(rest)
        return bit
    }

    /// The bit of an action, the first if it has several; zero for any other.
    func bit(of action: ActionName) -> Bits {
        services[action.service.lowercased()]?.first { $0.action == action }?.bit ?? .zero
    }

    /// Those that a policy allows or denies on something under some condition.
    func bits(in document: PolicyDocument, _ effect: PolicyEffect) -> Bits {
        let statements = document.statements
        var bits = Bits.zero
        for index in statements.indices where statements[index].effect == effect { bits = bits | self.bits(of: statements[index].actions) }
        return bits
    }

    private func bits(of clause: Clause<ActionPattern>) -> Bits {
        let named = clause.items.reduce(Bits.zero) { $0 | bits(of: $1) }
        return clause.isNegated ? every & ~named : named
    }

    private func bits(of pattern: ActionPattern) -> Bits {
        guard let service = pattern.service else { return every }
        let candidates = service == "*" ? services.values.flatMap(\.self) : services[service.lowercased()] ?? []
        return candidates.reduce(Bits.zero) { pattern.matches($1.action) ? $0 | $1.bit : $0 }
    }
}
