import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure audit export`
struct AuditExport: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Export the history as JSON Lines or CSV; that it was exported is recorded.")

    @OptionGroup var place: PlaceOptions
    @OptionGroup var events: EventOptions
    @Option(name: .long, help: "jsonl or csv.") var format: ExportFormat = .jsonl
    @Option(name: .long, help: ArgumentHelp("A file instead of standard output; CSV then has a BOM and CRLF.", valueName: "file"))
    var output: String?

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let me = try workplace.require([.auditor, .admin], to: "export the history")
        let filter = try events.filter(in: workplace)
        let bound = try workplace.ledger.size()
        let export = EventExport(format: format == .jsonl ? .jsonLines : output == nil ? .csv : .csvForPeople)
        var text = Data()
        export.begin { text.append($0) }
        var (after, count) = (0, 0)
        while true {
            let page = try workplace.ledger.events(filter, after: after, upTo: bound, limit: 500)
            guard let last = page.last else { break }
            export.write(page, to: { text.append($0) })
            (after, count) = (last.seq, count + page.count)
        }
        try record(text, count, by: me, workplace)
        try workplace.write(String(decoding: text, as: UTF8.self), to: output)
        if output != nil { Terminal.note("tenure: exported \(Count.of(count, "event")) of \(bound)") }
        return .done
    }

    private func record(_ text: Data, _ count: Int, by me: Person, _ workplace: Workplace) throws {
        let asked = [
            events.from.map { "from \($0)" }, events.to.map { "to \($0)" }, events.user.map { _ in "one user" }, events.request,
            events.person.map { _ in "one person" }, events.kind,
        ]
        let filter = asked.compactMap(\.self).joined(separator: ", ")
        let version = try workplace.ledger.home()?.version ?? 0
        let event = HomeEvent.exported(filter: filter.isEmpty ? "everything" : filter, count: count, digest: Digest.of(text))
        try workplace.ledger.append([StreamWrite(.home, expecting: version, [.home(event)])], at: workplace.now, by: .person(me.id))
    }
}
