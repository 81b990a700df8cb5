import Foundation
import Lifecycle
import Testing

@Suite struct ShippedWorkflowsTests {
    @Test(arguments: Files.shipped) func `a shipped file has nothing to report`(name: String) throws {
        let reading = try Files.readShipped(name)
        #expect(reading.findings.map(\.description) == [])
        #expect(reading.workflow?.name.text == name)
    }

    @Test func `every workflow file that ships is looked at here`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Files.root.appending(path: "Workflows").path)
        #expect(files.sorted() == Files.shipped.map { "\($0).yaml" })
    }

    @Test func `the standard workflow is read as its file states it`() throws {
        let workflow = try #require(try Files.readShipped("standard").workflow)
        #expect(workflow.title == Bilingual(ko: "콘솔 사용자", en: "Console user"))
        #expect(workflow.kind == .new && workflow.requires == [] && workflow.maximumTerm == nil)
        #expect(workflow.approval.expires == .days(14) && workflow.approval.beginWithin == .days(30) && workflow.review.every == .days(90))
        #expect(workflow.approval.stages.map(\.name.text) == ["manager", "security"])
        #expect(workflow.approval.stages.map { $0.groups.map(\.text) } == [["@manager", "team-leads"], ["security"]])
        #expect(workflow.approval.stages.map(\.from) == [nil, .high])
        #expect(workflow.invariants.first == .never(.entitlements, without: .mfa))
        let revoked = try StateName("revoked")
        #expect(workflow.invariants.last == .always(revoked))
        #expect(workflow.initial.text == "approved")
        #expect(workflow.states.map(\.name.text) == ["approved", "enrolling", "active", "suspended", "revoking", "revoked"])
        #expect(workflow.states.filter(\.isTerminal).map(\.name.text) == ["revoked"])
    }

    @Test func `a state and a transition are read with all that they say`() throws {
        let workflow = try #require(try Files.readShipped("standard").workflow)
        let enrolling = State(
            name: try StateName("enrolling"), stage: .enrolment, waitsFor: .subject, deadline: .days(7),
            reminders: [.days(2), .days(5), .days(6)], atDeadline: try TransitionName("suspend-unenrolled"), isTerminal: false)
        #expect(workflow.state(enrolling.name) == enrolling)
        let create = Transition(
            name: try TransitionName("create"), from: [try StateName("approved")], to: enrolling.name, by: .tenure, guards: [],
            steps: [.createUser, .joinDutyGroup, .setPassword, .deliverGuide], guide: .new)
        #expect(workflow.transition(create.name) == create)
        let grant = try #require(workflow.transition(try TransitionName("grant")))
        #expect(grant.guards == [.mfaEnrolled, .passwordChanged] && grant.guide == nil)
    }

    @Test(arguments: Files.shipped) func `an aliased list of steps is the list that it names`(name: String) throws {
        let workflow = try #require(try Files.readShipped(name).workflow)
        let dismantling = try ["expire", "revoke", "revoke-suspended"].map { workflow.transition(try TransitionName($0))?.steps }
        #expect(Set(dismantling).count == 1)
        #expect(dismantling[0]?.first == .denyAll && dismantling[0]?.last == .deleteUser && dismantling[0]?.count == 9)
    }

    @Test func `the other shipped files differ where they should`() throws {
        let privileged = try #require(try Files.readShipped("privileged").workflow)
        #expect(privileged.requires == [.ticket, .endDate] && privileged.maximumTerm == .days(180) && privileged.review.every == .days(30))
        #expect(privileged.approval.stages(for: .low).map(\.name.text) == ["manager", "security"])
        #expect(privileged.approval.stages.map(\.isSigned) == [false, true])
        let confirm = privileged.transition(try TransitionName("confirm"))
        #expect(confirm?.guards == [.mfaEnrolled, .confirmed])
        let contractor = try #require(try Files.readShipped("contractor").workflow)
        #expect(contractor.requires == [.company, .sponsor, .pledge, .endDate])
        #expect(contractor.approval.stages.first?.groups == [.sponsor])
        let existing = try #require(try Files.readShipped("existing-user").workflow)
        let notify = existing.transition(try TransitionName("notify"))
        #expect(existing.kind == .existing && notify?.guide == .notice)
    }

    @Test(arguments: Files.shipped) func `line ends of Windows and a byte order mark change nothing`(name: String) throws {
        let text = "\u{FEFF}" + (try Files.shippedText(name)).replacing("\n", with: "\r\n")
        let reading = WorkflowFile.read(Array(text.utf8), named: name)
        #expect(reading.findings == [])
        let plain = try Files.readShipped(name).workflow
        #expect(reading.workflow == plain)
    }
}
