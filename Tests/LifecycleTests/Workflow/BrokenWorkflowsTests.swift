import Lifecycle
import Testing

/// For each code an example in `Broken`: the lines that say `BROKEN` are those where the finding is expected, and no others.
@Suite struct BrokenWorkflowsTests {
    @Test(arguments: LintCode.allCases) func `a broken file is told its own fault, at its line, and no other`(code: LintCode) throws {
        let (findings, lines) = try example(of: code)
        #expect(findings.map(\.code) == Array(repeating: code, count: findings.count), "\(findings)")
        #expect(Set(findings.map(\.line)) == Set(lines), "\(findings)")
        #expect(!findings.isEmpty)
    }

    @Test(arguments: LintCode.allCases) func `a finding ends with something to do, and is written as errors are`(code: LintCode) throws {
        for finding in try example(of: code).findings {
            #expect(!finding.remedy.isEmpty && !finding.remedy.hasSuffix(".") && !finding.message.hasSuffix("."))
            #expect(finding.message.first?.isUppercase == false && finding.remedy.first?.isUppercase == false)
            let head = "\(code.rawValue).yaml:\(finding.line):\(finding.column): \(code.severity.rawValue): \(finding.message)"
            #expect(finding.description == "\(head) [\(code.rawValue)]\nhint: \(finding.remedy)")
        }
    }

    private func example(of code: LintCode) throws -> (findings: [LintFinding], lines: [Int]) {
        let name = "\(code.rawValue).yaml"
        if code == .tooLarge { return (WorkflowFile.read(try large(), named: name).findings, [1]) }
        let bytes = try Files.broken(code)
        let reading = WorkflowFile.read(bytes, named: name)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated().filter { $1.contains("BROKEN") }.map { $0.offset + 1 }
        return (reading.findings + (try outside(reading, code)), lines)
    }

    /// The findings that need more than the file: who is there, and who stands where.
    private func outside(_ reading: WorkflowReading, _ code: LintCode) throws -> [LintFinding] {
        guard code.severity == .warning || code == .strandedUsers else { return [] }
        let roster: [ApprovalGroup: Set<PersonID>] = [
            try ApprovalGroup("security"): Set((1...4).map { PersonID($0) }),
            try ApprovalGroup("team-leads"): [PersonID(7), PersonID(8), PersonID(9)],
        ]
        let standard = try #require(try Files.readShipped("standard").workflow)
        return reading.findings(roster: roster, signers: []) + reading.findings(replacing: standard, usersIn: [try StateName("active"): 3])
    }

    private func large() throws -> String {
        try Files.shippedText("standard") + String(repeating: "# nothing\n", count: WorkflowFile.largestSize / 10)
    }
}
