import ArgumentParser
import Checks
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure check run`
struct CheckRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Check an account as its last snapshot shows it, or as files do; nothing is changed.",
        discussion: """
            What is missing or stale is unknown, never passed. Exit status 3 if there are findings at or above --fail-on that nobody waived.
            Thresholds stand under 'checks:' in tenure.yaml. Files can be checked without a home; what only its history can tell is then \
            unknown.
            """)

    @OptionGroup var place: PlaceOptions
    @Option(name: .long, help: ArgumentHelp("Only this check. May be repeated.", valueName: "id")) var only: [CheckID] = []
    @Option(name: .long, help: "Only checks at least so severe.") var severity: Severity?
    @Option(name: .long, help: "The account; may be left out if there is one.") var account: AccountAlias?
    @Option(name: .long, help: ArgumentHelp("Files as the AWS CLI writes them, instead of a kept snapshot.", valueName: "dir"))
    var snapshot: String?
    @Option(name: .long, help: ArgumentHelp("When the files were taken; otherwise when the details were written.", valueName: "time"))
    var taken: String?
    @Flag(name: .long, help: "Pull a snapshot first, as 'tenure snapshot pull' does, and check that.") var live = false
    @Option(name: .long, help: "Findings at least so severe make the exit status 3.") var failOn: Severity = .low
    @Option(name: .long, help: "ko or en; otherwise the home's language.") var lang: Language?
    @Option(name: .long, help: "table, json, csv, html or ocsf: one Compliance Finding of OCSF 1.3.0 a line.") var format: CheckFormat =
        .table
    @Flag(name: .long, help: "The same as --format json.") var json = false
    @Flag(name: .long, help: "In a table, every finding.") var all = false
    @Option(name: .long, help: "Write to a file.") var output: String?

    func validate() throws {
        if live, snapshot != nil { throw ValidationError("check the account with --live, or files with --snapshot") }
        if taken != nil, snapshot == nil { throw ValidationError("--taken is about the files of --snapshot") }
    }

    func run() async throws {
        try await run(in: place, orOn: snapshot, onlyReads: !live) { workplace in
            try workplace?.require([.admin, .auditor], to: "run checks")
            return try examine(try await looked(in: workplace), in: workplace)
        }
    }

    private func looked(in workplace: Workplace?) async throws -> Looked {
        if let snapshot { return try files(snapshot, in: workplace) }
        guard let workplace else { throw HomeSearch.nothing }
        return live ? try await pulled(in: workplace) : try kept(in: workplace)
    }

    private func examine(_ looked: Looked, in workplace: Workplace?) throws -> ExitStatus {
        let checks = CheckID.allCases.filter { id in
            (only.isEmpty || only.contains(id)) && (severity.map { id.check.severity >= $0 } ?? true)
        }
        let account = try workplace?.home.examined(looked.snapshot, of: looked.account?.alias) ?? ExaminedAccount(looked.snapshot)
        let examination = Examination(of: account, with: workplace?.settings.checks ?? Limits(), checks: checks)
        let language = lang ?? workplace?.settings.language ?? .english
        let telling = CheckTelling(
            examination: examination, source: looked.source, language: language, place: workplace, isWhole: all)
        try workplace.write(to: output) { try telling.write(in: json ? .json : format, forPeople: output != nil, $0) }
        return examination.open.contains { $0.severity >= failOn } ? .findings : .done
    }

    /// A snapshot, whose it is, and where it came from.
    private struct Looked {
        let snapshot: AccountSnapshot
        let account: Account?
        let source: String
    }

    private func pulled(in workplace: Workplace) async throws -> Looked {
        let account = try workplace.account(account)
        let kept = try await SnapshotPull.pull(account, lastAccessed: false, by: try workplace.snapshotTaker(), in: workplace)
        Terminal.note(SnapshotTelling.kept(kept.entry, in: workplace).trimmingCharacters(in: .newlines))
        return Looked(snapshot: kept.snapshot, account: account, source: "snapshot \(kept.entry.snapshot.id)")
    }

    private func files(_ path: String, in workplace: Workplace?) throws -> Looked {
        let time = try taken.map { try moment($0, in: workplace) }
        let (read, account) = try workplace.handedIn(path, taken: time, as: account)
        return Looked(snapshot: read, account: account, source: "files in \(path)")
    }

    private func kept(in workplace: Workplace) throws -> Looked {
        let account = try workplace.account(account)
        let store = SnapshotStore(of: workplace.home)
        guard let entry = try store.latest(of: account.alias) else {
            throw Trouble(
                "there is no snapshot of '\(account.alias)' to check",
                hint: "take one with 'tenure snapshot pull \(account.alias)', or name files with --snapshot", status: .refused)
        }
        let age = workplace.now.timeIntervalSince(entry.snapshot.taken)
        if age > 7 * 86_400 {
            Terminal.note(
                "tenure: attention: the snapshot is \(Int(age / 86_400)) days old; take another with 'tenure snapshot pull \(account.alias)'"
            )
        }
        return Looked(snapshot: try store.open(entry).snapshot, account: account, source: "snapshot \(entry.snapshot.id)")
    }

    private func moment(_ text: String, in workplace: Workplace?) throws -> Date {
        if let workplace { return try workplace.moment(text, endOfDay: false) }
        guard let time = try? Date(text, strategy: .iso8601) else {
            throw Trouble(
                "'\(text)' is no time that is understood without a home", hint: "write it as 2026-11-21T09:00:00Z", status: .usage)
        }
        return time
    }
}

/// How the result of checks is printed.
enum CheckFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv, html, ocsf
}
