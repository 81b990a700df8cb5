import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure audit export`
struct AuditExport: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Export the history; that it was exported is recorded.",
        discussion: """
            With --output it is a folder that proves itself: the events, the leaves of those that were not asked for, the signed checkpoint
            and manifest, and verify.py, which checks all of it without tenure. Without --output it is the bare events.
            """)

    @OptionGroup var place: PlaceOptions
    @OptionGroup var events: EventOptions
    @Option(name: .long, help: "jsonl or csv.") var format: ExportFormat = .jsonl
    @Option(name: .long, help: ArgumentHelp("A new folder instead of standard output; csv then comes beside jsonl.", valueName: "folder"))
    var output: String?

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let me = try workplace.require([.auditor, .admin], to: "export the history")
        let filter = try events.filter(in: workplace)
        guard let output else {
            try printEvents(filter, by: me, workplace)
            return .done
        }
        let exporting = Exporting(home: workplace.home, filter: filter, withTable: format == .csv)
        let manifest = try exporting.write(to: try workplace.place(of: output), by: me.id)
        Terminal.note(
            "tenure: exported \(Count.of(manifest.count, "event")) of \(manifest.checkpoint.size); check it with 'tenure audit verify \(output)'"
        )
        return .done
    }

    private func printEvents(_ filter: EventFilter, by me: Person, _ workplace: Workplace) throws {
        let bound = try workplace.ledger.size()
        let export = EventExport(format: format == .jsonl ? .jsonLines : .csv)
        var text = Data()
        export.begin { text.append($0) }
        var count = 0
        try eachPage(
            of: { try workplace.ledger.events(filter, after: $0?.seq ?? 0, upTo: bound, limit: 500) },
            do: { page in
                export.write(page, to: { text.append($0) })
                count += page.count
            })
        let version = try workplace.ledger.home()?.version ?? 0
        let event = HomeEvent.exported(filter: filter.asked, count: count, digest: Digest.of(text))
        try workplace.ledger.append([StreamWrite(.home, expecting: version, [.home(event)])], at: workplace.now, by: .person(me.id))
        Terminal.out(String(decoding: text, as: UTF8.self))
    }
}
