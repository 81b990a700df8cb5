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
            and manifest, and verify.py, which checks all of it without tenure. Without --output it is the bare events. --format csv and html put
            a table or a page for people beside them.

            --view grants is the register of rights (관리대장), --view profiles the table of rights (권한분류표), each as a page (html) or for a
            spreadsheet (csv), as of --to; --view request --request R-17 is that request as a form (신청서).
            """)

    @OptionGroup var place: PlaceOptions
    @OptionGroup var events: EventOptions
    @Option(name: .long, help: "grants, profiles or request: a document instead of events.") var view: AuditView?
    @Option(name: .long, help: "jsonl, csv or html; of a view html or csv.") var format: ExportFormat?
    @Option(name: .long, help: "The language of a view or a page: ko or en.") var lang: Language?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "A new folder instead of standard output; csv or html then comes beside jsonl. Of a view, a file.", valueName: "path"))
    var output: String?

    func validate() throws {
        if let view {
            guard format != .jsonl else { throw ValidationError("a view is html or csv") }
            guard events.user == nil, events.person == nil, events.kind == nil else {
                throw ValidationError("--user, --person and --kind choose events; --view \(view.rawValue) takes --from and --to")
            }
        } else {
            guard lang == nil || format == .html else {
                throw ValidationError("events are in no language; --lang goes with --view and --format html")
            }
            guard format != .html || output != nil else {
                throw ValidationError("a page of events stands beside what proves it: name a new folder with --output")
            }
        }
    }

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let me = try workplace.require([.auditor, .admin], to: "export the history")
        if let view { return try export(view, by: me, workplace) }
        let filter = try events.filter(in: workplace)
        guard let output else {
            try printEvents(filter, by: me, workplace)
            return .done
        }
        let page = EventPage(asked: filter.asked, language: lang ?? workplace.settings.language, place: workplace)
        let exporting = Exporting(
            home: workplace.home, filter: filter, withTable: format == .csv, pages: format == .html ? [page.pieces] : [])
        let manifest = try exporting.write(to: try workplace.place(of: output), by: me.id)
        Terminal.note(
            "tenure: exported \(Count.of(manifest.count, "event")) of \(manifest.checkpoint.size); check it with 'tenure audit verify \(output)'"
        )
        return .done
    }

    private func printEvents(_ filter: EventFilter, by me: Person, _ workplace: Workplace) throws {
        let bound = try workplace.ledger.size()
        let export = EventExport(format: format == .csv ? .csv : .jsonLines)
        var text = Data()
        export.begin { text.append($0) }
        var count = 0
        try eachPage(
            of: { try workplace.ledger.events(filter, after: $0?.seq ?? 0, upTo: bound, limit: 500) },
            do: { page in
                export.write(page, to: { text.append($0) })
                count += page.count
            })
        try record(filter.asked, count, text, by: me, workplace)
        Terminal.out(String(decoding: text, as: UTF8.self))
    }

    private func export(_ view: AuditView, by me: Person, _ workplace: Workplace) throws -> ExitStatus {
        let filter = try events.filter(in: workplace)
        let question = AuditView.Question(
            from: filter.from, until: filter.to ?? workplace.now, request: events.request, language: lang ?? workplace.settings.language,
            isPage: format != .csv, isFile: output != nil)
        let (text, count) = try view.text(question, in: workplace)
        try record("view=\(view.rawValue) \(filter.asked)", count, Data(text.utf8), by: me, workplace)
        try workplace.write(text, to: output)
        return .done
    }

    private func record(_ asked: String, _ count: Int, _ text: Data, by me: Person, _ workplace: Workplace) throws {
        let version = try workplace.ledger.home()?.version ?? 0
        let event = HomeEvent.exported(filter: asked, count: count, digest: Digest.of(text))
        try workplace.ledger.append([StreamWrite(.home, expecting: version, [.home(event)])], at: workplace.now, by: .person(me.id))
    }
}
