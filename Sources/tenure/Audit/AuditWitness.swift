import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure audit witness`
struct AuditWitness: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "As an auditor, on a machine of your own: check an export and sign that its history has only grown.",
        discussion: """
            It needs no home. In its folder it keeps the witness's own key and, for each history, the last checkpoint that it has seen. The
            export must be sound, signed with the key that you trust, and grown from that checkpoint. Then the checkpoint is cosigned
            (c2sp.org/tlog-cosignature) and printed: hand it back for 'tenure audit checkpoint --cosigned FILE'. The export must be whole or
            filtered, never older than the last one.
            """)

    @Argument(help: ArgumentHelp("The folder of an export.", valueName: "export")) var export: String
    @Option(name: .long, help: ArgumentHelp("The witness's own folder; made if it is not there.", valueName: "folder")) var state: String
    @Option(
        name: .long, help: ArgumentHelp("The history's public key, as it was handed to you; wanted at the first visit.", valueName: "key"))
    var key: String?
    @Option(name: .long, help: ArgumentHelp("The witness's name, as in auditor.example.com; wanted at the first visit.", valueName: "name"))
    var name: String?

    func run() async throws {
        do {
            let witness = try Witness(
                folder: URL(filePath: state, directoryHint: .isDirectory), name: name, seed: HomeClock.randomBytes(32))
            let visit = try witness.visit(
                URL(filePath: export, directoryHint: .isDirectory), trusting: key.map { try VerifierKey($0) }, at: Date())
            Terminal.note(visit.remark)
            Terminal.out(visit.note.whole)
        } catch {
            let failure = Failure(error)
            failure.print()
            throw failure.status.code
        }
    }
}
