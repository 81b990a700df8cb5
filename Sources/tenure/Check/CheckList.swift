import ArgumentParser
import Checks
import Lifecycle

/// `tenure check list`
struct CheckList: HomeCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the checks and where each comes from.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @OptionGroup var listing: ListingOptions
    @Option(name: .long, help: "ko or en; otherwise the home's language.") var lang: Language?

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let language = lang ?? workplace.settings.language
        var list = Listing(columns: [
            ("ID", "id"), ("SEVERITY", "severity"), ("CIS 2/3/5", "cis"), ("ISMS-P", "ismsP"), ("TITLE", "title"),
        ])
        list.typed = ["id"]
        list.rows = CheckID.allCases.map { id in
            let check = id.check
            return [
                .text(id.rawValue), .text(check.severity.rawValue), .optional(check.references.cis?.text),
                .list(check.references.ismsP.map(\.rawValue)), .text(check.title[language]),
            ]
        }
        try list.print(listing, in: workplace)
        return .done
    }
}
