extension Wildcard {
    /// Whether every text that `narrow` means is one that `wide` means. Certain where it says yes; a no may be too careful.
    static func covers(_ wide: [PatternUnit], _ narrow: [PatternUnit]) -> Bool { reads(wide, narrow, covers) }

    private static func covers(_ wide: PatternUnit, _ narrow: PatternUnit) -> Bool {
        switch (wide, narrow) {
        case (.exactly(let one), .exactly(let other)): one == other
        case (.anyOne, .exactly), (.anyOne, .anyOne): true
        case (.anyOne, .anyRun), (.exactly, .anyOne), (.exactly, .anyRun), (.anyRun, _): false
        }
    }

    /// Whether some text is meant by both.
    static func overlap(_ one: [PatternUnit], _ other: [PatternUnit]) -> Bool {
        // Most differ before their first wildcard.
        for (left, right) in zip(one, other) {
            guard case .exactly(let left) = left, case .exactly(let right) = right else { break }
            guard left == right else { return false }
        }
        // Whether what follows place i of `one` and place j of `other` overlaps, from the ends to the beginnings.
        var below = Array(repeating: false, count: other.count + 1)
        for i in stride(from: one.count, through: 0, by: -1) {
            var row = Array(repeating: false, count: other.count + 1)
            for j in stride(from: other.count, through: 0, by: -1) {
                if i == one.count, j == other.count {
                    row[j] = true
                } else if i < one.count, one[i] == .anyRun {
                    row[j] = below[j] || (j < other.count && row[j + 1])
                } else if j < other.count, other[j] == .anyRun {
                    row[j] = row[j + 1] || (i < one.count && below[j])
                } else if i < one.count, j < other.count, meet(one[i], other[j]) {
                    row[j] = below[j + 1]
                }
            }
            below = row
        }
        return below[0]
    }

    private static func meet(_ one: PatternUnit, _ other: PatternUnit) -> Bool {
        if case .exactly(let left) = one, case .exactly(let right) = other { return left == right }
        return true
    }
}

extension TextPattern {
    /// The pattern with any text in the place of a variable.
    var widened: [PatternUnit] {
        parts.flatMap { part in
            switch part {
            case .units(let units): units
            case .variable, .malformed: [PatternUnit.anyRun]
            }
        }
    }

    /// Whether every text that the other means is one of these, whatever the request.
    func covers(_ other: TextPattern) -> Bool { parts == other.parts || (variables.isEmpty && Wildcard.covers(widened, other.widened)) }
}

extension ActionPattern {
    /// Whether every action that the other means is one of these.
    func covers(_ other: ActionPattern) -> Bool { Wildcard.covers(units, other.units) }

    /// Whether an action could be meant by both.
    func overlaps(_ other: ActionPattern) -> Bool { Wildcard.overlap(units, other.units) }
}

extension ResourcePattern {
    /// Whether every resource that the other means is one of these, whatever the request.
    func covers(_ other: ResourcePattern) -> Bool {
        switch (self, other) {
        case (.everything, _): true
        case (.arn, .everything): false
        case (.arn(let wide), .arn(let narrow)):
            wide.isComplete && narrow.isComplete && zip(wide.segments, narrow.segments).allSatisfy { $0.covers($1) }
        }
    }

    /// Whether a resource could be meant by both; wildcards may reach beyond colons.
    func overlaps(_ other: ResourcePattern) -> Bool { Wildcard.overlap(widened, other.widened) }

    /// The pattern as one text, with any text in the place of a variable.
    var widened: [PatternUnit] {
        switch self {
        case .everything: [.anyRun]
        case .arn(let pattern): Array(pattern.segments.map(\.widened).joined(separator: [.exactly(0x3A)]))
        }
    }
}

extension Clause {
    /// Whether the clause means everything that the other means.
    func covers(_ other: Clause, covers: (Item, Item) -> Bool, overlaps: (Item, Item) -> Bool) -> Bool {
        switch (isNegated, other.isNegated) {
        case (false, false): other.items.allSatisfy { narrow in items.contains { covers($0, narrow) } }
        // What is left out must be apart from all that the other means.
        case (true, false): other.items.allSatisfy { narrow in !items.contains { overlaps($0, narrow) } }
        case (true, true): items.allSatisfy { spared in other.items.contains { covers($0, spared) } }
        case (false, true): false
        }
    }
}
