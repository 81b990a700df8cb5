import Lifecycle
import Testing

@Suite struct LintMessagesTests {
    @Test(arguments: [
        ("    deadline: 7d\n", "    dedline: 7d\n", "unknown key 'dedline'", "did you mean 'deadline'?"),
        ("[mfa-enrolled, ", "[mfa-enroled, ", "'mfa-enroled' is not a guard", "did you mean 'mfa-enrolled'?"),
        ("    to: enrolling\n", "    to: enroling\n", "'enroling' is not a state of this file", "did you mean 'enrolling'?"),
        (
            "deadline: 7d", "deadline: soon", "'soon' is not a length of time",
            "write a whole number with d, h or m, such as 14d, up to ten years"
        ),
        ("quorum: 1", "quorum: 0", "'0' is not a quorum", "write how many persons must approve, from 1 to 20"),
        ("terminal: true", "terminal: yes", "'yes' is neither true nor false", "write true or false"),
        (
            "set-password, deliver", "deliver-guide, set-password, deliver",
            "'deliver-guide' stands twice in 'transitions.create.steps'", "keep one of the two"
        ),
        (
            "[create-user, join-duty-group, set-", "[create-user, set-", "", ""
        ),
    ]) func `a mistake is answered with what was meant`(old: String, new: String, message: String, remedy: String) throws {
        let text = try Files.shippedText("standard").replacing(old, with: new, maxReplacements: 1)
        let reading = WorkflowFile.read(text, named: "standard.yaml")
        #expect(message.isEmpty || reading.findings.contains { $0.message == message && $0.remedy == remedy }, "\(reading.findings)")
        #expect((reading.workflow != nil) == message.isEmpty)
    }

    @Test func `all problems of a file are reported at once, in the file's order`() throws {
        let text = try Files.shippedText("standard").replacing("kind: new", with: "kind: now\nkynd: new")
            .replacing("waits-for: subject", with: "waits-for: subjet").replacing(
                "remind: [16d, 23d, 29d]", with: "remind: [16d, 14d, 30d]"
            )
            .replacing("steps: [grant-profile]", with: "steps: [grant-profile, grant]").replacing("to: revoked\n", with: "to: revokd\n")
        let codes = WorkflowFile.read(text, named: "standard.yaml").findings.map(\.code)
        #expect(
            codes == [
                .wrongValue, .unknownKey, .unknownRole, .reminderOrder, .reminderAfterDeadline, .unknownStep, .unknownStep, .missingTarget,
            ])
    }

    @Test func `a step that cannot come before another is put into its place`() throws {
        let text = try Files.shippedText("standard").replacing("[create-user, join-duty-group", with: "[join-duty-group, create-user")
        let findings = WorkflowFile.read(text, named: "standard.yaml").findings
        #expect(findings.map(\.message) == ["'join-duty-group' is done after create-user"])
    }
}
