/// Says what is wrong with policy documents: what IAM refuses, what cannot mean what it says, and what is worth knowing.
///
/// What depends on AWS's services is as the catalogue has it on its day: of what came later nothing is known.
public struct PolicyLinter: Sendable {
    let catalogue: ActionCatalogue
    /// The partition that documents are for; nil if that is not known, and ARNs need only agree with each other.
    let partition: Partition?

    /// A linter of documents for that partition.
    public init(catalogue: ActionCatalogue, partition: Partition? = nil) {
        self.catalogue = catalogue
        self.partition = partition
    }

    /// All findings in a document of that kind, by their places. A document that IAM refuses has no others.
    public func findings(in text: PolicyText, as kind: PolicyKind) -> [PolicyFinding] {
        let found: [PolicyFinding]
        switch SyntaxCheck(kind: kind).read(text.text) {
        case .refused(let findings): found = findings
        case .read(let document, let root):
            var lint = PolicyLint(document, root, by: self)
            lint.run()
            found = lint.findings
        }
        return found.map { PolicyFinding($0.code, at: text.place(of: $0.position), $0.message, remedy: $0.remedy) }
            .sorted { ($0.position, $0.code.rawValue) < ($1.position, $1.code.rawValue) }
    }
}

/// One document under the linter. Each rule stands in the file named for what it looks at.
struct PolicyLint {
    let document: PolicyDocument
    let statements: [LintedStatement]
    let catalogue: ActionCatalogue
    let partition: Partition?
    private(set) var findings: [PolicyFinding] = []
    /// Services that were reported once.
    var strangers: Set<String> = []

    init(_ document: PolicyDocument, _ root: JSONNode, by linter: PolicyLinter) {
        self.document = document
        (catalogue, partition) = (linter.catalogue, linter.partition)
        statements = zip(document.statements, root.statementNodes).map { LintedStatement($0, $1, linter.catalogue) }
    }

    /// Adds a finding for each rule that is broken.
    mutating func run() {
        for statement in statements {
            lintEmptiness(of: statement)
            lintActions(of: statement)
            lintARNs(of: statement)
            lintScope(of: statement)
            lintVariables(of: statement)
            for test in statement.conditions {
                lintKey(of: test, in: statement)
                lintOperands(of: test)
                lintQuantifier(of: test, in: statement)
            }
            lintMFA(of: statement)
            lintBreadth(of: statement)
        }
        lintPartitions()
        lintCoverage()
    }

    /// Adds a finding at a place of the document.
    mutating func report(_ code: PolicyLintCode, at position: TextPosition, _ message: String, remedy: String) {
        findings.append(PolicyFinding(code, at: position, message, remedy: remedy))
    }
}

extension JSONNode {
    /// The objects of `Statement` in a document.
    var statementNodes: [JSONNode] {
        guard case .object(let members) = value else { return [] }
        return members.first { $0.key == "Statement" }?.value.items ?? []
    }
}

extension String {
    /// The policy's own words as findings quote them: ARNs are longer than names.
    var cited: String { quoted(upTo: 160) }
}
