/// Lower case as AWS compares texts in it, recorded character by character: Unicode's, with the final sigma at the end of a word, but
/// characters beyond U+FFFF stay as they are.
enum LowerCase {
    /// The text in lower case.
    static func text(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text.lowercased() }
        let scalars = Array(text.unicodeScalars)
        var lower = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            switch scalar.value {
            case 0x10000...: lower.append(scalar)
            case 0x3A3: lower.append(endsWord(scalars, at: index) ? "\u{3C2}" : "\u{3C3}")
            default: lower.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return String(lower)
    }

    /// Whether a letter stands before the place and none behind it; marks between them do not count.
    private static func endsWord(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
        let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
        let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
        return before?.properties.isCased ?? false && !(after?.properties.isCased ?? false)
    }
}
