import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure workflow list`
struct WorkflowList: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the workflows in force, and whether their files differ.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @OptionGroup var listing: ListingOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        var list = Listing(columns: [
            ("NAME", "name"), ("VERSION", "version"), ("KIND", "kind"), ("TITLE", "title"), ("STAGES", "stages"), ("FILE", "file"),
        ])
        for (name, digest) in try workplace.rules().workflows.sorted(by: { $0.key < $1.key }) {
            let workflow = try workplace.home.workflow(digest)
            let file = Home.url(.workflows, in: workplace.directory).appending(path: "\(name).yaml")
            let text = try? String(contentsOf: file, encoding: .utf8)
            let state = text.map { Digest.of(text: $0) == digest ? "in force" : "edited, not in force: tenure workflow load" } ?? "missing"
            list.rows.append([
                .text(name.text), .text(String(digest.text.prefix(12))), .text(workflow.kind.rawValue),
                .text(workflow.title[workplace.settings.language]),
                .list(workflow.approval.stages.map(\.name.text)), .text(state),
            ])
        }
        try list.print(listing, in: workplace)
        return .done
    }
}
