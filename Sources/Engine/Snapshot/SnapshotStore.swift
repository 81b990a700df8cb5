import Foundation
import IAM
import Ledger
import Lifecycle

/// The snapshots that a home keeps: their files under the digest of their content, and an event in the ledger for each.
public struct SnapshotStore: Sendable {
    private let home: Home

    /// The snapshots of a home.
    public init(of home: Home) { self.home = home }

    /// A snapshot in the ledger, and who kept it when.
    public struct Entry: Sendable, Hashable {
        public let account: AccountAlias
        public let snapshot: KeptSnapshot
        public let kept: Date
    }

    /// The snapshots of an account, or of all, the oldest first.
    public func entries(of account: AccountAlias? = nil) throws -> [Entry] {
        var filter = EventFilter(kind: "account.snapshotKept")
        if let account { filter.streams = [.account(account)] }
        let bound = try home.ledger.size()
        return try everyPage { try home.ledger.events(filter, after: $0?.seq ?? 0, upTo: bound, limit: 500) }.compactMap(Self.entry)
    }

    private static func entry(_ logged: LoggedEvent) -> Entry? {
        guard case .account(.snapshotKept(let snapshot)) = logged.recorded.event,
            case .account(let alias) = Lifecycle.Stream(text: logged.recorded.stream)
        else { return nil }
        return Entry(account: alias, snapshot: snapshot, kept: logged.recorded.at)
    }

    /// The snapshot of an account that was taken last, of several in one second the one that was kept last; nil if there is none.
    public func latest(of account: AccountAlias) throws -> Entry? {
        try entries(of: account).reversed().max { $0.snapshot.taken < $1.snapshot.taken }
    }

    /// Where a snapshot's files are.
    public func directory(of snapshot: KeptSnapshot) -> URL { folder.appending(path: snapshot.digest.text) }

    /// Reads a snapshot, or throws `SnapshotChanged` if its files are not what they were.
    public func open(_ entry: Entry) throws -> SnapshotFolder.Content {
        let directory = directory(of: entry.snapshot)
        guard FileManager.default.fileExists(atPath: directory.path) else { throw SnapshotChanged(id: entry.snapshot.id, isGone: true) }
        let content = try SnapshotFolder(directory).read()
        guard content.files.digest == entry.snapshot.digest else { throw SnapshotChanged(id: entry.snapshot.id, isGone: false) }
        return content
    }

    private var folder: URL { Home.url(.snapshots, in: home.directory) }

    /// What was kept, and what it says.
    public struct Kept: Sendable {
        public let entry: Entry
        public let snapshot: AccountSnapshot

        /// A snapshot that was kept before and read again.
        public init(entry: Entry, snapshot: AccountSnapshot) {
            self.entry = entry
            self.snapshot = snapshot
        }
    }

    /// Has a draft filled with files, reads it, and keeps it: the files first, then the event. A crash in between leaves files that the next
    /// attempt finds in their place. It is kept for that account, or else for the one that has its number.
    func keep(
        as origin: KeptSnapshot.Origin, of account: Account?, by actor: Actor, taken: Date?, fill: (URL) async throws -> Void
    ) async throws -> Kept {
        let draft = folder.appending(path: ".draft-\(home.world.randomBytes(8).hexadecimal)")
        defer { try? FileManager.default.removeItem(at: draft) }
        try PrivateFile.makeFolder(draft)
        try await fill(draft)
        let content = try SnapshotFolder(draft).read(taken: taken)
        let account = try owner(of: content.snapshot, account)
        let kept = try labelled(content, draft).kept(as: origin)
        if !FileManager.default.fileExists(atPath: directory(of: kept).path) {
            try PrivateFile.moveFolder(draft, to: directory(of: kept))
        }
        let now = home.world.now()
        try home.record(.snapshotKept(snapshot: kept), of: account.alias, at: now, by: actor) {
            try rootUses(in: content.snapshot, of: account.alias)
        }
        return Kept(entry: Entry(account: account.alias, snapshot: kept, kept: now), snapshot: content.snapshot)
    }

    private func owner(of snapshot: AccountSnapshot, _ account: Account?) throws -> Account {
        if let account {
            guard snapshot.account == account.id else { throw WrongSnapshot(account: account, found: snapshot.account) }
            return account
        }
        let owners = try home.rules().accounts.values.filter { $0.id == snapshot.account }.sorted { $0.alias < $1.alias }
        guard let owner = owners.first else {
            throw Refusal(
                .unknownAccount, "the files are of account \(snapshot.account), which is not under management",
                hint: "add it with 'tenure account add NAME --id \(snapshot.account) --reason …'; see 'tenure account list'")
        }
        guard owners.count == 1 else {
            throw Refusal(
                .unknownAccount, "accounts \(owners.map { "'\($0.alias)'" }.joined(separator: ", ")) have the number \(snapshot.account)",
                hint: "name one with --account")
        }
        return owner
    }

    // Files that came without a label get one: when they were taken is not to be read off a copy's own date.
    private func labelled(_ content: SnapshotFolder.Content, _ draft: URL) throws -> SnapshotFolder.Content {
        guard content.files.digests[SnapshotFile.label.path] == nil else { return content }
        let label = SnapshotLabel(account: content.snapshot.account, taken: content.snapshot.taken, reported: nil)
        try PrivateFile.write(Data(label.text.utf8), to: draft.appending(path: SnapshotFile.label.path))
        var files = content.files
        files.digests[SnapshotFile.label.path] = Digest.of(text: label.text)
        files.sizes[SnapshotFile.label.path] = label.text.utf8.count
        return SnapshotFolder.Content(snapshot: content.snapshot, files: files)
    }

    /// Every use of root that was not known wants a purpose, whichever snapshot shows it: the next report may tell a later one only.
    private func rootUses(in snapshot: AccountSnapshot, of account: AccountAlias) throws -> [StreamWrite] {
        let found = try home.ledger.register(account)
        let register = found?.state ?? AccountRegister(alias: account)
        let news = register.news(among: snapshot.root.map(RootUse.shown) ?? [])
        guard !news.isEmpty else { return [] }
        return [StreamWrite(.register(account), expecting: found?.version ?? 0, [.register(.rootUsed(uses: news))])]
    }
}

/// The files of a kept snapshot are not what the ledger says.
public struct SnapshotChanged: Error, Sendable, CustomStringConvertible {
    public let id: String
    public let isGone: Bool

    public var description: String {
        isGone ? "the files of snapshot \(id) are gone" : "the files of snapshot \(id) are not those that were kept"
    }
    /// What to do about it.
    public let hint = "take another with 'tenure snapshot pull'; the ledger keeps what this one was"
}

/// A snapshot is of another account than the one that it was to be kept for.
public struct WrongSnapshot: Error, Sendable, CustomStringConvertible {
    public let account: Account
    public let found: AccountID

    public var description: String { "account '\(account.alias)' is \(account.id), and the files are of \(found): nothing was kept" }
    /// What to do about it.
    public var hint: String { "see 'tenure account list', and name another with --account" }
}
