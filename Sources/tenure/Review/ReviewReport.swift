import ArgumentParser
import Engine
import Foundation
import Ledger
import Lifecycle

/// `tenure review report`
struct ReviewReport: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "What a review came to, for an auditor: one page to print, or the data behind it.",
        discussion: """
            Population proof, decisions, revocation latencies, exceptions, signs of rubber-stamping, differences from last time, sign-offs. The page
            needs no other file and no network.
            """)
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedReview
    @Option(name: .long, help: "html, csv or json.") var format: ReportFormat = .html
    @Option(name: .long, help: "ko or en; otherwise the home's language.") var lang: Language?
    @Option(name: .long, help: "Write to a file; CSV then has a BOM and CRLF, so that a spreadsheet shows Korean.") var output: String?

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try workplace.require([.admin, .auditor], to: "read a review's report")
        let summary = try workplace.find.summary(of: workplace.find.review(named.review).state)
        let text =
            switch format {
            case .html: try ReviewPage(summary, in: lang ?? workplace.settings.language, place: workplace).text
            case .csv: ReviewLines(summary: summary, place: workplace).csv(forPeople: output != nil)
            case .json: try JSONValue.text(of: ReviewJSON(summary, place: workplace))
            }
        try workplace.write(text, to: output)
        return summary.isComplete ? .done : .findings
    }
}

/// How a report is printed.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case html, csv, json
}

/// `tenure review sign`
struct ReviewSign: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Answer for a complete review by name: the ledger keeps a digest of every item as it stands.")

    @OptionGroup var place: PlaceOptions
    @OptionGroup var named: NamedReview
    @Option(name: .long, help: "What to say with it.") var remark: String?

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let found = try workplace.find.review(named.review)
        let summary = try workplace.find.summary(of: found.state)
        let facts = try summary.facts()
        let remark = try remark.map { workplace.seal(try workplace.line($0, "remark")) }
        let signed = try workplace.office().decide(.sign(facts: facts, remark: remark, isComplete: summary.isComplete), on: found)
        Terminal.out("\(signed.opening.name) is signed by \(try workplace.actor().label): facts \(facts)\n")
        return .done
    }
}
