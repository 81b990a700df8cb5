/// Reads workflow files.
public enum WorkflowFile {
    /// The largest file that is read.
    public static let largestSize = 256 * 1024
    /// The most YAML aliases in one file: they multiply, so few of them already make a large file out of a small one.
    public static let mostAliases = 16

    /// Reads and lints a workflow file; never fails, never traps, whatever the text is. `named` is how findings call the file.
    ///
    /// All problems are reported, except that what the graph of states looks like is judged only once every state and transition is
    /// readable: one misspelled name would otherwise be followed by a dozen findings that it caused.
    public static func read(_ text: String, named: String) -> WorkflowReading {
        var source = SourceMap(file: named)
        guard let root = YAMLText.compose(text, &source) else { return WorkflowReading(workflow: nil, source: source) }
        var reader = WorkflowReader(source: source)
        let draft = reader.read(root)
        var linter = Linter(draft: draft, source: reader.source)
        linter.lint()
        let isSound = !linter.source.findings.contains { $0.severity == .error }
        return WorkflowReading(workflow: isSound ? draft.workflow : nil, source: linter.source)
    }

    /// Reads and lints a workflow file from its bytes, which must be UTF-8.
    public static func read(_ bytes: [UInt8], named: String) -> WorkflowReading {
        if let text = String(validating: bytes, as: UTF8.self) { return read(text, named: named) }
        var source = SourceMap(file: named)
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
        source.report(
            .notUTF8, "", "the file is not UTF-8", remedy: "save it as UTF-8, for instance with: iconv -t UTF-8",
            at: LintPosition(line: line + 1, column: 1))
        return WorkflowReading(workflow: nil, source: source)
    }
}

/// What came of reading a workflow file.
public struct WorkflowReading: Hashable, Sendable {
    /// The workflow; nil if any finding is an error. One that is here is sound: every name in it leads somewhere, every state is
    /// reached, and from every state there is a way to a terminal one.
    public let workflow: Workflow?
    /// Every problem, in the file's order.
    public let findings: [LintFinding]
    /// Where each key stands, for findings that depend on more than the file.
    let source: SourceMap

    init(workflow: Workflow?, source: SourceMap) {
        self.workflow = workflow
        findings = source.ordered
        self.source = source
    }
}
