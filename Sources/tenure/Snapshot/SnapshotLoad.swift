import ArgumentParser
import Engine
import Foundation
import IAM
import Lifecycle

/// `tenure snapshot load`
struct SnapshotLoad: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Read the files that the AWS CLI wrote, and keep them.",
        discussion: """
            The directory holds what these commands print, each under its name; the first two must be there.
            \(SnapshotFile.ofAccount.compactMap { file in file.command.map { "  \(file.path): \($0)" } }.joined(separator: "\n"))
              \(SnapshotFile.lastAccessedFolder)/USER.json: aws iam get-service-last-accessed-details --job-id JOB
            """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The directory.", valueName: "dir")) var directory: String
    @Option(name: .long, help: "The account that they are of; otherwise the one that has their number.") var account: AccountAlias?
    @Option(name: .long, help: ArgumentHelp("When they were taken; otherwise when the details were written.", valueName: "time"))
    var taken: String?

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let taker = try workplace.snapshotTaker()
        let source = URL(filePath: directory, directoryHint: .isDirectory).standardizedFileURL
        try Invocation.mayRead(source.path, in: nil)
        guard FileManager.default.fileExists(atPath: source.path) else {
            throw Trouble(
                "there is no directory '\(directory)'", hint: "see which files it holds with 'tenure snapshot load --help'", status: .usage)
        }
        let time = try taken.map { try workplace.moment($0, endOfDay: false) }
        if let time, time > workplace.now {
            throw Trouble("'\(taken ?? "")' has not come yet", hint: "say when the files were taken", status: .usage)
        }
        let account = try account.map { try workplace.account($0) }
        let kept = try await SnapshotStore(of: workplace.home).load(source, of: account, taken: time, by: taker)
        Terminal.out(SnapshotTelling.kept(kept.entry, in: workplace))
        let absences = SnapshotTelling.absences(in: kept.snapshot)
        for (_, reason) in absences { Terminal.out("\(reason): what needs it is unknown\n") }
        return .done
    }
}
