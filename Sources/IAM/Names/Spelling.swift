/// Finds the word that was meant.
public enum Spelling {
    /// The known word at most two edits away from what was written; the nearest, then the first. Nil if none is near.
    public static func nearest(to written: String, in known: [String]) -> String? {
        guard (2...64).contains(written.utf8.count) else { return nil }
        let limit = written.utf8.count < 5 ? 1 : 2
        var best: (word: String, distance: Int)?
        for word in known where abs(word.utf8.count - written.utf8.count) <= limit {
            let distance = edits(Array(written.utf8), Array(word.utf8))
            if distance <= limit, distance < best?.distance ?? .max { best = (word, distance) }
        }
        return best?.word
    }

    /// Insertions, deletions, substitutions and swaps of neighbours that turn one text into the other.
    private static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var before: [Int] = []
        var previous = Array(0...right.count)
        for (row, byte) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(previous[column] + (byte == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other { cost = min(cost, before[column - 1] + 1) }
                current.append(cost)
            }
            (before, previous) = (previous, current)
        }
        return previous[right.count]
    }
}

extension String {
    /// The text as a message shows it: in single quotes, on one line, without control characters, cut after 60 characters.
    public var quoted: String { quoted(upTo: 60) }

    /// The text as a message shows it, cut after that many characters.
    public func quoted(upTo length: Int) -> String {
        let shown = String(prefix(length).unicodeScalars.prefix(4 * length).map(String.init).joined())
        return "'\(shown.printable)\(count > length ? "…" : "")'"
    }
}
