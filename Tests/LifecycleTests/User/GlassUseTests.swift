import Foundation
import IAM
import Lifecycle
import Testing

struct GlassUseTests {
    @Test func `of the shipped lives one has a glass, and it is broken for four hours`() throws {
        let times = try ShippedWorkflows.names.map { ($0, try ShippedWorkflows.read($0).glassTime) }
        #expect(times.filter { $0.1 != nil }.map(\.0) == ["break-glass"])
        #expect(try ShippedWorkflows.read("break-glass").glassTime == .hours(4))
    }

    @Test(arguments: [
        ("deadline: 4h ", "deadline: 5h "), ("at-deadline: reseal", "at-deadline: suspend-late"), ("steps: [grant-profile]", "steps: []"),
        ("by: request\n    when: [mfa-enrolled]", "by: admin\n    when: [mfa-enrolled]"),
    ]) func `a file in which rights would stay for longer, or come otherwise, has none`(old: String, new: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Workflows/break-glass.yaml").standardized
        let text = try String(contentsOf: root, encoding: .utf8)
        #expect(text.contains(old))
        let late = "\n  suspend-late:\n    from: [opened]\n    to: suspended\n    by: deadline\n    steps: [deny-all]\n"
        let changed = text.replacing(old, with: new) + (new.contains("suspend-late") ? late : "")
        if let workflow = WorkflowFile.read(changed, named: "changed.yaml").workflow { #expect(workflow.glassTime == nil) }
    }

    @Test func `the glass is filed by its holder alone, signed, and only while it is sealed`() throws {
        let plan = try ShippedWorkflows.read("break-glass")
        let view = AccountView(alias: name("prod"))
        let filing = Filing(rules: Cast.rules, isSandboxHome: false, now: .start)
        let draft = Draft(reason: sealed("gateway down"), ticket: nil, end: nil)
        for state in plan.states where state.name.text != "sealed" {
            let record = Records(plan).record(in: state)
            var opened = record
            if state.name.text == "opened" { opened.facts.insert(.entitlements) }
            #expect(throws: Refusal.self, "\(state.name)") { try filing.breakGlass(draft, of: opened, plan: plan, in: view) }
        }
        let form = try Sample.form(.breakGlass(AskedGlass(record: RecordID(12), grant: .first)), stages: [])
        for (actor, code) in [(Cast.admin, Refusal.Code.notPermitted), (Cast.manager, .notPermitted), (Cast.subject, .signatureMissing)] {
            #expect {
                try Request.decide(.submit(form), on: nil, as: RequestID(3), in: Cast.context, by: .person(actor), at: .start)
            } throws: { ($0 as? Refusal)?.code == code }
        }
    }
}
