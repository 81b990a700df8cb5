/// Reads a list of actions from a text: one a line, `SERVICE:NAME`, or a JSON array of such strings. Empty lines count for nothing, nor does
/// what follows `#`.
public struct ActionListReader {
    /// The actions that could be read.
    public private(set) var list = ActionList([])
    /// The lines that hold something else, with their numbers from 1.
    public private(set) var strangers: [(line: Int, text: String)] = []

    /// Reads a text with line feeds or carriage returns and line feeds, with or without a byte order mark.
    public init(_ text: String) {
        let words = Self.elements(text) ?? Self.lines(text)
        var actions: [ActionName] = []
        for (line, word) in words {
            if let action = try? ActionName(word) { actions.append(action) } else { strangers.append((line, word)) }
        }
        list = ActionList(actions)
    }

    private static func lines(_ text: String) -> [(line: Int, word: String)] {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(content)
        return lines.enumerated().filter { !$1.isEmpty }.map { ($0 + 1, String(decoding: $1, as: UTF8.self)) }
    }

    /// The strings of a JSON array; nil if the text is none.
    private static func elements(_ text: String) -> [(line: Int, word: String)]? {
        guard text.first(where: { !$0.isWhitespace && $0 != "\u{FEFF}" }) == "[",
            let root = try? JSONReader.read(text.replacing("\u{FEFF}", with: "")), case .array(let nodes) = root.value
        else { return nil }
        return nodes.map { node in
            if case .string(let word) = node.value { (node.position.line, word) } else { (node.position.line, node.value.noun) }
        }
    }

    /// The line without its mark, its comment and the blanks around it.
    private static func content(of line: Substring.UTF8View) -> Substring.UTF8View {
        var content = line
        if content.starts(with: [0xEF, 0xBB, 0xBF]) { content = content.dropFirst(3) }
        if let comment = content.firstIndex(of: UInt8(ascii: "#")) { content = content[..<comment] }
        content = content.drop(while: isBlank)
        while let last = content.last, isBlank(last) { content.removeLast() }
        return content
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
