import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

/// `tenure audit verify`
struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that a history is complete and unaltered: a home's, an export's, or one event's.",
        discussion: """
            In a home: every event, the tree, each checkpoint with the key of its time, the copy outside the ledger, states against a replay,
            approvals against who could give them then. For an export or a proof no home is needed. --key is the line that was handed to
            you beforehand; --since a checkpoint of an earlier visit, which the history must have grown from. Exit status 3 if not sound.

            With --account the users of that account, of every account if none is named, are read afresh, and compared with the events by
            IAM's UserId: those that no event explains, those that were revoked and are there, those that should be there and are not. Nothing
            is recorded. --snapshot takes them from files instead.
            """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The folder of an export, or a file of 'tenure audit prove'; otherwise the home.", valueName: "export"))
    var target: String?
    @Option(name: .long, help: ArgumentHelp("The public key that you trust, as 'tenure audit key show' prints it.", valueName: "key"))
    var key: String?
    @Option(name: .long, help: ArgumentHelp("An earlier checkpoint: the file, or one in an export.", valueName: "file")) var since: String?
    @Option(
        name: .long, defaultAsFlag: AccountChoice.all,
        help: ArgumentHelp("Also compare the users of this account, or of every account, with the events.", valueName: "account"))
    var account: AccountChoice?
    @Option(name: .long, help: ArgumentHelp("Compare the files of a snapshot instead of reading the account.", valueName: "dir"))
    var snapshot: String?

    func validate() throws {
        guard target == nil || (account == nil && snapshot == nil) else {
            throw ValidationError("--account and --snapshot are about a home; leave out '\(target ?? "")'")
        }
    }

    func run() async throws {
        do {
            let trusted = try key.map { try VerifierKey($0) }
            let since = try since.map { try EarlierCheckpoint($0, trusting: trusted) }
            let status =
                if let target { try VerifyingFiles(target: target, trusted: trusted, since: since).verify() } else {
                    try await inHome(trusted, since)
                }
            guard status == .done else { throw status.code }
        } catch let status as ExitCode {
            throw status
        } catch {
            let failure = Failure(error)
            failure.print()
            throw failure.status.code
        }
    }

    private func inHome(_ trusted: VerifierKey?, _ since: EarlierCheckpoint?) async throws -> ExitStatus {
        let workplace = try Workplace.open(place.home, onlyReads: true)
        try workplace.refuseStrangers()
        do {
            let accounts = try await VerifyingAccounts(place: workplace, choice: account, snapshot: snapshot).look()
            let status = try VerifyingHome(place: workplace, trusted: trusted, since: since).verify(with: accounts)
            await workplace.close()
            return status
        } catch {
            await workplace.close()
            throw error
        }
    }
}

/// A checkpoint from an earlier visit.
struct EarlierCheckpoint {
    let note: SignedNote
    let checkpoint: Checkpoint

    /// Reads a checkpoint, or the one in the folder of an export; it must be signed with the key that is trusted, if there is one.
    init(_ path: String, trusting key: VerifierKey?) throws {
        let file = try Self.file(path)
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Trouble("'\(file)' cannot be read", hint: "name a file that holds a checkpoint", status: .usage)
        }
        note = try SignedNote(data)
        checkpoint = try Checkpoint(note)
        if let key { try note.demand(key) }
    }

    /// The file that a checkpoint is read from: the one named, or the one in the folder of an export.
    static func file(_ path: String) throws -> String {
        try Invocation.mayRead(path, in: nil)
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return isThere && isFolder.boolValue ? path + "/" + ExportFile.checkpoint : path
    }
}

/// Checks files, with no home.
struct VerifyingFiles {
    let target: String
    let trusted: VerifierKey?
    let since: EarlierCheckpoint?

    func verify() throws -> ExitStatus {
        try Invocation.mayRead(target, in: nil)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: target, isDirectory: &isFolder) else {
            throw Trouble(
                "there is no '\(target)'", hint: "name the folder of an export, or a file of 'tenure audit prove'", status: .usage)
        }
        do {
            if isFolder.boolValue { try verifyExport() } else { try verifyProof() }
            return .done
        } catch let trouble as Trouble {
            throw trouble
        } catch {
            // What it quotes, names of files say, is of whoever made them.
            Terminal.out("not sound: \("\(error)".printable)\n")
            return .findings
        }
    }

    private func verifyExport() throws {
        var check = ExportCheck(URL(filePath: target, directoryHint: .isDirectory), since: since?.checkpoint)
        try check.run(trusting: trusted)
        guard let manifest = check.manifest, let key = check.keys.last?.key else { return }
        Terminal.out(
            """
            sound: \(manifest.count) of \(manifest.checkpoint.size) events of \(manifest.checkpoint.origin) (\(manifest.asked))
            root: \(manifest.checkpoint.root.base64)\(signatures(check.signatures))\(papers(of: manifest))
            \(Self.signed(with: key, trusting: trusted)):
            \(key)
            \(since.map { "grown from the checkpoint of \($0.checkpoint.size) events\n" } ?? "")\(Self.uncovered)

            """)
    }

    private func signatures(_ count: Int) -> String {
        count == 0 ? "" : "\n\(Count.of(count, "signature")) under decisions, each with a key of that person's at that time"
    }

    private func papers(of manifest: ExportManifest) -> String {
        guard manifest.pack != nil else { return "" }
        return "\n\(Count.of(manifest.files.count(where: { ExportFile.isPaper($0.name) }), "paper")) of the pack, each as it was signed"
    }

    private static func signed(with key: VerifierKey, trusting trusted: VerifierKey?) -> String {
        guard let trusted else { return "signed with the key below; compare it with the one that you were given" }
        return trusted == key ? "signed with the key that you gave" : "signed with a key that the one you gave vouches for"
    }

    /// What no check of an export can say.
    static let uncovered = """
        not covered: whether what was typed is true; what was changed at AWS outside tenure; later events; whether \
        anything was signed besides this history; whether an event that was left out had been asked for
        """

    private func verifyProof() throws {
        guard let data = FileManager.default.contents(atPath: target) else {
            throw Trouble("'\(target)' cannot be read", hint: "name a file of 'tenure audit prove'", status: .usage)
        }
        guard let trusted else {
            throw Trouble(
                "a proof is worth as much as the key that signed it", hint: "name the key with --key, as it was handed to you",
                status: .usage)
        }
        let event = try TreeProofFile(data).verify(with: trusted)
        Terminal.out("sound: event \(event.seq) stands in the history of \(trusted.name)\n")
        let export = EventExport(format: .jsonLines)
        export.write([event], to: { Terminal.out(String(decoding: $0, as: UTF8.self)) })
    }
}
