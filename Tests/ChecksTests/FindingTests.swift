import Checks
import Foundation
import IAM
import Lifecycle
import Testing

@Suite struct FindingTests {
    @Test(arguments: Language.allCases)
    func `every finding says what, where, and what to type`(_ language: Language) throws {
        let view = try SampleAccount.faulty.view(managed: [try UserName("jane")])
        let examination = Examination(of: view, with: Limits())
        var text = ""
        for finding in examination.findings {
            text += "\(finding.id)\n  \(finding.severity.word[language]), \(finding.resource)\n  \(finding.defect.message[language])\n"
            for evidence in finding.defect.evidence { text += "  - \(evidence.source): \(evidence.what) = \(evidence.value)\n" }
            let remedy = finding.defect.remedy
            for command in [remedy.tenure].compactMap(\.self) + remedy.aws { text += "  $ \(command)\n" }
            if let note = remedy.note { text += "  \(note[language])\n" }
        }
        for unknown in examination.unknowns { text += "\(unknown.check) \(unknown.subject): \(unknown.reason[language])\n" }
        try Golden.expect(text, in: "Goldens/findings.\(language.rawValue).txt")
    }

    @Test func `the faulty account fails every check that needs no ledger and can fail`() throws {
        let examination = Examination(of: try SampleAccount.faulty.view(), with: Limits())
        let failed = Set(examination.findings.map(\.check))
        #expect(Set(CheckID.allCases).subtracting(failed) == Set([.signInFailureLimit, .manualControls]).union(RecordsTests.compared))
    }

    @Test func `ids are unique, and the same from run to run`() throws {
        let view = try SampleAccount.faulty.view()
        let ids = Examination(of: view, with: Limits()).findings.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(Examination(of: view, with: Limits()).findings.map(\.id) == ids)
        #expect(ids.contains("key-age:123456789012:user/deployer/key/1"))
    }

    @Test func `the worst come first`() throws {
        let severities = Examination(of: try SampleAccount.faulty.view(), with: Limits()).findings.map(\.severity)
        #expect(severities == severities.sorted(by: >))
    }

    @Test func `commands of tenure are offered only where the account is under management`() throws {
        let view = ExaminedAccount(try SampleAccount.faulty.read())
        let findings = Examination(of: view, with: Limits()).findings
        #expect(findings.allSatisfy { $0.defect.remedy.tenure == nil })
        #expect(findings.allSatisfy { !$0.defect.remedy.aws.isEmpty || $0.defect.remedy.note != nil })
    }

    @Test func `whatever a repair answers says what to type in tenure`() throws {
        let findings = Examination(of: try SampleAccount.faulty.view(managed: []), with: Limits()).findings
        let answered = findings.filter { RepairPlanner.covered.contains($0.check) && $0.check != .rootAccessKey }
        #expect(Set(answered.map(\.check)).count == RepairPlanner.covered.count - 1)
        for finding in answered { #expect(finding.defect.remedy.tenure != nil, "\(finding.id)") }
    }

    @Test func `every check speaks both languages, and its id is what it says`() {
        for id in CheckID.allCases {
            let check = id.check
            #expect(check.id == id)
            for text in [check.title, check.explanation] {
                #expect(!text.en.isEmpty && text.ko.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) })
            }
        }
    }

    @Test func `a repealed or unverified article is never shown as law`() {
        for article in Article.allCases where article.status != .inForce {
            #expect(article.text.ko.hasPrefix("내부 정책(") && article.text.en.hasPrefix("internal policy ("))
        }
        #expect(Article.safety5.text.ko == "개인정보의 안전성 확보조치 기준 제5조")
    }

    @Test func `a looser threshold is a deviation, a stricter one is none`() {
        #expect(
            Limits([.unusedDays: 90, .passwordLength: 20, .keyAgeDays: 30, .passwordReuse: 5]).deviations == [.unusedDays, .passwordReuse])
        #expect(Limits().deviations.isEmpty)
    }
}
