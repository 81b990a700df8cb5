/// How many columns of a terminal a text takes: 0 for combining and control characters, 2 for East Asian wide ones and emoji, else 1.
enum Width {
    static func of(_ text: String) -> Int { text.isPrintableASCII ? text.utf8.count : text.reduce(0) { $0 + of($1) } }

    static func of(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        if first.properties.generalCategory == .control || first.properties.generalCategory == .format { return 0 }
        if first.properties.generalCategory == .nonspacingMark || first.properties.generalCategory == .enclosingMark { return 0 }
        if first.properties.isEmojiPresentation || character.unicodeScalars.contains("\u{FE0F}") { return 2 }
        return isWide(first.value) ? 2 : 1
    }

    // Unicode's East Asian Width, W and F.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1B000...0x1B2FF,
        0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]

    private static func isWide(_ value: UInt32) -> Bool { value >= 0x1100 && wide.contains { $0.contains(value) } }

    /// The text, cut to at most that many columns with an ellipsis.
    static func fit(_ text: String, to width: Int) -> String {
        guard of(text) > width else { return text }
        var kept = ""
        var used = 0
        for character in text {
            let next = used + of(character)
            if next > width - 1 { break }
            kept.append(character)
            used = next
        }
        return kept + "…"
    }

    /// The text, filled with blanks to that many columns.
    static func pad(_ text: String, to width: Int) -> String { text + String(repeating: " ", count: max(0, width - of(text))) }

    /// A text after a head, broken between words where a line would be longer than that; what goes on stands below the text's beginning,
    /// or nearer to the edge if there is little room. A word that is longer than a line is broken where it has to be.
    static func fold(_ text: String, after head: String, to width: Int?) -> String {
        guard let width, of(head) + of(text) > width else { return head + text }
        let indent = of(head) <= width / 2 ? of(head) : 4
        var lines = [head]
        var room = max(1, width - of(head))
        func newLine() {
            lines.append(String(repeating: " ", count: indent))
            room = max(1, width - indent)
        }
        var isFresh = true
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if !isFresh, of(String(word)) + 1 > room {
                newLine()
                isFresh = true
            }
            var rest = (isFresh ? "" : " ") + word
            while of(rest) > room {
                let part = prefix(of: rest, within: room)
                lines[lines.count - 1] += part
                rest = String(rest.dropFirst(part.count))
                newLine()
            }
            lines[lines.count - 1] += rest
            room -= of(rest)
            isFresh = false
        }
        return lines.joined(separator: "\n")
    }

    // At least one character, so that there is an end to it.
    private static func prefix(of text: String, within width: Int) -> String {
        var kept = ""
        var used = 0
        for character in text {
            used += of(character)
            if used > width, !kept.isEmpty { break }
            kept.append(character)
        }
        return kept
    }
}

extension String {
    /// Whether each of its bytes is a character that takes one column: most cells of most tables.
    var isPrintableASCII: Bool { utf8.allSatisfy { (0x20...0x7E).contains($0) } }
}
