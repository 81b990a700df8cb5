/// Writes JSON in characters that IAM stores: what it has no character for is escaped.
enum JSONWriter {
    /// One line per member or element, in the order given.
    static func pretty(_ node: JSONNode) -> String { write(node, indent: "\n") }

    /// No white space, keys in the order of their bytes.
    static func canonical(_ node: JSONNode) -> String { write(node, indent: nil, sorted: true) }

    /// No white space, members in the order given.
    static func line(_ node: JSONNode) -> String { write(node, indent: nil) }

    private static func write(_ node: JSONNode, indent: String?, sorted: Bool = false) -> String {
        let inner = indent.map { $0 + "    " }
        switch node.value {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .number(let text): return text
        case .string(let text): return quoted(text)
        case .array(let elements):
            return enclose(elements.map { write($0, indent: inner, sorted: sorted) }, in: ("[", "]"), indent: indent)
        case .object(let members):
            let colon = indent == nil ? ":" : ": "
            let ordered = sorted ? members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } : members
            let parts = ordered.map { quoted($0.key) + colon + write($0.value, indent: inner, sorted: sorted) }
            return enclose(parts, in: ("{", "}"), indent: indent)
        }
    }

    private static func enclose(_ parts: [String], in brackets: (String, String), indent: String?) -> String {
        guard let indent, !parts.isEmpty else { return brackets.0 + parts.joined(separator: ",") + brackets.1 }
        let inner = indent + "    "
        return brackets.0 + inner + parts.joined(separator: "," + inner) + indent + brackets.1
    }

    private static func quoted(_ text: String) -> String {
        // Nearly every text needs no escape.
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        guard !isPlain else { return "\"\(text)\"" }
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": out += "\\\(scalar)"
            case _ where (0x20...0xFF).contains(scalar.value): out.unicodeScalars.append(scalar)
            default: for unit in String(scalar).utf16 { out += escaped(unit) }
            }
        }
        return out + "\""
    }

    private static func escaped(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
