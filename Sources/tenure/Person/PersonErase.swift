import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure person erase`
struct PersonErase: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Ask for everything that tells who somebody was to be erased, once it need not be kept any more.",
        discussion: """
            Names, mail addresses, reasons and IAM user names go from the ledger's file; events, ids and every proof stay. It is refused before
            the retention (tenure.yaml: 'retention: 5y', three years at least) has passed since the last record about them or by them, and
            never begins before their last user is revoked. A second admin approves it. Of an erased person it looks once more.
            """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The person: mail, name or id.", valueName: "person")) var person: String
    @OptionGroup var reason: ReasonOptions

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let found = try workplace.find.person(person)
        guard found.erased == nil else { return try again(found, in: workplace) }
        try workplace.require([.admin], to: "have somebody erased")
        try RetentionOffice(home: workplace.home).line(of: found).standing.demand(of: found.id) { workplace.text($0) }
        let traces = try Traces(of: found, in: workplace.home)
        let status = try workplace.file(.erase(person: found.id), reason)
        tell(traces)
        return status
    }

    /// What was interrupted, or came back with a backup.
    private func again(_ person: Person, in workplace: Workplace) throws -> ExitStatus {
        try workplace.require([.admin], to: "have somebody erased")
        let count = try workplace.ledger.erase(person.id)
        Terminal.out("\(person.id) was erased \(workplace.text(person.erased)); \(Count.of(count, "text")) erased now\n")
        return .done
    }

    private func tell(_ traces: Traces) {
        if !traces.mentions.isEmpty {
            let others = traces.mentions.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
            Terminal.note("tenure: not erased: texts about others that name them: \(others)")
        }
        guard !traces.files.isEmpty else { return }
        let shown = traces.files.prefix(10).joined(separator: ", ") + (traces.files.count > 10 ? " …" : "")
        Terminal.note(
            "tenure: not erased: \(Count.of(traces.files.count, "file")) of the home that name them, to be removed by hand: \(shown)")
        Terminal.note("tenure: nor what left the home: exports, mails, and backups from before")
    }
}
