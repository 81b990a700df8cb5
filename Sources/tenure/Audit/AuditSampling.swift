import ArgumentParser
import Engine
import Foundation
import Ledger
import Lifecycle

/// `tenure audit sample`
struct AuditSampling: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Draw rights for an auditor, with a dossier of each; the same seed draws the same.",
        discussion: """
            Drawn are rights that were granted from --from to --to: those for which the SHA-256 of the seed, a line feed and the right's name \
            ('U-12/1') is smallest. With --dossiers there is a folder with sample.csv and a page for each right: its request, who approved it, and \
            what happened to the user since.
            """)

    @OptionGroup var place: PlaceOptions
    @OptionGroup var listing: ListingOptions
    @Option(name: .long, help: ArgumentHelp("How many.", valueName: "count")) var n: Int = 25
    @Option(name: .long, help: ArgumentHelp("The auditor's word, number or date.", valueName: "text")) var seed: String
    @Option(name: .long, help: ArgumentHelp("Granted from this day or moment.", valueName: "time")) var from: String?
    @Option(name: .long, help: ArgumentHelp("As of this day or moment.", valueName: "time")) var to: String?
    @Option(name: .long, help: "The language of the dossiers: ko or en.") var lang: Language?
    @Option(name: .long, help: ArgumentHelp("A new folder with a page for each.", valueName: "folder")) var dossiers: String?

    func validate() throws {
        guard n > 0 else { throw ValidationError("--n is how many are drawn: 1 or more") }
        guard !seed.isEmpty, !seed.contains(where: \.isNewline) else { throw ValidationError("--seed is one line of text") }
    }

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let me = try workplace.require([.auditor, .admin], to: "export the history")
        let until = try to.map { try workplace.moment($0, endOfDay: true) } ?? workplace.now
        let start = try from.map { try workplace.moment($0, endOfDay: false) }
        let register = try GrantRegister(of: workplace.ledger, at: until)
        let sample = AuditSample(n, of: register, from: start, seed: seed)
        let list = self.list(sample, workplace)
        if let dossiers { try write(sample, list, to: try workplace.place(of: dossiers), workplace) }
        let text = try list.text(as: .csv)
        let version = try workplace.ledger.home()?.version ?? 0
        let event = HomeEvent.exported(
            filter: "view=sample seed=\(seed) of=\(sample.population)", count: sample.units.count, digest: Digest.of(text: text))
        try workplace.ledger.append([StreamWrite(.home, expecting: version, [.home(event)])], at: workplace.now, by: .person(me.id))
        try list.print(listing, in: workplace)
        Terminal.note("tenure: drew \(sample.units.count) of \(Count.of(sample.population, "right")), seed '\(seed)'")
        return .done
    }

    private func list(_ sample: AuditSample, _ workplace: Workplace) -> Listing {
        var list = Listing(columns: [
            ("RIGHT", "right"), ("USER", "user"), ("PERSON", "person"), ("PROFILE", "profile"), ("GRANTED", "granted"),
            ("REQUEST", "request"), ("ENDED", "ended"), ("DRAW", "draw"),
        ])
        list.whenEmpty = "no right was granted in that time"
        list.rows = sample.units.map { unit in
            let entry = unit.entry
            return [
                .text(unit.name), .text("\(entry.account)/\(entry.name)"), .text(workplace.name(of: entry.person)),
                .text(entry.profile.text), .time(entry.granted), .text("\(entry.request)"), .time(entry.ending?.at),
                .text(String(unit.draw.text.prefix(16))),
            ]
        }
        return list
    }

    private func write(_ sample: AuditSample, _ list: Listing, to folder: URL, _ workplace: Workplace) throws {
        guard !FileManager.default.fileExists(atPath: folder.path) else {
            throw Trouble("'\(folder.path)' is there already", hint: "name a new folder", status: .usage)
        }
        let language = lang ?? workplace.settings.language
        for unit in sample.units {
            let page = try Dossier(unit: unit, language: language, place: workplace).html
            let name = unit.name.replacing("/", with: "-") + ".html"
            try PrivateFile.write(Data(page.utf8), to: folder.appending(path: name))
        }
        try PrivateFile.write(Data(try list.text(as: .csv).utf8), to: folder.appending(path: "sample.csv"))
    }
}
