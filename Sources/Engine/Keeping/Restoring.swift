import Foundation
import IAM
import Ledger
import Lifecycle

/// Brings a home back from a backup: looked at first, put together beside its place, and moved there when it is whole.
public struct Restoring: Sendable {
    let backup: Backup
    let directory: URL
    let others: [URL]

    /// A restore into that folder. `others` are files with checkpoints that are known besides the outside copy.
    public init(_ backup: Backup, into directory: URL, others: [URL] = []) {
        self.backup = backup
        self.directory = directory
        self.others = others
    }

    private var study: RestoreStudy { RestoreStudy(backup: backup, directory: directory, others: others) }

    /// What it would come to. Throws `BackupError` for a backup that is not sound, and for a place that holds a ledger to go on with.
    public func plan(progress: (Int) -> Void = { _ in }) throws -> RestorePlan { try study.plan(progress: progress) }

    /// Puts the home together in a folder beside its place; `record` is given that folder to open, and says in its ledger what happened.
    /// Then it is moved into its place. Until that moment nothing there has changed, whatever goes wrong.
    public func carryOut(_ plan: RestorePlan, at time: Date, record: (URL) async throws -> Void) async throws {
        // Inside a folder that is there: the one above it may belong to root.
        let isThere = FileManager.default.fileExists(atPath: directory.path)
        let above = isThere ? directory : directory.deletingLastPathComponent()
        let draft = above.appending(path: ".\(directory.lastPathComponent).\(getpid())")
        do {
            try assemble(plan, in: draft)
            try await record(draft)
            try isThere ? fill(from: draft, at: time) : PrivateFile.moveFolder(draft, to: directory)
        } catch {
            try? FileManager.default.removeItem(at: draft)
            throw error
        }
    }

    private func assemble(_ plan: RestorePlan, in draft: URL) throws {
        try PrivateFile.makeFolder(draft)
        for path in plan.manifest.files.keys.sorted() where path != Backup.settings {
            try Self.copy(backup.file(path), to: draft.appending(path: path))
        }
        try PrivateFile.write(Data(study.settingsText().utf8), to: Home.url(.settings, in: draft))
        for folder in Set(plan.manifest.files.keys.map { draft.appending(path: $0).deletingLastPathComponent() }) {
            try PrivateFile.settle(folder)
        }
    }

    // A piece at a time: a ledger may be larger than what memory there is.
    private static func copy(_ source: URL, to target: URL) throws {
        try PrivateFile.makeFolder(target.deletingLastPathComponent())
        guard FileManager.default.createFile(atPath: target.path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw DeliveryError("'\(target.path)' cannot be made: \(String(cString: strerror(errno)))")
        }
        let (input, output) = (try FileHandle(forReadingFrom: source), try FileHandle(forWritingTo: target))
        defer {
            try? input.close()
            try? output.close()
        }
        while let chunk = try input.read(upToCount: 1 << 20), !chunk.isEmpty { try output.write(contentsOf: chunk) }
        try output.synchronize()
    }

    /// Moves the draft beside what is there, the ledger last: until then the folder is no home that anybody can go on in.
    private func fill(from draft: URL, at time: Date) throws {
        let files = FileManager.default
        let lock = try RunLock(at: Home.url(.lock, in: directory), holder: "process \(getpid()), which brings a backup back")
        defer { withExtendedLifetime(lock) {} }
        for name in try files.contentsOfDirectory(atPath: draft.path) where !name.hasPrefix(Backup.ledger) {
            let target = directory.appending(path: name)
            // What survived of the operators' files is newer than the backup.
            guard !files.fileExists(atPath: target.path) else { continue }
            try files.moveItem(at: draft.appending(path: name), to: target)
        }
        try setAside(at: time)
        try PrivateFile.moveFolder(draft.appending(path: Backup.ledger), to: Home.url(.ledger, in: directory))
        try files.removeItem(at: draft)
    }

    /// Takes the old ledger out of the way, and with it a journal: SQLite would play that back into whatever ledger it finds beside it.
    private func setAside(at time: Date) throws {
        let stamp = time.formatted(Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted))
        for name in [Backup.ledger, Backup.ledger + "-journal"] {
            let file = directory.appending(path: name)
            guard FileManager.default.fileExists(atPath: file.path) else { continue }
            try FileManager.default.moveItem(at: file, to: directory.appending(path: "\(name).aside-\(stamp)"))
        }
        try PrivateFile.settle(directory)
    }
}

/// Where two admins have a history go on from a backup although events are lost.
public struct RollbackOffice: Sendable {
    let home: Home

    /// The office of a home that was brought back.
    public init(home: Home) { self.home = home }

    /// Says in the ledger that it was brought back and nothing is known to be missing.
    public func restored(_ plan: RestorePlan, by actor: Actor) throws {
        let version = try home.ledger.home()?.version ?? 0
        let event = HomeEvent.restored(size: plan.manifest.size)
        try home.ledger.append([StreamWrite(.home, expecting: version, [.home(event)])], at: home.world.now(), by: actor)
    }

    /// Asks another admin, and has the home wait for the answer.
    public func ask(_ rollback: Rollback, by person: PersonID) throws {
        try append(rollback.ask(by: person, in: home.rules()), by: person)
    }

    /// Accepts what was asked, begins a new log under another name, and signs. The outside copy is the new log's from here on.
    public func accept(by person: PersonID, origin: String, publicKey: Data?) throws -> VerifierKey {
        guard let state = try home.ledger.home()?.state, let former = state.logKey else {
            throw Refusal(.wrongState, "nothing was ever signed here", hint: "go on with 'tenure inbox'")
        }
        let asker = try home.ledger.rollbacks().last?.askedBy
        let events = try state.accept(askedBy: asker, by: person, in: home.rules())
        let key = try KeyKeeping(home: home).begin(origin: origin, after: VerifierKey(former.text), publicKey: publicKey)
        try append(events + [.signingKeySet(key: LogKey(key.text))], by: person)
        try Notary(home: home).sealAnew()
        return key
    }

    private func append(_ events: [HomeEvent], by person: PersonID) throws {
        let version = try home.ledger.home()?.version ?? 0
        let write = StreamWrite(.home, expecting: version, events.map(Event.home), about: person)
        try home.ledger.append([write], at: home.world.now(), by: .person(person))
    }
}
