import IAM
import Yams

/// One value of a file with the key that it stands under.
struct NodeEntry {
    /// The key from the top: `states.enrolling`.
    let key: String
    let node: Node
    /// Where the value stands; for a mapping or list, where its key does.
    let position: LintPosition
}

/// Reads nodes as values of a kind, and reports every one that is of another.
struct NodeReader {
    var source: SourceMap

    /// The entries of a mapping by their names, in order; nil if it is none. Names are checked to be texts, nothing more.
    mutating func pairs(_ entry: NodeEntry) -> [(name: String, entry: NodeEntry)]? {
        guard case .mapping(let mapping) = entry.node else {
            wrong(entry, "a mapping of keys to values is wanted here", remedy: "write 'key: value' lines, indented under the key")
            return nil
        }
        var pairs: [(String, NodeEntry)] = []
        for (key, value) in mapping {
            let place = key.mark.map { LintPosition($0) } ?? entry.position
            guard case .scalar(let name) = key else {
                source.report(.wrongValue, entry.key, "a key is a word", remedy: "write a word before the colon", at: place)
                continue
            }
            if name.string.first == DuplicateKeys.mask { continue }
            let path = entry.key.isEmpty ? name.string : "\(entry.key).\(name.string)"
            source.record(path, at: place)
            pairs.append((name.string, NodeEntry(key: path, node: value, position: position(of: value, under: place))))
        }
        return pairs
    }

    /// The entries of a mapping that has these keys and no others; nil if it is none.
    mutating func fields(_ entry: NodeEntry, required: [String], optional: [String] = []) -> [String: NodeEntry]? {
        guard let pairs = pairs(entry) else { return nil }
        let known = required + optional
        var fields: [String: NodeEntry] = [:]
        for (name, field) in pairs {
            guard known.contains(name) else {
                unknownKey(name, field.key, known)
                continue
            }
            fields[name] = field
        }
        for name in required where fields[name] == nil {
            let owner = entry.key.isEmpty ? "the file" : "'\(entry.key)'"
            source.report(.missingKey, entry.key, "\(owner) has no '\(name)'", remedy: "add '\(name):' to it")
        }
        return fields
    }

    private mutating func unknownKey(_ name: String, _ key: String, _ known: [String]) {
        let remedy = Spelling.nearest(to: name, in: known).map { "did you mean '\($0)'?" } ?? "remove it; known keys are \(known.listed)"
        source.report(.unknownKey, key, "unknown key \(name.quoted)", remedy: remedy)
    }

    /// The elements of a list; nil if it is none.
    mutating func elements(_ entry: NodeEntry) -> [NodeEntry]? {
        guard case .sequence(let sequence) = entry.node else {
            wrong(entry, "a list is wanted here", remedy: "write the list in brackets: [a, b]")
            return nil
        }
        return sequence.enumerated().map { index, node in
            let element = NodeEntry(
                key: "\(entry.key)[\(index)]", node: node, position: node.mark.map { LintPosition($0) } ?? entry.position)
            source.record(element.key, at: element.position)
            return element
        }
    }

    /// A text of one line that is not empty; nil for anything else.
    mutating func text(_ entry: NodeEntry) -> String? {
        guard case .scalar(let scalar) = entry.node, !scalar.string.isEmpty else {
            wrong(entry, "a word or text is wanted here", remedy: "write it after the colon")
            return nil
        }
        return scalar.string
    }

    /// Reports a value that is of another kind than its key takes.
    mutating func wrong(_ entry: NodeEntry, _ message: String, remedy: String) {
        source.report(.wrongValue, entry.key, message, remedy: remedy, at: entry.position)
    }

    private func position(of value: Node, under key: LintPosition) -> LintPosition {
        switch value {
        case .scalar(let scalar): scalar.mark.map { LintPosition($0) } ?? key
        case .mapping, .sequence, .alias: key
        }
    }
}

extension [String] {
    /// `a, b and c`.
    var listed: String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " and " + last
    }
}
