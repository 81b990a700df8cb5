/// One `{{…}}` of a template and the line that it begins in.
struct TemplateTag: Hashable {
    let kind: Kind
    /// What stands between the braces, without the sign and blanks.
    let name: String
    let line: Int

    enum Kind: Hashable {
        case escaped
        /// `{{{name}}}` or `{{&name}}`.
        case verbatim
        case open
        case inverted
        case close
        case partial
        case comment
        case pragma
        /// Changed delimiters, inheritance, partials named by a value: the library knows them, guides do without.
        case unsupported
        /// Without an end.
        case unfinished
    }

    /// All tags of a template, in their order. A tag without an end is the last.
    static func all(in source: String) -> [TemplateTag] {
        var tags: [TemplateTag] = []
        var rest = source[...]
        var line = 1
        while let start = rest.firstRange(of: "{{") {
            line += rest[..<start.lowerBound].lineBreaks
            rest = rest[start.lowerBound...]
            guard let (tag, end) = first(in: rest, line: line) else {
                return tags + [TemplateTag(kind: .unfinished, name: "", line: line)]
            }
            tags.append(tag)
            line += rest[..<end].lineBreaks
            rest = rest[end...]
        }
        return tags
    }

    private static func first(in text: Substring, line: Int) -> (TemplateTag, Substring.Index)? {
        let isTriple = text.hasPrefix("{{{")
        guard let end = text.firstRange(of: isTriple ? "}}}" : "}}") else { return nil }
        let inside = text[..<end.lowerBound].dropFirst(isTriple ? 3 : 2)
        let kind = isTriple ? .verbatim : kind(of: inside)
        let name = isTriple || kind == .escaped ? inside : inside.dropFirst()
        return (TemplateTag(kind: kind, name: String(name).trimmingBlanks, line: line), end.upperBound)
    }

    private static func kind(of inside: Substring) -> Kind {
        switch inside.first {
        case "&": .verbatim
        case "#": .open
        case "^": .inverted
        case "/": .close
        case ">": inside.dropFirst().contains("*") ? .unsupported : .partial
        case "!": .comment
        case "%": .pragma
        case "=", "<", "$": .unsupported
        case .some, .none: .escaped
        }
    }
}

extension Substring {
    fileprivate var lineBreaks: Int { utf8.count { $0 == UInt8(ascii: "\n") } }
}
