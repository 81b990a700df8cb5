import Crypto
import Foundation
import IAM
import Lifecycle

/// Checks an export with nothing but its files: no home, no ledger, no other key than those it is given.
public struct ExportCheck {
    private let folder: URL
    private let since: Checkpoint?
    /// What holds.
    public private(set) var manifest: ExportManifest?
    /// The checkpoint with all its lines.
    public private(set) var note: SignedNote?
    /// The keys that the events put in force.
    public private(set) var keys: [DatedKey] = []
    private var tree = CompactRange()
    /// How many signatures under decisions hold, each made with a key that was its person's then.
    public private(set) var signatures = 0
    private var contradicted: Checkpoint?
    private var handovers: [(checkpoint: Checkpoint, note: SignedNote)] = []

    /// A check of the export in that folder; `since` is a checkpoint that its history must have grown from.
    public init(_ folder: URL, since: Checkpoint? = nil) {
        self.folder = folder
        self.since = since
    }

    /// Throws `NoteError` for the first thing that does not hold. `trusted` is the key that was handed over beforehand: without one, who
    /// signed is not known.
    public mutating func run(trusting trusted: VerifierKey? = nil) throws {
        let signed = try read(ExportFile.manifest)
        let manifest = try ExportManifest(signed)
        let note = try read(ExportFile.checkpoint)
        guard try Checkpoint(note) == manifest.checkpoint else { throw failure("the checkpoint is not the one of the manifest") }
        try compareFiles(manifest)
        try readEvents(manifest)
        if let since { try compareNames(since, manifest) }
        if let contradicted {
            throw failure(
                "the first \(contradicted.size) events are not those of the checkpoint that was signed of them: history was changed")
        }
        guard tree.size == manifest.checkpoint.size, tree.root == manifest.checkpoint.root else {
            throw failure("the events do not come to the root of the checkpoint")
        }
        guard let key = keys.last?.key, key.name == manifest.checkpoint.origin else { throw failure("no event says whose key signs") }
        try note.demand(key)
        try signed.demand(key)
        if let trusted { try follow(from: trusted) }
        (self.manifest, self.note) = (manifest, note)
    }

    private func failure(_ reason: String) -> NoteError { .untrue(reason: reason) }

    private func read(_ name: String) throws -> SignedNote { try SignedNote(Data(contentsOf: folder.appending(path: name))) }

    private mutating func compareFiles(_ manifest: ExportManifest) throws {
        let names = manifest.files.map(\.name)
        let own = manifest.pack == nil ? names : names.filter { !ExportFile.isPaper($0) }
        let handovers = names.filter { $0.hasPrefix("handover-") }
        let expected = [ExportFile.checkpoint, ExportFile.events, ExportFile.leftOut] + handovers
        guard own.filter({ ![ExportFile.table, ExportFile.page, ExportFile.verifier].contains($0) }) == expected,
            Set(names).count == names.count
        else {
            throw failure("its files are not those of an export")
        }
        for file in manifest.files {
            guard try digest(file.name) == file.digest else { throw failure("the file '\(file.name)' was altered") }
        }
        if manifest.pack != nil { try demandNoOther(than: Set(names)) }
        for name in handovers {
            let note = try read(name)
            self.handovers.append((try Checkpoint(note), note))
        }
    }

    /// In a pack nothing stands beside what its manifest names: whoever reads it takes all of it for signed.
    private func demandNoOther(than names: Set<String>) throws {
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() where path != ExportFile.manifest {
            // A name that is no text has no attributes to be asked for.
            let kind = (try? FileManager.default.attributesOfItem(atPath: folder.appending(path: path).path))?[.type] as? FileAttributeType
            guard kind == .typeDirectory || names.contains(path) else {
                throw failure("the file '\(path)' is not one that the manifest names")
            }
        }
    }

