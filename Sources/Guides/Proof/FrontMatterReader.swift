import IAM
import Yams

/// Reads the steps that a template declares, and reports everything else that stands there.
struct FrontMatterReader {
    private(set) var problems: [Problem] = []

    /// A mistake, by the line of the file.
    struct Problem: Hashable {
        let line: Int
        let message: String
        let remedy: String
    }

    /// The declared steps in their order, and the mistakes.
    static func read(_ frontMatter: FrontMatter) -> (steps: [DeclaredStep], problems: [Problem]) {
        var reader = FrontMatterReader()
        guard frontMatter.isClosed else {
            reader.report(line: 1, "the front matter has no end", "close it with a line '---'")
            return ([], reader.problems)
        }
        do {
            guard let root = try Yams.compose(yaml: frontMatter.text, .default, .default, .utf8) else { return ([], []) }
            return (reader.steps(root), reader.problems)
        } catch {
            let (message, line) = describe(error)
            reader.report(line: line, "the front matter is not YAML: \(message)", "indent with blanks, and put texts with signs in quotes")
            return ([], reader.problems)
        }
    }

    private static func describe(_ error: any Error) -> (String, Int) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            (problem, mark.line + 1)
        case .duplicatedKeysInMapping(let keys, let context): ("the key '\(keys.first ?? "")' stands twice", context.mark.line + 1)
        case .reader, .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded, nil: ("it cannot be read", 1)
        }
    }

    private mutating func steps(_ root: Node) -> [DeclaredStep] {
        guard let fields = fields(of: root, known: ["steps"], required: []), let list = fields["steps"] else { return [] }
        guard case .sequence(let elements) = list else {
            report(list, "'steps' is not a list", "begin each step with '- step: NUMBER'")
            return []
        }
        return elements.compactMap { step($0) }
    }

    private mutating func step(_ node: Node) -> DeclaredStep? {
        let known = ["step", "id", "as", "calls", "with-virtual", "with-passkey", "establishes"]
        guard let fields = fields(of: node, known: known, required: ["step", "id"]) else { return nil }
        guard let number = fields["step"]?.scalar.flatMap({ Int($0.string) }), number >= 0 else {
            report(node, "a step has no number", "write 'step: NUMBER', as the text numbers it")
            return nil
        }
        guard let id = fields["id"]?.scalar?.string, Self.isWord(id) else {
            report(node, "step \(number) has no id", "write 'id: WORD' with lower-case letters and '-'")
            return nil
        }
        let actor: StepActor? = fields["as"].flatMap { word($0, "as") }
        let calls = fields["calls"].map { self.calls($0) } ?? []
        let virtual = fields["with-virtual"].map { self.calls($0) } ?? []
        let passkey = fields["with-passkey"].map { self.calls($0) } ?? []
        let establishes: [Established] = fields["establishes"].map { words($0, "establishes") } ?? []
        return DeclaredStep(
            number: number, id: id, actor: actor ?? .console, calls: calls, deviceCalls: [.virtual: virtual, .passkey: passkey],
            establishes: establishes, line: Self.line(of: node))
    }

    /// The entries of a mapping by their keys; nil if it is none or a required one is missing.
    private mutating func fields(of node: Node, known: [String], required: [String]) -> [String: Node]? {
        guard case .mapping(let mapping) = node else {
            report(node, "a mapping of keys to values is wanted here", "write 'key: value' lines")
            return nil
        }
        var fields: [String: Node] = [:]
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            guard known.contains(name) else {
                report(key, "unknown key '\(name)'", "the keys are \(known.joined(separator: ", "))")
                continue
            }
            fields[name] = value
        }
        guard let missing = required.first(where: { fields[$0] == nil }) else { return fields }
        report(node, "a step has no '\(missing)'", "add '\(missing):' to it")
        return nil
    }

    private mutating func calls(_ node: Node) -> [DeclaredCall] {
        elements(node).compactMap { element in
            let text = element.scalar?.string ?? ""
            guard let call = DeclaredCall(text) else {
                let names = DeclaredCall.names.map { "{{\($0)}}" }.joined(separator: ", ")
                report(
                    element, "'\(text)' is not a call",
                    "write SERVICE:ACTION and * or a resource, as in '\(DeclaredCall.example)'; names are \(names)")
                return nil
            }
            return call
        }
    }

    private mutating func words<Word>(_ node: Node, _ key: String) -> [Word] where Word: RawRepresentable<String> & CaseIterable {
        elements(node).compactMap { word($0, key) }
    }

    private mutating func word<Word>(_ node: Node, _ key: String) -> Word? where Word: RawRepresentable<String> & CaseIterable {
        if let word = node.scalar.flatMap({ Word(rawValue: $0.string) }) { return word }
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        report(node, "'\(key)' does not take '\(node.scalar?.string ?? "")'", "write one of \(known)")
        return nil
    }

    /// The elements of a list; a value alone is a list of one.
    private func elements(_ node: Node) -> [Node] {
        guard case .sequence(let sequence) = node else { return [node] }
        return Array(sequence)
    }

    private mutating func report(_ node: Node, _ message: String, _ remedy: String) {
        report(line: Self.line(of: node), message, remedy)
    }

    private mutating func report(line: Int, _ message: String, _ remedy: String) {
        problems.append(Problem(line: line, message: message, remedy: remedy))
    }

    // The front matter begins in the file's second line.
    private static func line(of node: Node) -> Int { (node.mark?.line ?? 0) + 1 }

    private static func isWord(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" }
    }
}

extension DeclaredCall {
    fileprivate static let example = "iam:EnableMFADevice \(ownUser)"
}
