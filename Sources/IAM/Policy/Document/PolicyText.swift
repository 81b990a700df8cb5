import Foundation

/// The text of a policy document, taken out of what people have: the bare document, an answer of the AWS CLI that holds it
/// (`get-policy-version`, `get-user-policy`, `get-role`, `get-bucket-policy` …), or the document encoded as IAM's API returns it.
public struct PolicyText: Hashable, Sendable {
    /// The document alone.
    public let text: String
    /// Where it begins in what was given. An encoded document has places of its own: they count from its beginning.
    public let start: TextPosition

    /// Takes the document out of a text; a text without one that can be seen is taken for the document.
    public init(_ given: String) {
        let bare = given.hasPrefix("\u{FEFF}") ? String(given.dropFirst()) : given
        self = Self.unwrapped(bare, depth: 0) ?? Self(text: bare, start: TextPosition(line: 1, column: 1))
    }

    private init(text: String, start: TextPosition) {
        self.text = text
        self.start = start
    }

    /// A place of the document as a place in what was given.
    public func place(of position: TextPosition) -> TextPosition {
        TextPosition(
            line: start.line + position.line - 1, column: position.line == 1 ? start.column + position.column - 1 : position.column)
    }

    /// Reads the document as one of that kind. Errors have places in what was given, statements have places in the document.
    public func document(as kind: PolicyKind) throws(PolicySyntaxError) -> PolicyDocument {
        do throws(PolicySyntaxError) {
            return try PolicyDocument(parsing: text, as: kind)
        } catch {
            throw PolicySyntaxError(error.problem, at: place(of: error.position))
        }
    }

    private static func unwrapped(_ text: String, depth: Int) -> PolicyText? {
        guard depth < 4, let first = text.first(where: { !$0.isWhitespace }) else { return nil }
        switch first {
        case "%": return text.trimmingCharacters(in: .whitespacesAndNewlines).removingPercentEncoding.flatMap { decoded($0, depth) }
        case "{", "\"": break
        default: return nil
        }
        guard first == "\"" || wrappers.contains(where: { text.contains("\"\($0)\"") }),
            let root = try? JSONReader.read(text), let node = document(in: root, depth: depth)
        else { return nil }
        if case .string(let inner) = node.value { return decoded(inner, depth) }
        return PolicyText(text: slice(of: text, from: node.position), start: node.position)
    }

    private static func decoded(_ text: String, _ depth: Int) -> PolicyText {
        unwrapped(text, depth: depth + 1) ?? PolicyText(text: text, start: TextPosition(line: 1, column: 1))
    }

    /// What answers of the AWS CLI call a document, or what holds it.
    private static let wrappers = ["PolicyVersion", "Document", "PolicyDocument", "Role", "AssumeRolePolicyDocument", "Policy"]

    /// The document, or the string that encodes it, in a JSON value; nil if that is the document itself or holds none.
    private static func document(in node: JSONNode, depth: Int) -> JSONNode? {
        switch node.value {
        case .string: return node
        case .null, .bool, .number, .array: return nil
        case .object(let members):
            guard depth < 4, !members.contains(where: { $0.key == "Statement" }) else { return depth == 0 ? nil : node }
            guard let member = members.first(where: { wrappers.contains($0.key) }) else { return nil }
            return document(in: member.value, depth: depth + 1)
        }
    }

    /// The object that begins there, to its closing brace.
    private static func slice(of text: String, from start: TextPosition) -> String {
        let scalars = text.unicodeScalars
        var place = TextPosition(line: 1, column: 1)
        var index = scalars.startIndex
        while place < start, index < scalars.endIndex {
            place =
                scalars[index] == "\n"
                ? TextPosition(line: place.line + 1, column: 1) : TextPosition(line: place.line, column: place.column + 1)
            index = scalars.index(after: index)
        }
        var (depth, isQuoted, isEscaped) = (0, false, false)
        let end = scalars[index...].firstIndex { scalar in
            if isQuoted {
                if isEscaped { isEscaped = false } else if scalar == "\\" { isEscaped = true } else if scalar == "\"" { isQuoted = false }
                return false
            }
            if scalar == "\"" { isQuoted = true }
            depth += scalar == "{" ? 1 : scalar == "}" ? -1 : 0
            return scalar == "}" && depth == 0
        }
        return String(scalars[index...(end ?? scalars.index(before: scalars.endIndex))])
    }
}
