import ArgumentParser
import Engine
import Foundation
import Ledger
import Lifecycle

/// `tenure audit pack`
struct AuditPack: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack", abstract: "Put everything that an auditor needs of a quarter into one folder that proves itself.",
        discussion: """
            The events of the quarter with their proofs; registers of rights; who could approve what, from when to when; reviews; what the checks
            say of the last snapshot; waivers, purposes and attestations; workflows and policies with their digests; guides as delivered; keys and
            witnesses; verify.py, which checks all of it without tenure; and an index in Korean and English. Every file stands with its digest in
            the signed manifest. The quarter is that of the home's time zone; that it was packed is recorded.
            """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The quarter, as in 2026-Q4.", valueName: "quarter")) var quarter: Quarter
    @Option(name: .long, help: ArgumentHelp("A new folder; otherwise 'pack-' and the quarter.", valueName: "folder")) var output: String?

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let me = try workplace.require([.auditor, .admin], to: "export the history")
        guard let span = quarter.span(in: workplace.settings.timeZone), span.start <= workplace.now else {
            throw Refusal(
                .wrongState, "the quarter \(quarter) has not begun", hint: "name one that has, as in 'tenure audit pack 2026-Q4'")
        }
        let name = output ?? "pack-\(quarter)"
        let folder = try workplace.place(of: name)
        let packing = Packing(quarter: quarter, start: span.start, end: span.end, place: workplace)
        let exporting = Exporting(
            home: workplace.home, filter: packing.filter, withTable: true, pages: packing.pages,
            pack: Exporting.Pack(name: "\(quarter)", papers: try packing.papers()))
        let manifest = try exporting.write(to: folder, by: me.id)
        let papers = manifest.files.count { ExportFile.isPaper($0.name) }
        Terminal.note(
            "tenure: packed \(Count.of(manifest.count, "event")) of \(manifest.checkpoint.size) and \(Count.of(papers, "paper")); check it with 'tenure audit verify \(name)'"
        )
        Terminal.note("tenure: to hand it over as one file: zip -r \(name).zip \(name)")
        if workplace.now < span.end { Terminal.note("tenure: attention: the quarter is not over; the pack is as of now") }
        return .done
    }
}

extension Quarter: ExpressibleByArgument {
    public init?(argument: String) { self.init(text: argument) }
}
