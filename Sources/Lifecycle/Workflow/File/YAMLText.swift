import Yams

/// Turns a text that may be hostile into a tree of nodes with their places.
enum YAMLText {
    /// The root of the only document; nil, with a finding, for a text that is too large, too tangled or not YAML.
    static func compose(_ text: String, _ source: inout SourceMap) -> Node? {
        guard text.utf8.count <= WorkflowFile.largestSize else {
            source.report(.tooLarge, "", "the file is larger than 256 KiB", remedy: "take out what is not a workflow")
            return nil
        }
        guard reportExcess(of: aliases(in: text), &source) else { return nil }
        return compose(withoutDuplicates: text.replacing("\r\n", with: "\n"), &source)
    }

    private static func reportExcess(of aliases: [LintPosition], _ source: inout SourceMap) -> Bool {
        guard aliases.count > WorkflowFile.mostAliases else { return true }
        source.report(
            .tooManyAliases, "", "the file uses \(aliases.count) aliases, more than \(WorkflowFile.mostAliases)",
            remedy: "write the lists out instead of naming them with *", at: aliases[WorkflowFile.mostAliases])
        return false
    }

    /// Where an alias stands or seems to stand. Quotes and comments count too: leaving them out would need a parser, and be a hole.
    private static func aliases(in text: String) -> [LintPosition] {
        var found: [LintPosition] = []
        var (line, column, previous): (Int, Int, Unicode.Scalar) = (1, 1, "\n")
        for scalar in text.unicodeScalars {
            if previous == "*", !" \t\r\n*".unicodeScalars.contains(scalar) { found.append(LintPosition(line: line, column: column - 1)) }
            (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
            previous = scalar
        }
        return found
    }

    private static func compose(withoutDuplicates text: String, _ source: inout SourceMap) -> Node? {
        var duplicates = DuplicateKeys(text)
        while true {
            do {
                if let root = try Yams.compose(yaml: duplicates.text, .default, .default, .utf8) { return root }
                source.report(.notYAML, "", "the file holds no document", remedy: "begin from a shipped workflow file")
                return nil
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                guard duplicates.maskNext(of: keys, at: context.mark, &source) else { return nil }
            } catch {
                report(error, in: duplicates.text, &source)
                return nil
            }
        }
    }

    private static func report(_ error: any Error, in text: String, _ source: inout SourceMap) {
        let (problem, place) = describe(error, in: text)
        let lines = text.utf8.reduce(into: 1) { count, byte in if byte == UInt8(ascii: "\n") { count += 1 } }
        let last = max(1, text.utf8.last == UInt8(ascii: "\n") ? lines - 1 : lines)
        let shown = place.line > last ? LintPosition(line: last, column: 1) : place
        source.report(
            .notYAML, "", "the file is not YAML: \(problem)", remedy: "mend this line or the one before it; indent with blanks, not tabs",
            at: shown)
    }

    private static func describe(_ error: any Error, in text: String) -> (String, LintPosition) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            return (problem, LintPosition(mark))
        case .reader(let problem, let offset, _, _):
            let before = text.prefix(offset ?? 0).unicodeScalars
            let line = before.reduce(into: 1) { count, scalar in if scalar == "\n" { count += 1 } }
            return (problem, LintPosition(line: line, column: 1))
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded, .duplicatedKeysInMapping, nil:
            return ("it cannot be read", .start)
        }
    }
}

extension LintPosition {
    /// The place that a mark of the parser shows.
    init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }
}