    private func digest(_ name: String) throws -> Lifecycle.Digest {
        guard let handle = try? FileHandle(forReadingFrom: folder.appending(path: name)) else {
            throw failure("the file '\(name)' is missing, or cannot be read")
        }
        var hash = SHA256()
        while let chunk = try handle.read(upToCount: 1 << 18), !chunk.isEmpty { hash.update(data: chunk) }
        return try Lifecycle.Digest(hash.finalize().hexadecimal)
    }

    /// Puts events and left-out leaves back in one row: each number once.
    private mutating func readEvents(_ manifest: ExportManifest) throws {
        var (events, others) = (
            try LineReader(folder.appending(path: ExportFile.events)), try LineReader(folder.appending(path: ExportFile.leftOut))
        )
        var table = try manifest.files.contains { $0.name == ExportFile.table } ? TableCheck(folder) : nil
        var rows = RowCount(asked: manifest.asked)
        var reader = EventReader()
        // An export of everything has all keys, of whatever age it is.
        var judge = SignatureJudge(knowsKeys: manifest.holdsKeys || manifest.asked == "everything")
        var (line, other) = (try events.next().map { try ExportedLine($0) }, try others.next().map { try LeftOut($0) })
        while line != nil || other != nil {
            let next = tree.size + 1
            if let found = line, found.seq == next {
                tree.append(.leaf(of: found.body))
                try table?.compare(found)
                let event = try? reader.event(from: found.body)
                rows.take(found, isKey: event.map { manifest.isKey($0.code) } ?? false)
                if let event { try take(event.recorded, at: found.seq, &judge) }
                line = try events.next().map { try ExportedLine($0) }
            } else if let found = other, found.seq == next {
                tree.append(found.leaf)
                rows.leaveOut()
                other = try others.next().map { try LeftOut($0) }
            } else {
                throw failure("event \(next) is missing or out of place")
            }
            compareEarlier()
        }
        try table?.finish()
        try rows.compare(with: manifest)
        signatures = judge.count
    }

    private mutating func take(_ recorded: Recorded, at seq: Int, _ judge: inout SignatureJudge) throws {
        if let key = DatedKey(seq: seq, recorded) { keys.append(key) }
        if let reason = judge.objection(to: recorded) { throw failure("event \(seq) should not stand here: \(reason)") }
    }

    private mutating func compareEarlier() {
        for earlier in handovers.map(\.checkpoint) + [since].compactMap(\.self) where earlier.size == tree.size {
            if earlier.root != tree.root { contradicted = contradicted ?? earlier }
        }
    }

    /// Whether an earlier checkpoint is one of this history under the name that it had then: after going back to a backup it has another.
    private func compareNames(_ earlier: Checkpoint, _ manifest: ExportManifest) throws {
        let names = keys.map(\.key.name)
        guard let place = names.firstIndex(of: earlier.origin) else {
            throw failure("the earlier checkpoint is of another log, or of more events")
        }
        if let next = keys[place...].first(where: { $0.key.name != earlier.origin }), earlier.size >= next.seq || contradicted == earlier {
            throw failure(
                "the earlier checkpoint is of \(earlier.size) events of '\(earlier.origin)', which ended: event \(next.seq) began another "
                    + "name after going back to a backup, and what was signed there is lost")
        }
        guard earlier.size <= manifest.checkpoint.size else {
            throw failure("the earlier checkpoint is of another log, or of more events")
        }
    }

    /// From the key that is trusted to the one in force: each was put in its place under the signature of the one before.
    private func follow(from trusted: VerifierKey) throws {
        guard var place = keys.firstIndex(where: { $0.key == trusted }) else { throw NoteError.unsigned(by: trusted.text) }
        while place + 1 < keys.count {
            let (old, new) = (keys[place].key, keys[place + 1])
            let signed = try handovers.contains {
                try $0.checkpoint.size >= new.seq && $0.checkpoint.size <= tree.size && $0.note.signers(among: [old, new.key]).count == 2
            }
            guard signed else { throw failure("event \(new.seq) put another key in force, and the former one has not signed that") }
            place += 1
        }
    }
}
