import ArgumentParser
import Engine
import Foundation
import IAM
import Ledger
import Lifecycle

#if canImport(Glibc)
    import Glibc
#endif

/// `tenure restore`
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Bring a home back from a backup; never a second history beside one that went on.",
        discussion: """
            The backup is checked whole before anything is touched. It is put in place if the copy of the last checkpoint outside the ledger
            knows nothing that the backup does not. If it knows more, or there is none, events are lost: then --accept-rollback puts the home
            back for reading only, and another admin accepts that with --confirm. The history goes on under another name, which says where the
            old one ended. Admins are those of the backup. Put the signing key back before.
            """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The folder of the backup.", valueName: "backup")) var backup: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "A file with a later checkpoint, or an export, that the backup is held against; may be repeated.", valueName: "file"))
    var checkpoint: [String] = []
    @Flag(name: .long, help: "Ask another admin to accept that events after the backup are lost.") var acceptRollback = false
    @Option(name: .long, help: "Why; kept with --accept-rollback.") var reason: String?
    @Flag(name: .long, help: "Accept what another admin has brought back with --accept-rollback.") var confirm = false
    @Option(
        name: .long, help: ArgumentHelp("With --confirm: the name of the history from here on; otherwise a fresh one.", valueName: "name"))
    var origin: String?
    @Option(name: .long, help: ArgumentHelp("With --confirm: the Ed25519 public key of a program that signs.", valueName: "base64"))
    var publicKey: String?
    @Flag(name: .long, help: "Only check the backup, and say what would be done.") var dryRun = false

    func validate() throws {
        if confirm {
            guard backup == nil, !acceptRollback, !dryRun, checkpoint.isEmpty, reason == nil else {
                throw ValidationError("--confirm accepts what is there already, and takes --origin and --public-key alone")
            }
        } else {
            guard backup != nil else { throw ValidationError("name the folder of a backup, as in 'tenure restore BACKUP --home DIR'") }
            guard origin == nil, publicKey == nil else { throw ValidationError("--origin and --public-key go with --confirm") }
            guard acceptRollback == (reason != nil) else { throw ValidationError("--accept-rollback and --reason go together") }
        }
    }

    func run() async throws {
        var status = ExitStatus.failed
        do {
            if let backup { status = try await bringBack(backup) } else { status = try await accept() }
        } catch {
            Terminal.endProgress()
            let failure = Failure(error)
            failure.print()
            status = failure.status
        }
        guard status == .done else { throw status.code }
    }

    private func bringBack(_ path: String) async throws -> ExitStatus {
        let directory = try target()
        let source = Backup(URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL)
        try Invocation.mayTrust(source.folder)
        let restoring = Restoring(source, into: directory, others: try checkpoint.map { URL(filePath: try EarlierCheckpoint.file($0)) })
        let plan = try restoring.plan { Terminal.progress("verifying the backup: \($0) events") }
        Terminal.endProgress()
        try RestoreTelling(plan: plan, directory: directory).tell()
        if let objection = plan.objection, !acceptRollback { throw Self.refusal(objection, plan) }
        guard plan.objection != nil || !acceptRollback else {
            throw Trouble(
                "nothing is known to be lost, and history can go on as it is", hint: "leave out --accept-rollback", status: .refused)
        }
        guard !dryRun else { return .done }
        try await restoring.carryOut(plan, at: Date()) { draft in
            try await Self.working(in: try Workplace.open(draft)) { try record(plan, in: $0) }
        }
        return try await conclude(directory)
    }

    private func record(_ plan: RestorePlan, in home: Workplace) throws {
        let office = RollbackOffice(home: home.home)
        if let reason, acceptRollback {
            try home.refuseStrangers()
            try office.ask(try plan.rollback(because: home.reason(reason)), by: try home.actor().id)
        } else {
            try office.restored(plan, by: try home.keeper(to: "bring a home back"))
        }
    }

    private func conclude(_ directory: URL) async throws -> ExitStatus {
        let home = try Workplace.open(directory, onlyReads: acceptRollback)
        defer { home.ledger.close() }
        Terminal.out("in place: \(directory.path)\n")
        guard acceptRollback else {
            let status = home.conclude()
            await home.close()
            return status
        }
        let me = try home.actor()
        let others = try home.rules().holders(of: .admin).subtracting([me.id]).map { home.name(of: $0) }
        Terminal.out("waits for another admin: \(others.joined(separator: ", ")); they type: tenure restore --confirm\n")
        Terminal.out("until then it can only be read\n")
        await home.close()
        return .done
    }

    private func accept() async throws -> ExitStatus {
        try await Self.working(in: try Workplace.open(HomeSearch.find(place.home))) { home in
            try home.refuseStrangers()
            let me = try home.actor()
            let name = origin ?? KeyKeeping.freshOrigin(home.home.world)
            let key = try RollbackOffice(home: home.home).accept(by: me.id, origin: name, publicKey: publicKey.map(KeyArgument.bytes))
            let last = try home.ledger.rollbacks().last?.rollback
            Terminal.out("accepted: history goes on as \(key.name), after event \(last?.size ?? 0) of \(last?.origin ?? "-")\n\(key)\n")
            Terminal.note(
                "tenure: give that line to the auditors and witnesses, and say what happened: it is another key under another name")
            Terminal.note("tenure: hint: look at what went on meanwhile with 'tenure sync' and 'tenure check run'")
        }
        return .done
    }

    /// Works in a home and closes it. What goes wrong is worded here: only this home knows the people whom the message names.
    private static func working(in home: Workplace, _ work: (Workplace) throws -> Void) async throws {
        do {
            try work(home)
            await home.close()
        } catch {
            let failure = Failure(error, in: home)
            await home.close()
            throw Trouble(failure.message, hint: failure.hint, status: failure.status)
        }
    }

    /// Where the home is to be: a folder that is there, or is to be made.
    private func target() throws -> URL {
        guard let path = place.home ?? Invocation.environment["TENURE_HOME"], !path.isEmpty else {
            throw Trouble("it is not said where the home is to be", hint: "name the folder with --home", status: .usage)
        }
        let directory = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
        let isHome = FileManager.default.fileExists(atPath: Home.url(.settings, in: directory).path)
        if isHome { _ = try HomeSearch.find(path) } else { try Invocation.refuseFounding(in: directory) }
        return directory
    }

    private static func refusal(_ objection: String, _ plan: RestorePlan) -> Trouble {
        let hint =
            plan.standing == .unknown
            ? "put the copy back where tenure.yaml says; if it is lost, an admin types the same with '--accept-rollback --reason …'"
            : "bring back a newer backup; if there is none, an admin types the same with '--accept-rollback --reason …'"
        return Trouble(objection, hint: hint, status: .refused)
    }
}

