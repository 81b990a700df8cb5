/// On which side of a counterexample a statement stands.
enum Side: Hashable {
    /// It must match, and the counterexample's resource is read off its patterns.
    case origin
    /// It must match.
    case helping
    /// It must not match.
    case hindering
}

/// How the prover reads patterns where something is not known: widely where a match makes the counterexample, narrowly
/// where it unmakes it. So nothing is called proved that only one reading proves.
struct PatternReading {
    let knowledge: Knowledge
    let doubts: Doubts

    /// How AWS's unclear behaviour is taken.
    enum Doubts {
        /// Each time for the counterexample.
        case forCounterexample
        /// The same everywhere: these kinds match, the others do not.
        case matching(Set<Doubt>)
    }

    /// The doubts that can arise between an ARN and its pattern.
    static let aboutPatterns: Set<Doubt> = [
        .colonCrossing, .shortARN, .wildcardInService, .malformedVariable, .emptyList,
    ]

    /// The actions of a clause.
    func language(_ clause: Clause<ActionPattern>, on side: Side) -> Language {
        if clause.items.isEmpty { return ofNothing(isNegated: clause.isNegated, on: side) }
        let patterns = clause.items.map { SymbolPattern(units: $0.units.map { SymbolUnit($0, colons: true) }, isLoose: false) }
        return Language(patterns: patterns, isNegated: clause.isNegated)
    }

    /// The resources of a clause; of none, every resource.
    func language(_ clause: Clause<ResourcePattern>?, on side: Side) -> Language {
        guard let clause else { return .all }
        if clause.items.isEmpty { return ofNothing(isNegated: clause.isNegated, on: side) }
        let reading = ARNReading(
            knowledge: knowledge, wanted: isWanted(clause.isNegated, side), isOrigin: side == .origin && !clause.isNegated,
            doubts: assumed(clause.isNegated, side))
        var patterns: [SymbolPattern] = []
        for item in clause.items {
            switch item {
            case .everything: return clause.isNegated ? .none : .all
            case .arn(let arn): patterns += reading.patterns(of: arn)
            }
        }
        return Language(patterns: patterns, isNegated: clause.isNegated)
    }

    // Of an empty list nothing matches; and what its negation means AWS does not say.
    private func ofNothing(isNegated: Bool, on side: Side) -> Language {
        guard isNegated else { return .none }
        let holds: Bool
        switch doubts {
        case .forCounterexample: holds = side != .hindering
        case .matching(let kinds): holds = kinds.contains(.emptyList)
        }
        return holds ? .all : .none
    }

    private func isWanted(_ isNegated: Bool, _ side: Side) -> Bool { (side != .hindering) != isNegated }

    private func assumed(_ isNegated: Bool, _ side: Side) -> Set<Doubt> {
        switch doubts {
        case .forCounterexample: isWanted(isNegated, side) ? Self.aboutPatterns : []
        case .matching(let kinds): kinds
        }
    }
}

/// The words of a clause.
struct Language: Hashable {
    let patterns: [SymbolPattern]
    let isNegated: Bool

    static let all = Language(patterns: [], isNegated: true)
    static let none = Language(patterns: [], isNegated: false)

    /// Whether it has every word; a `*` for a resource too.
    var isAll: Bool { isNegated && patterns.isEmpty }
    var isNone: Bool { !isNegated && patterns.isEmpty }
    /// Whether it has the resource `*`, which no pattern of ARNs matches.
    var hasNoResource: Bool { isNegated }
}

extension SymbolUnit {
    init(_ unit: PatternUnit, colons: Bool) {
        switch unit {
        case .exactly(let unit): self = .exactly(unit)
        case .anyOne: self = .anyOne(colons: colons)
        case .anyRun: self = .anyRun(colons: colons)
        }
    }
}
