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
        guard segments.count == 6 else { return acrossColons(resource, in: context, doubt: .shortARN) }
        let match = Match.all(zip(segments, resource.segments)) { $0.match($1, in: context) }
        switch match {
        case .yes: return doubtsAboutSegments.isEmpty ? .yes : .unclear(doubtsAboutSegments)
        case .unclear: return match
        case .no:
            guard segments[..<5].contains(where: { $0.text.hasSuffix("*") }) else { return .no }
            return acrossColons(resource, in: context, doubt: .colonCrossing)
        }
    }

    private var doubtsAboutSegments: Set<Doubt> {
        var doubts: Set<Doubt> = []
        if segments[2].text.contains(where: { $0 == "*" || $0 == "?" }) { doubts.insert(.wildcardInService) }
        if segments[..<5].contains(where: { !$0.variables.isEmpty }) { doubts.insert(.variableBeforeResource) }
        return doubts
    }

    /// The widest reading: the pattern as one text, whose wildcards know no colons; a short one ends in a wildcard.
    private func acrossColons(_ resource: RequestedResource, in context: RequestContext, doubt: Doubt) -> Match {
        var units: [PatternUnit] = []
        for (index, segment) in segments.enumerated() {
            switch segment.resolved(in: context) {
            case .units(let found): units += (index == 0 ? [] : [.exactly(0x3A)]) + found
            case .missing: return .no
            case .unclear(let doubt): return .unclear([doubt])
            }
        }
        if segments.count < 6 { units += [.exactly(0x3A), .anyRun] }
        let asWritten = segments.count < 6 && Wildcard.matches(Array(units.dropLast(2)), resource.units)
        return asWritten || Wildcard.matches(units, resource.units) ? .unclear([doubt]) : .no
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
        case .arn(let pattern): pattern.segments.flatMap(\.variables)
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