/// Says what a restore comes to, before anything is done.
struct RestoreTelling {
    let plan: RestorePlan
    let directory: URL

    func tell() throws {
        let manifest = plan.manifest
        let zone = ShownTime(zone: plan.settings.timeZone)
        Terminal.out(
            "the backup is sound: \(Count.of(manifest.size, "event")) of \(manifest.origin ?? "a history that nobody signs"), taken \(zone.text(manifest.taken))\n"
        )
        if plan.replaces { Terminal.out("the ledger in '\(directory.path)' is set aside: it is older, or cannot be read\n") }
        switch plan.standing {
        case .agrees: Terminal.out("the copy of the last checkpoint agrees with it: nothing signed is lost\n")
        case .unsigned: Terminal.note("tenure: warning: nothing in it is signed, so nobody can tell whether it is the newest")
        case .behind:
            if let lost = plan.newest?.checkpoint.size {
                Terminal.out("of \(lost) events that were signed, those after the first \(manifest.size) are not in it\n")
            }
        case .unknown: Terminal.out("whether anything was recorded after it, nobody can tell\n")
        }
    }
}

extension Invocation {
    /// Refuses to read a folder in the name of the user that sudo has called, unless it is that user's own, closed to all others.
    static func mayTrust(_ folder: URL) throws {
        guard isSudo else { return }
        var status = stat()
        guard lstat(folder.path, &status) == 0, status.st_uid == geteuid(), status.st_mode & (S_IFMT | 0o077) == S_IFDIR else {
            throw Trouble(
                "'\(folder.path)' does not belong to the user that sudo has called",
                hint: "under sudo a backup counts if its owner alone can enter it: have it copied with its owner and mode", status: .refused
            )
        }
    }
}
