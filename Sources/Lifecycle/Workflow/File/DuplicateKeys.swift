import IAM
import Yams

/// The parser refuses a mapping with a key that stands twice, and says nothing of the rest of the file.
/// So the later key is reported and masked, and the text read again.
struct DuplicateKeys {
    private(set) var text: String
    private var masked = 0

    init(_ text: String) { self.text = text }

    /// What a masked key begins with, out of the private use area; keys like that are passed over in silence.
    static let mask: Character = "\u{E000}"

    private static let most = 50

    /// Reports the key at the mark as standing twice and masks its second place. False if that place cannot be told, or it is too much.
    mutating func maskNext(of keys: [String], at mark: Mark, _ source: inout SourceMap) -> Bool {
        let key = keys.first ?? ""
        let place = secondPlace(of: key, at: mark)
        source.report(
            .duplicateKey, key, "the key \(key.quoted) stands twice", remedy: "keep one of the two; the first is in line \(mark.line)",
            at: place ?? LintPosition(mark))
        guard let place, masked < Self.most else { return false }
        maskKey(at: place)
        return true
    }

    /// The next line in which the key begins at the same column, before the mapping ends.
    private func secondPlace(of key: String, at mark: Mark) -> LintPosition? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard mark.line >= 1, mark.line < lines.count else { return nil }
        for (index, line) in lines.enumerated().dropFirst(mark.line) {
            let content = line.drop { $0 == " " }
            let column = line.count - content.count + 1
            if content.isEmpty || content.hasPrefix("#") { continue }
            if column < mark.column { return nil }
            if column == mark.column, content.hasPrefix(key + ":") { return LintPosition(line: index + 1, column: column) }
        }
        return nil
    }

    private mutating func maskKey(at place: LintPosition) {
        masked += 1
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let line = lines[place.line - 1]
        let start = line.index(line.startIndex, offsetBy: place.column - 1)
        lines[place.line - 1] = line[..<start] + String(Self.mask) + String(masked) + line[start...]
        text = lines.joined(separator: "\n")
    }
}
