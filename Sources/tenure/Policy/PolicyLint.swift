import ArgumentParser
import Foundation
import IAM

/// `tenure policy lint`
struct PolicyLint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Say what IAM would refuse in policies, and what it takes but cannot mean what it says: place, code and remedy.",
        discussion: """
            error: IAM refuses the document. warning: IAM takes it, and it does not do what it says. info: it does, which is worth knowing.
            Exit status 3 if there are errors or warnings; with --strict also for info. The codes are explained in docs/policies.md.
            A file holds a policy document, or an answer of the AWS CLI with one in it (get-policy-version, get-user-policy and the like);
            places in an encoded document count from its beginning. '-' is standard input.
            """)

    @OptionGroup var kind: PolicyKindOptions
    @Option(help: "The partition that the policies are for: aws, aws-cn, aws-us-gov, aws-eusc. Without it, ARNs need only agree.")
    var partition: Partition?
    @Flag(help: "Exit with 3 for info, too.") var strict = false
    @OptionGroup var lines: LinesOptions
    @Argument(help: ArgumentHelp("Policy documents.", valueName: "file")) var files: [String]

    func run() throws {
        let linter = PolicyLinter(catalogue: ActionCatalogue(), partition: partition)
        let (read, unread) = PolicyFile.each(files) { try PolicyFile.read($0) }
        let found = read.flatMap { path, file in linter.findings(in: file.policy, as: kind.kind.kind).map { (file: path, finding: $0) } }
        try print(found, of: read.count)
        try PolicyFile.tell(unread, besides: read.count)
        guard !found.contains(where: { strict || $0.finding.severity != .info }) else { throw ExitStatus.findings.code }
    }

    private func print(_ found: [(file: String, finding: PolicyFinding)], of count: Int) throws {
        guard let format = lines.chosen else {
            let nothing = found.isEmpty && count > 0 ? "\(Count.of(count, "policy document")), nothing to say\n" : ""
            return Terminal.out(found.map(Self.told).joined() + nothing)
        }
        var listing = Listing(columns: [
            ("FILE", "file"), ("LINE", "line"), ("COLUMN", "column"), ("SEVERITY", "severity"), ("CODE", "code"), ("MESSAGE", "message"),
            ("REMEDY", "remedy"),
        ])
        listing.rows = found.map { file, finding in
            [
                .text(file), .number(finding.position.line), .number(finding.position.column), .text(finding.severity.rawValue),
                .text(finding.code.rawValue), .text(finding.message), .text(finding.remedy),
            ]
        }
        Terminal.out(try listing.text(as: format))
    }

    /// `policy.json:4:17: warning: no service of AWS has the prefix 's4' [unknown-service]` and a line with the hint.
    private static func told(_ file: String, _ finding: PolicyFinding) -> String {
        let place = "\(file):\(finding.position.line):\(finding.position.column)"
        return "\(place): \(finding.severity.rawValue): \(finding.message) [\(finding.code.rawValue)]\nhint: \(finding.remedy)\n"
    }
}
