import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure audit checkpoint`
struct AuditCheckpoint: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: "Sign what the history has come to, and print the signed checkpoint.",
        discussion: """
            Every command that records something does this at its end. Nothing is signed that contradicts the last checkpoint, or the copy of
            it outside the ledger. --cosigned takes in the checkpoint that a witness has signed ('-' for standard input).
            """)

    @OptionGroup var place: PlaceOptions
    @Flag(name: .long, help: "Make the outside copy anew from the ledger, because it is lost; recorded with your name.") var renewCopy =
        false
    @Option(name: .long, help: ArgumentHelp("Keep the witness's line of this checkpoint.", valueName: "file")) var cosigned: String?

    func work(in workplace: Workplace) async throws -> ExitStatus {
        let me = try workplace.require([.admin, .auditor], to: "sign a checkpoint")
        if renewCopy {
            let admin = try workplace.require([.admin], to: "make the outside copy anew")
            try Notary(home: workplace.home).renewCopy(by: admin.id)
        }
        if let cosigned { try take(cosigned, by: me, workplace) }
        let outcome = try Notary(home: workplace.home).seal()
        guard outcome != .withoutKey, let last = try workplace.ledger.lastCheckpoint() else {
            throw Refusal(.wrongState, "this home has no signing key", hint: "an admin makes one with 'tenure audit key make'")
        }
        Terminal.out(last.note)
        return .done
    }

    /// Keeps what witnesses have written below a checkpoint of ours.
    private func take(_ file: String, by me: Person, _ workplace: Workplace) throws {
        if file != "-" { try Invocation.mayRead(file, in: workplace.directory) }
        let data = file == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: file)
        let note = try SignedNote(data ?? Data())
        let checkpoint = try Checkpoint(note)
        guard let kept = try workplace.ledger.checkpoint(covering: checkpoint.size), let ours = try? kept.read(),
            ours.note.text == note.text
        else {
            throw Refusal(
                .wrongState, "'\(file)' is not a checkpoint of this ledger",
                hint: "show it to the auditors: somebody signed another history")
        }
        let lines = note.signatures.filter { $0.time != nil && !ours.note.signatures.contains($0) }
        for line in lines { try workplace.ledger.keep(line, below: kept.size) }
        Terminal.note("tenure: kept \(Count.of(lines.count, "line")) of witnesses below the checkpoint of \(Count.of(kept.size, "event"))")
    }
}
