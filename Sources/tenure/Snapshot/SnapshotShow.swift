import ArgumentParser
import Engine
import Foundation
import IAM
import Lifecycle

/// `tenure snapshot show`
struct SnapshotShow: HomeCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "List the snapshots, or tell what one holds and what it lacks; its files are checked against their digest.")
    static let onlyReads = true

    @OptionGroup var place: PlaceOptions
    @Argument(help: ArgumentHelp("The first digits of a snapshot's id.", valueName: "id")) var id: String?
    @Flag(name: .long, help: "The one that was taken last.") var latest = false
    @Option(name: .long, help: "Only of this account.") var account: AccountAlias?
    @OptionGroup var listing: ListingOptions

    func validate() throws {
        if id != nil, latest { throw ValidationError("name one, or ask for --latest") }
    }

    func work(in workplace: Workplace) async throws -> ExitStatus {
        try workplace.require([.admin, .auditor], to: "see snapshots")
        let store = SnapshotStore(of: workplace.home)
        let entries = try store.entries(of: try account.map { try workplace.account($0).alias })
        guard let entry = try chosen(from: entries) else {
            try list(entries, workplace)
            return .done
        }
        try detail(entry, of: try store.open(entry), at: store.directory(of: entry.snapshot), workplace)
        return .done
    }

    private func chosen(from entries: [SnapshotStore.Entry]) throws -> SnapshotStore.Entry? {
        if latest {
            guard let entry = entries.max(by: { $0.snapshot.taken < $1.snapshot.taken }) else {
                throw Trouble("there is no snapshot", hint: "take one with 'tenure snapshot pull'")
            }
            return entry
        }
        guard let id else { return nil }
        // The same content kept twice is one snapshot.
        let found = Dictionary(entries.filter { $0.snapshot.digest.text.hasPrefix(id.lowercased()) }.map { ($0.snapshot.digest, $0) }) {
            $1
        }
        guard let entry = found.values.first, found.count == 1 else {
            throw Trouble(
                found.isEmpty ? "there is no snapshot '\(id)'" : "'\(id)' begins the ids of \(found.count) snapshots",
                hint: "see 'tenure snapshot show'", status: .usage)
        }
        return entry
    }

    private func list(_ entries: [SnapshotStore.Entry], _ workplace: Workplace) throws {
        var list = Listing(columns: [
            ("ID", "id"), ("ACCOUNT", "account"), ("TAKEN", "taken"), ("FROM", "from"), ("USERS", "users"), ("GROUPS", "groups"),
            ("ROLES", "roles"), ("POLICIES", "policies"), ("BYTES", "bytes"), ("NOT THERE", "notThere"),
        ])
        list.typed = ["id"]
        list.whenEmpty = "no snapshot; take one with 'tenure snapshot pull'"
        list.rows = entries.map { entry in
            let (kept, counts) = (entry.snapshot, entry.snapshot.counts)
            return [
                .text(kept.id), .text(entry.account.text), .time(kept.taken), .text(kept.origin.rawValue), .number(counts.users),
                .number(counts.groups), .number(counts.roles), .number(counts.policies), .number(kept.byteCount),
                .list(Array(kept.missing)),
            ]
        }
        try list.print(listing, in: workplace)
    }

    private func detail(
        _ entry: SnapshotStore.Entry, of content: SnapshotFolder.Content, at directory: URL, _ workplace: Workplace
    ) throws {
        let snapshot = content.snapshot
        var list = Listing(columns: [("WHAT", "what"), ("VALUE", "value")])
        func add(_ what: String, _ value: String) { list.rows.append([.text(what), .text(value)]) }
        add("snapshot", entry.snapshot.digest.text)
        add("account", "\(entry.account) (\(snapshot.account))")
        add("taken", "\(workplace.text(snapshot.taken)), \(entry.snapshot.origin.rawValue), kept \(workplace.text(entry.kept))")
        add("credential report", snapshot.reported.map { "made \(workplace.text($0))" } ?? "nobody knows when it was made")
        add("holds", SnapshotTelling.counts(entry.snapshot.counts))
        add("directory", directory.path)
        for (path, size) in content.files.sizes.sorted(by: { $0.key < $1.key }) where !path.hasPrefix(SnapshotFile.lastAccessedFolder) {
            add("file", "\(path), \(size) bytes")
        }
        if content.files.lastAccessedCount > 0 {
            add("file", "\(SnapshotFile.lastAccessedFolder)/ of \(Count.of(content.files.lastAccessedCount, "user"))")
        }
        for (_, reason) in SnapshotTelling.absences(in: snapshot) { add("not there", reason) }
        for name in snapshot.extraColumns { add("unknown column", name) }
        for difference in snapshot.discrepancies { add("differs", "\(difference)") }
        for (policy, users) in unreadable(in: snapshot) { add("unreadable", "\(policy); it applies to \(users)") }
        try list.print(listing, in: workplace)
    }

    private func unreadable(in snapshot: AccountSnapshot) -> [(policy: UnreadablePolicy, users: String)] {
        var names: [UnreadablePolicy: [String]] = [:]
        for user in snapshot.users {
            for policy in snapshot.principal(user).unreadable { names[policy, default: []].append(user.name.text) }
        }
        return names.sorted { $0.key.name < $1.key.name }.map { policy, users in
            (policy, users.prefix(3).joined(separator: ", ") + (users.count > 3 ? " and \(users.count - 3) more" : ""))
        }
    }
}
