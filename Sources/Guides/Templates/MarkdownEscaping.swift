import Mustache

/// Makes a value appear literally in CommonMark, with as few backslashes as that takes: the Markdown is also read as it is, in mails.
struct MarkdownEscaping: MustacheContentType {
    /// What a template's first line calls it.
    static let name = "MARKDOWN"

    func escapeText(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        let marker = listMarker(of: scalars)
        var escaped = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            if index == marker || mustEscape(scalar, at: index, in: scalars) { escaped.append("\\") }
            escaped.append(scalar)
        }
        return String(escaped)
    }

    private func mustEscape(_ scalar: Unicode.Scalar, at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        switch scalar {
        case "\\", "`", "*", "[", "]", "<": true
        case "_": !isWithinWord(index, of: scalars)
        case "&": mayBeginEntity(scalars[(index + 1)...])
        case "!": index == scalars.count - 1
        case "#": index == 0 || mayCloseHeading(index, of: scalars)
        case ">", "+", "-", "=", "~", "|": index == 0
        default: false
        }
    }

    /// An underscore between two ASCII letters or digits is never emphasis.
    private func isWithinWord(_ index: Int, of scalars: [Unicode.Scalar]) -> Bool {
        guard index > 0, index < scalars.count - 1 else { return false }
        return scalars[index - 1].isASCIIAlphanumeric && scalars[index + 1].isASCIIAlphanumeric
    }

    /// Number signs after a blank at the end, which a heading would lose.
    private func mayCloseHeading(_ index: Int, of scalars: [Unicode.Scalar]) -> Bool {
        scalars[index - 1] == " " && scalars[index...].allSatisfy { $0 == "#" }
    }

    /// `&copy;`, and `&copy` at the end, after which the template may go on with a semicolon.
    private func mayBeginEntity(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
        let after = rest.drop { $0.isASCIIAlphanumeric || $0 == "#" }
        return after.first.map { $0 == ";" } ?? true
    }

    /// The `.` or `)` after a number at the start, which at the start of a line would make it a list.
    private func listMarker(of scalars: [Unicode.Scalar]) -> Int? {
        let digits = scalars.prefix { ("0"..."9").contains($0) }.count
        guard digits > 0, digits < scalars.count, scalars[digits] == "." || scalars[digits] == ")" else { return nil }
        return digits
    }
}

extension Unicode.Scalar {
    fileprivate var isASCIIAlphanumeric: Bool {
        ("a"..."z").contains(self) || ("A"..."Z").contains(self) || ("0"..."9").contains(self)
    }
}
