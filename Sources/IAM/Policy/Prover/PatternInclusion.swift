/// Whether one pattern of ARNs matches nothing that another does not, whatever values their variables have and however
/// AWS's unclear behaviour is taken. It may say no where the answer is yes, never the reverse.
enum PatternInclusion {
    static func contains(_ outer: ARNPattern, _ inner: ARNPattern) -> Bool {
        if inner == outer { return true }
        guard inner.isComplete, outer.isComplete, inner.doubtsAboutSegments.isSuperset(of: outer.doubtsAboutSegments),
            let innerParts = parts(inner), let outerParts = parts(outer)
        else { return false }
        guard zip(outerParts, innerParts).allSatisfy({ matches($0, $1) }) else { return false }
        // Across the colons the inner one must not reach further, either.
        guard inner.mayCrossColons else { return true }
        return outer.mayCrossColons && matches(joined(outerParts), joined(innerParts))
    }

    /// A place of a pattern: to be included, each must be read by the same, or by a wildcard.
    private enum Token: Hashable {
        case unit(PatternUnit)
        case variable(PolicyVariable)
    }

    private static func parts(_ arn: ARNPattern) -> [[Token]]? {
        guard !arn.segments.contains(where: \.isMalformed) else { return nil }
        return arn.segments.map { segment in
            segment.parts.flatMap { part -> [Token] in
                switch part {
                case .units(let units): units.map(Token.unit)
                case .variable(let variable): [.variable(variable)]
                case .malformed: []
                }
            }
        }
    }

    private static func joined(_ parts: [[Token]]) -> [Token] { Array(parts.joined(separator: [.unit(.exactly(SymbolPattern.colon))])) }

    /// Whether the outer tokens read the inner ones to the end.
    private static func matches(_ outer: [Token], _ inner: [Token]) -> Bool {
        var reached = closure([0], outer)
        for token in inner {
            var next: Set<Int> = []
            for place in reached where place < outer.count {
                if outer[place] == .unit(.anyRun) {
                    next.insert(place)
                } else if outer[place] == token && token != .unit(.anyRun) || outer[place] == .unit(.anyOne) && isOne(token) {
                    next.insert(place + 1)
                }
            }
            reached = closure(next, outer)
            if reached.isEmpty { return false }
        }
        return reached.contains(outer.count)
    }

    private static func isOne(_ token: Token) -> Bool {
        switch token {
        case .unit(.exactly), .unit(.anyOne): true
        case .unit(.anyRun), .variable: false
        }
    }

    private static func closure(_ places: Set<Int>, _ outer: [Token]) -> Set<Int> {
        var all = places
        for place in places {
            var place = place
            while place < outer.count, outer[place] == .unit(.anyRun) {
                place += 1
                all.insert(place)
            }
        }
        return all
    }
}

extension Clause<ResourcePattern> {
    /// Whether every resource that it lists is one of those patterns'.
    func isIncluded(in outer: [ResourcePattern]) -> Bool {
        !isNegated && isListed(in: outer)
    }

    /// Whether every one of its items is included in one of those patterns, negated or not.
    func isListed(in outer: [ResourcePattern]) -> Bool {
        items.allSatisfy { item in
            outer.contains { outer in
                switch (outer, item) {
                case (.everything, _): true
                case (.arn, .everything): false
                case (.arn(let outer), .arn(let inner)): PatternInclusion.contains(outer, inner)
                }
            }
        }
    }
}
