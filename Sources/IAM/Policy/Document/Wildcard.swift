/// One place of a pattern that is matched with text: a UTF-16 unit (which is what IAM's `?` counts), or a wildcard.
enum PatternUnit: Hashable, Sendable {
    case exactly(UInt16)
    case anyOne
    case anyRun
}

/// Matches patterns with `*` and `?`. The work is at most the product of both lengths, whatever the pattern.
enum Wildcard {
    /// Whether all of the text is what the pattern describes.
    static func matches(_ pattern: [PatternUnit], _ text: [UInt16]) -> Bool {
        var (place, reached) = (0, 0)
        // The last run passed, and how far it has swallowed: only that one ever has to be widened.
        var run: (place: Int, swallowed: Int)?
        while reached < text.count {
            if place < pattern.count, pattern[place] == .anyRun {
                run = (place, reached)
                place += 1
            } else if place < pattern.count, accepts(pattern[place], text[reached]) {
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

    private static func accepts(_ unit: PatternUnit, _ found: UInt16) -> Bool {
        switch unit {
        case .exactly(let wanted): wanted == found
        case .anyOne: true
        case .anyRun: false
        }
    }
}
