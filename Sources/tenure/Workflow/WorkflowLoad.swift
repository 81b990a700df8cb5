import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure workflow load`
struct WorkflowLoad: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Ask for an edited workflow file to come into force; users in flight keep the version that they began with.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The file.", valueName: "file")) var file: String
    @OptionGroup var reason: ReasonOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try Invocation.mayRead(file, in: workplace.directory)
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw Trouble("'\(file)' cannot be read", hint: "name a workflow file, as in workflows/standard.yaml", status: .usage)
        }
        let reading = WorkflowFile.read(Array(bytes), named: URL(filePath: file).lastPathComponent)
        guard let workflow = reading.workflow else {
            for finding in reading.findings { Terminal.note("\(finding)") }
            throw Refusal(
                .workflowBroken, "'\(file)' is not a sound workflow",
                hint: "mend what is said above; check with 'tenure workflow lint \(file)'")
        }
        for finding in try warnings(reading, of: workflow.name, workplace) { Terminal.note("\(finding)") }
        let text = String(decoding: bytes, as: UTF8.self)
        let digest = Digest.of(text: text)
        guard try workplace.rules().workflows[workflow.name] != digest else {
            throw Refusal(.noChange, "this version of '\(workflow.name)' is in force already", hint: "see 'tenure workflow list'")
        }
        try keep(text, digest, workplace)
        return try workplace.file(.loadWorkflow(name: workflow.name, digest: digest), reason)
    }

    private func warnings(_ reading: WorkflowReading, of name: WorkflowName, _ workplace: Workplace) throws -> [LintFinding] {
        var findings = try RosterOfGroups(place: workplace).findings(about: reading)
        if let old = try? workplace.home.workflow(named: name, in: workplace.rules()).1 {
            findings += reading.findings(replacing: old, usersIn: [:])
        }
        return findings
    }

    // The text is kept under its own digest before anybody approves it, so that approvers approve what they can read.
    private func keep(_ text: String, _ digest: Digest, _ workplace: Workplace) throws {
        guard try workplace.ledger.workflow(digest) == nil else { return }
        let person = try workplace.require([.admin], to: "load workflows")
        let write = StreamWrite(.workflow(digest), expecting: 0, [.workflow(.kept(text: text))])
        try workplace.ledger.append([write], at: workplace.now, by: .person(person.id))
    }
}
