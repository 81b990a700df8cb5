import Checks
import Foundation
import IAM
import Lifecycle
import Testing

@Suite struct PageTests {
    @Test func `docs/checks.md is what the checks say`() throws {
        try Golden.expect(CheckPage.book, in: "../../docs/checks.md")
    }

    @Test(arguments: Language.allCases)
    func `the auditor's page holds every finding and needs nothing else`(_ language: Language) throws {
        let examination = Examination(of: try SampleAccount.faulty.view(), with: Limits([.unusedDays: 46]))
        let page = AuditPage(examination, in: language, source: "snapshot 1", time: { ReportTime.text($0) }).text
        for finding in examination.findings { #expect(page.contains("id=\"\(finding.id)\"")) }
        for unknown in examination.unknowns { #expect(page.contains(unknown.reason[language].replacing("\"", with: "&quot;"))) }
        #expect(page.contains("unused-days 46") && page.contains("lang=\"\(language.rawValue)\""))
        #expect(!page.contains("http") && !page.contains("src=") && !page.contains("<script"))
    }

    @Test func `what comes from the account is escaped`() throws {
        var account = SampleAccount.faulty
        account.certificates = [("<script>alert(1)</script>&\\\"", SampleAccount.ago(1))]
        let examination = Examination(of: try account.view(), with: Limits())
        let page = AuditPage(examination, in: .english, source: "<b>", time: { ReportTime.text($0) }).text
        #expect(!page.contains("<script>") && page.contains("&lt;script&gt;") && !page.contains("<b>\""))
    }
}
