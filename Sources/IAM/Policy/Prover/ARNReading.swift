/// Turns patterns of ARNs into patterns of the prover's words, as the evaluator would match them.
struct ARNReading {
    let knowledge: Knowledge
    /// Whether a match makes the counterexample.
    let wanted: Bool
    let isOrigin: Bool
    /// The doubts that are taken for a match.
    let doubts: Set<Doubt>

    private var isLoose: Bool { wanted && !isOrigin }

    /// What the pattern matches; nothing if it needs a value that is missing.
    func patterns(of arn: ARNPattern) -> [SymbolPattern] {
        guard arn.segments.count == 6 else { return doubts.contains(.shortARN) ? short(arn) : [] }
        var found: [SymbolPattern] = []
        if doubts.isSuperset(of: arn.doubtsAboutSegments), let units = segmentwise(arn) {
            found.append(SymbolPattern(units: units, isLoose: isLoose))
        }
        if doubts.contains(.colonCrossing), arn.mayCrossColons, let units = flat(arn) {
            found.append(SymbolPattern(units: units, isLoose: isLoose))
        }
        return found
    }

    /// As written, or with all that follows.
    private func short(_ arn: ARNPattern) -> [SymbolPattern] {
        guard let units = flat(arn) else { return [] }
        return [units, units + [.exactly(SymbolPattern.colon), .anyRun(colons: true)]].map { SymbolPattern(units: $0, isLoose: isLoose) }
    }

    private func segmentwise(_ arn: ARNPattern) -> [SymbolUnit]? {
        var all: [SymbolUnit] = []
        for (index, segment) in arn.segments.enumerated() {
            guard let units = units(of: segment, colons: index == 5) else { return nil }
            // A part that holds a colon is no part of any ARN.
            guard index == 5 || !units.contains(.exactly(SymbolPattern.colon)) else { return nil }
            all += (index == 0 ? [] : [.exactly(SymbolPattern.colon)]) + units
        }
        return all
    }

    private func flat(_ arn: ARNPattern) -> [SymbolUnit]? {
        // What is no variable may stand for colons, too, and so for any number of parts.
        if arn.segments.contains(where: \.isMalformed) { return doubts.contains(.malformedVariable) ? [.anyRun(colons: true)] : nil }
        var all: [SymbolUnit] = []
        for (index, segment) in arn.segments.enumerated() {
            guard let units = units(of: segment, colons: true) else { return nil }
            all += (index == 0 ? [] : [.exactly(SymbolPattern.colon)]) + units
        }
        return all
    }

    private func units(of segment: TextPattern, colons: Bool) -> [SymbolUnit]? {
        var all: [SymbolUnit] = []
        for part in segment.parts {
            switch part {
            case .units(let units): all += units.map { SymbolUnit($0, colons: colons) }
            case .malformed: return doubts.contains(.malformedVariable) ? [.anyRun(colons: colons)] : nil
            case .variable(let variable):
                guard let units = units(of: variable, colons: colons) else { return nil }
                all += units
            }
        }
        return all
    }

    private func units(of variable: PolicyVariable, colons: Bool) -> [SymbolUnit]? {
        if knowledge.keys.contains(variable.key) {
            return variable.value(in: knowledge.context).map { $0.utf16.map(SymbolUnit.exactly) }
        }
        // Any value, or the default if there is none.
        if isLoose || (wanted && variable.fallback != nil) { return [.anyRun(colons: colons)] }
        return [.value(of: variable.key)]
    }
}

extension ARNPattern {
    /// Whether a wildcard at the end of one of its parts may match beyond the colon.
    var mayCrossColons: Bool { segments.count == 6 && segments[..<5].contains { $0.text.hasSuffix("*") } }
}
