/// What a pattern with variables stands for in one request.
enum ResolvedPattern {
    case units([PatternUnit])
    /// A variable has no value and no default.
    case missing
    case unclear(Doubt)
}

extension TextPattern {
    /// The pattern with its variables replaced. What replaces them is literal: its `*` is no wildcard.
    func resolved(in context: RequestContext) -> ResolvedPattern {
        if let fixed { return .units(fixed) }
        var units: [PatternUnit] = []
        for part in parts {
            switch part {
            case .units(let found): units += found
            case .malformed: return .unclear(.malformedVariable)
            case .variable(let variable):
                guard let value = variable.value(in: context) else { return .missing }
                units += value.utf16.map(PatternUnit.exactly)
            }
        }
        return .units(units)
    }

    /// Whether the text is what the pattern describes; a variable without a value matches nothing.
    func match(_ text: [UInt16], in context: RequestContext) -> Match {
        switch resolved(in: context) {
        case .units(let units): Match(Wildcard.matches(units, text))
        case .missing: .no
        case .unclear(let doubt): .unclear([doubt])
        }
    }
}

extension PolicyVariable {
    /// The value; a multivalued key has none, and its default does not stand in for it.
    func value(in context: RequestContext) -> String? {
        switch context[key] {
        case .single(let value): value
        case .many: nil
        case nil: fallback
        }
    }
}

extension ARNPattern {
    /// Whether the pattern means that resource: segment by segment, and in doubt across the colons.
    func match(_ resource: RequestedResource, in context: RequestContext) -> Match {
        guard resource.segments.count == 6 else { return .no }
        if let parts { return match(parts, resource) }
        switch whole.resolved(in: context) {
        case .missing: return .no
        case .unclear(let doubt): return .unclear([doubt])
        case .units(let units):
            // Unlike one without variables, a short one is not completed.
            let parts = Self.parts(of: units)
            return parts.count == 6 ? match(parts, resource) : .no
        }
    }

    private func match(_ parts: [[PatternUnit]], _ resource: RequestedResource) -> Match {
        if (0..<6).allSatisfy({ Wildcard.matches(parts[$0], resource.segments[$0]) }) {
            return doubtsAboutSegments.isEmpty ? .yes : .unclear(doubtsAboutSegments)
        }
        guard parts[..<5].contains(where: { $0.last == .anyRun }), Wildcard.matches(arn: parts, resource.units) else { return .no }
        return .unclear(doubtsAboutSegments.union([.colonCrossing]))
    }
}

extension ResourcePattern {
    func match(_ resource: RequestedResource, in context: RequestContext) -> Match {
        switch self {
        case .everything: .yes
        case .arn(let pattern): pattern.match(resource, in: context)
        }
    }

    /// The variables that it needs a value for.
    var variables: [PolicyVariable] {
        switch self {
        case .everything: []
        case .arn(let pattern): pattern.variables
        }
    }
}

extension Clause {
    /// Whether the clause means what `match` asks about: one of its items, or none of them.
    func match(_ match: (Item) -> Match) -> Match {
        guard isNegated else { return Match.any(items, match) }
        return items.isEmpty ? .unclear([.emptyList]) : Match.any(items, match).negated
    }
}
