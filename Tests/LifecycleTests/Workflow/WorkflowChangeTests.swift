import Lifecycle
import Testing

@Suite struct WorkflowChangeTests {
    @Test func `a change strands nobody when its states are the same`() throws {
        #expect(try stranded(in: "standard", users: "active", 3).isEmpty)
    }

    @Test func `a state that is gone strands the users in it, and only them`() throws {
        let findings = try stranded(in: "standard", old: "privileged", users: "confirming", 1)
        #expect(findings.map(\.message) == ["1 user stands in 'confirming', which is gone"])
        #expect(findings.map(\.key) == ["states.confirming"])
        #expect(try stranded(in: "standard", old: "privileged", users: "active", 5).isEmpty)
        #expect(try stranded(in: "standard", old: "privileged", users: "confirming", 0).isEmpty)
    }

    @Test func `a state that has become terminal would end the lives in it`() throws {
        let old = try #require(try Files.readShipped("standard").workflow)
        let reading = try Files.readShipped("standard")
        let older = Workflow(
            name: old.name, title: old.title, kind: old.kind, requires: old.requires, maximumTerm: nil, approval: old.approval,
            review: old.review, invariants: [], initial: old.initial,
            states: [
                State(
                    name: try StateName("revoked"), stage: .active, waitsFor: .nobody, deadline: nil, reminders: [], atDeadline: nil,
                    isTerminal: false)
            ], transitions: [])
        let findings = reading.findings(replacing: older, usersIn: [try StateName("revoked"): 2])
        #expect(findings.map(\.message) == ["2 users stand in 'revoked', which would end their lives"])
    }

    private func stranded(in new: String, old: String = "standard", users state: String, _ count: Int) throws -> [LintFinding] {
        let workflow = try #require(try Files.readShipped(old).workflow)
        return try Files.readShipped(new).findings(replacing: workflow, usersIn: [try StateName(state): count])
    }
}
