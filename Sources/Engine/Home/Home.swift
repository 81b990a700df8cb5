import Foundation
import IAM
import Ledger
import Lifecycle
import Synchronization

/// One installation: a directory with its settings, its ledger, its workflows and templates, and `out/`.
public struct Home: Sendable {
    public let directory: URL
    public let settings: Settings
    public let ledger: Ledger
    public let world: World
    private let workflows = WorkflowShelf()

    /// An opened home.
    public init(directory: URL, settings: Settings, ledger: Ledger, world: World) {
        self.directory = directory
        self.settings = settings
        self.ledger = ledger
        self.world = world
    }

    /// The files of a home.
    public enum File: String, Sendable, CaseIterable {
        case settings = "tenure.yaml"
        case ledger = "ledger.db"
        case lock = "run.lock"
        case workflows
        case templates
        case out
        case sandbox
        case snapshots
        case proofs
        case plans
    }

    /// Where a file is that the settings name: below the home unless absolute.
    public static func url(named path: String, in directory: URL) -> URL {
        path.hasPrefix("/") ? URL(filePath: path) : directory.appending(path: path)
    }

    /// Where one of its files is.
    public static func url(_ file: File, in directory: URL) -> URL { directory.appending(path: file.rawValue) }

    /// The rules of now.
    public func rules() throws -> Rules { try ledger.rules().state }

    /// Whether it may hold nothing but sandboxes and accounts on this machine.
    public func isSandbox() throws -> Bool { try ledger.home()?.state.isSandbox ?? false }

    /// The version of a workflow that a record is pinned to, from the ledger.
    public func workflow(_ digest: Digest) throws -> Workflow {
        try workflows.workflow(digest) {
            guard let kept = try ledger.workflow(digest) else {
                throw Refusal(
                    .unknownWorkflow, "the ledger does not keep workflow \(digest.text.prefix(12))",
                    hint: "check the ledger with 'tenure doctor'")
            }
            return try WorkflowShelf.parse(kept.state.text, named: digest.text)
        }
    }

    /// The version of a workflow that is in force.
    public func workflow(named name: WorkflowName, in rules: Rules) throws -> (digest: Digest, Workflow) {
        guard let digest = rules.workflows[name] else {
            throw Refusal(.unknownWorkflow, "there is no workflow '\(name)'", hint: "see 'tenure workflow list'")
        }
        return (digest, try workflow(digest))
    }
}

/// Workflows that were parsed before in this process.
final class WorkflowShelf: Sendable {
    private let parsed = Mutex<[Digest: Workflow]>([:])

    func workflow(_ digest: Digest, orParse parse: () throws -> Workflow) throws -> Workflow {
        if let known = parsed.withLock({ $0[digest] }) { return known }
        let workflow = try parse()
        parsed.withLock { $0[digest] = workflow }
        return workflow
    }

    static func parse(_ text: String, named name: String) throws -> Workflow {
        let reading = WorkflowFile.read(text, named: name)
        guard let workflow = reading.workflow else {
            throw Refusal(
                .workflowBroken, "workflow \(name) cannot be used: \(reading.findings.first.map { "\($0)" } ?? "unknown")",
                hint: "see all findings with 'tenure workflow lint FILE'")
        }
        return workflow
    }
}
