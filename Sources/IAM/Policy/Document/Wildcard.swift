/// One place of a pattern that is matched with text: a UTF-16 unit (which is what IAM's `?` counts), or a wildcard.
enum PatternUnit: Hashable, Sendable {
    case exactly(UInt16)
    case anyOne
    case anyRun

    var isWildcard: Bool { self == .anyOne || self == .anyRun }
}

/// Matches patterns with `*` and `?`. The work is at most the product of both lengths, whatever the pattern.
enum Wildcard {
    /// Whether all of the text is what the pattern describes.
    static func matches(_ pattern: [PatternUnit], _ text: [UInt16]) -> Bool { reads(pattern, text, accepts) }

    /// Whether a pattern begins or ends with something else than the text does, so that it cannot match.
    static func differAtTheEnds(_ pattern: [PatternUnit], _ text: [UInt16]) -> Bool {
        guard let first = pattern.first, let last = pattern.last, let begin = text.first, let end = text.last else { return false }
        if case .exactly(let wanted) = first, wanted != begin { return true }
        if case .exactly(let wanted) = last, wanted != end { return true }
        return false
    }

    /// Whether the pattern reads all of the items, where `accepts` says whether one of its units reads one item.
    @inline(__always)
    static func reads<Item>(_ pattern: [PatternUnit], _ items: [Item], _ accepts: (PatternUnit, Item) -> Bool) -> Bool {
        var (place, reached) = (0, 0)
        // The last run passed, and how far it has swallowed: only that one ever has to be widened.
        var run: (place: Int, swallowed: Int)?
        while reached < items.count {
            if place < pattern.count, pattern[place] == .anyRun {
                run = (place, reached)
                place += 1
            } else if place < pattern.count, accepts(pattern[place], items[reached]) {
                place += 1
                reached += 1
            } else if let last = run {
                run = (last.place, last.swallowed + 1)
                (place, reached) = (last.place + 1, last.swallowed + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == .anyRun }
    }

    /// Whether all of an ARN is what the parts describe, where a `*` at the end of one of the first five matches beyond its colon.
    static func matches(arn parts: [[PatternUnit]], _ text: [UInt16]) -> Bool {
        // What has been read of the text so far, for each length of it.
        var reached = [true] + Array(repeating: false, count: text.count)
        for (index, part) in parts.enumerated() {
            if index > 0 { reached = step(.exactly(0x3A), from: reached, text, crossing: true) }
            for (place, unit) in part.enumerated() {
                let crosses = index == 5 || (unit == .anyRun && place == part.count - 1)
                reached = step(unit, from: reached, text, crossing: crosses)
            }
        }
        return reached[text.count]
    }

    private static func step(_ unit: PatternUnit, from reached: [Bool], _ text: [UInt16], crossing: Bool) -> [Bool] {
        var next = Array(repeating: false, count: text.count + 1)
        next[0] = unit == .anyRun && reached[0]
        for (index, found) in text.enumerated() {
            switch unit {
            case .exactly(let wanted): next[index + 1] = reached[index] && wanted == found
            case .anyOne: next[index + 1] = reached[index] && (crossing || found != 0x3A)
            case .anyRun: next[index + 1] = reached[index + 1] || (next[index] && (crossing || found != 0x3A))
            }
        }
        return next
    }

    private static func accepts(_ unit: PatternUnit, _ found: UInt16) -> Bool {
        switch unit {
        case .exactly(let wanted): wanted == found
        case .anyOne: true
        case .anyRun: false
        }
    }
}
