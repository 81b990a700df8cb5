import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure workflow lint`
struct WorkflowLint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Say what is wrong with workflow files: file, line, code and remedy.",
        discussion: "Without files: those of the home, and whether its people could approve. Exit status 3 if anything is found.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("Workflow files.", valueName: "file")) var files: [String] = []

    func run() async throws {
        do {
            let workplace =
                files.isEmpty ? try Workplace.open(place.home, onlyReads: true) : try? Workplace.open(place.home, onlyReads: true)
            let urls =
                try files.isEmpty ? Catalog.workflowFiles(in: workplace?.directory ?? URL(filePath: ".")) : files.map { URL(filePath: $0) }
            let count = try urls.reduce(0) {
                try $0 + lint($1, of: workplace?.directory, roster: workplace.map { try RosterOfGroups(place: $0) })
            }
            if count > 0 { throw ExitStatus.findings.code }
            Terminal.out("\(urls.count) workflow\(urls.count == 1 ? "" : "s"), nothing to say\n")
        } catch let exit as ExitCode {
            throw exit
        } catch {
            let failure = Failure(error)
            failure.print()
            throw failure.status.code
        }
    }

    private func lint(_ file: URL, of home: URL?, roster: RosterOfGroups?) throws -> Int {
        let bytes: Data
        if !files.isEmpty { try Invocation.mayRead(file.path, in: home) }
        do {
            bytes = try Data(contentsOf: file)
        } catch {
            throw Trouble("'\(file.path)' cannot be read", hint: "name a workflow file, as in workflows/standard.yaml", status: .usage)
        }
        let reading = WorkflowFile.read(Array(bytes), named: file.lastPathComponent)
        var findings = reading.findings
        if reading.workflow != nil, let roster { findings += roster.findings(about: reading) }
        for finding in findings { Terminal.out("\(finding)\n") }
        return findings.count
    }
}

/// Who sits in which approval group and who can sign, as the lint of workflows wants it.
struct RosterOfGroups {
    private let groups: [ApprovalGroup: Set<PersonID>]
    private let signers: Set<PersonID>

    init(place: Workplace) throws {
        let rules = try place.rules()
        var groups = rules.groups.mapValues { Set($0.filter { rules.has(.approver, $0) }) }
        groups[.admins] = rules.holders(of: .admin).unordered
        self.groups = groups
        signers = Set(
            try everyPage { try place.ledger.people(after: $0?.state.id, limit: 1_000) }.map(\.state).filter(\.canSign).map(\.id))
    }

    /// Warnings about approvals that nobody here can give.
    func findings(about reading: WorkflowReading) -> [LintFinding] { reading.findings(roster: groups, signers: signers) }
}
