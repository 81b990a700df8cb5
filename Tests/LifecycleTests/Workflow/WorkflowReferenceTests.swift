import Foundation
import Lifecycle
import Testing

@Suite struct WorkflowReferenceTests {
    @Test func `the table of codes in the reference is the one in the source`() throws {
        let parts = try Files.text("docs/workflows.md").components(separatedBy: "<!-- codes -->\n")
        try #require(parts.count == 3)
        #expect(parts[1] == LintCode.table, "replace the table by this:\n\(LintCode.table)")
    }

    @Test func `the reference names every word that a file can use`() throws {
        let text = try Files.text("docs/workflows.md")
        let words =
            Workflow.Kind.allCases.map(\.rawValue) + Workflow.Requirement.allCases.map(\.rawValue) + Risk.allCases.map(\.rawValue)
            + LifeStage.allCases.map(\.rawValue) + Party.allCases.map(\.rawValue) + Trigger.allCases.map(\.rawValue)
            + Guard.allCases.map(\.rawValue) + Step.allCases.map(\.rawValue) + GuideKind.allCases.map(\.rawValue)
            + Fact.allCases.map(\.rawValue)
        for word in words { #expect(text.contains("`\(word)`"), "\(word)") }
    }
}
