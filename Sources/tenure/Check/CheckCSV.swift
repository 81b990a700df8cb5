import Checks
import IAM
import Ledger
import Lifecycle

/// Findings, what is not known, and what passed because somebody answers for it, one line each.
struct CheckCSV {
    let examination: Examination
    let language: Language
    private static let columns = [
        "id", "check", "verdict", "severity", "kind", "user", "resource", "message", "evidence", "tenure", "aws", "cis", "ismsP", "asOf",
        "waiver",
    ]

    // So much is handed over at a time.
    private static let portion = 1 << 16

    func write(forPeople: Bool, _ take: ([UInt8]) throws -> Void) throws {
        var bytes = Array((forPeople ? "\u{FEFF}" : "").utf8)
        let ending = forPeople ? "\r\n" : "\n"
        func add(_ cells: [String]) throws {
            bytes += CSV.line(cells, ending: ending).utf8
            guard bytes.count >= Self.portion else { return }
            try take(bytes)
            bytes.removeAll(keepingCapacity: true)
        }
        try add(Self.columns)
        for finding in examination.findings { try add(line(finding)) }
        for unknown in examination.unknowns { try add(line(unknown)) }
        for vouched in examination.vouched { try add(line(vouched)) }
        try take(bytes)
    }

    private func line(_ finding: Finding) -> [String] {
        let defect = finding.defect
        let evidence = defect.evidence.map { "\($0.source): \($0.what) = \($0.value)" }.joined(separator: "; ")
        let remedy = defect.remedy
        return [finding.id]
            + line(
                finding.check, finding.waiver == nil ? "fail" : "waived", finding.subject, finding.resource,
                defect.message[language],
                [evidence, remedy.tenure ?? "", remedy.aws.joined(separator: "; ")])
            + [finding.waiver.map { "\($0.request), \($0.owner), \($0.until.formatted(.iso8601)): \($0.reason)" } ?? ""]
    }

    private func line(_ vouched: Vouched) -> [String] {
        ["\(vouched.check):\(examination.account):\(vouched.subject)"]
            + line(vouched.check, "vouched", vouched.subject, "", vouched.ground[language], ["", "", ""]) + [""]
    }

    private func line(_ unknown: Unknown) -> [String] {
        ["\(unknown.check):\(examination.account):\(unknown.subject)"]
            + line(unknown.check, "unknown", unknown.subject, "", unknown.reason[language], ["", "", ""]) + [""]
    }

    private func line(
        _ id: CheckID, _ verdict: String, _ subject: Subject, _ resource: String, _ message: String, _ rest: [String]
    ) -> [String] {
        let references = id.check.references
        return [
            id.rawValue, verdict, id.check.severity.rawValue, subject.kind, subject.user?.text ?? "", resource, message,
        ] + rest + [
            references.cis?.text ?? "", references.ismsP.map(\.rawValue).joined(separator: " "), examination.asOf.formatted(.iso8601),
        ]
    }
}
