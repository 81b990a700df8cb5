import Foundation
import Ledger
import Lifecycle
import Shipped

#if canImport(Glibc)
    import Glibc
#endif

/// Makes an export that proves itself: a folder with the events, a signed manifest, the checkpoint, and a program that checks it all.
public struct Exporting: Sendable {
    let home: Home
    let filter: EventFilter
    let withTable: Bool
    let pages: [ExportPage]
    let pack: Pack?

    /// What makes an export a pack: its name, as in `2026-Q4`, and papers beside the events.
    public struct Pack: Sendable {
        let name: String
        let papers: [Paper]

        /// A pack of that name. The index and the readme are papers too.
        public init(name: String, papers: [Paper]) {
            self.name = name
            self.papers = papers
        }
    }

    /// A document that goes into a pack as it is.
    public struct Paper: Sendable {
        let name: String
        let data: Data

        /// A paper; its name is that of a file, or of one in a folder of the pack.
        public init(name: String, data: Data) {
            self.name = name
            self.data = data
        }
    }

    /// An export of the events that pass the filter; with a table for spreadsheets, pages for people and the papers of a pack if asked for.
    public init(home: Home, filter: EventFilter, withTable: Bool, pages: [ExportPage] = [], pack: Pack? = nil) {
        self.home = home
        self.filter = filter
        self.withTable = withTable
        self.pages = pages
        self.pack = pack
    }

    private var asked: String { (pack.map { [ExportManifest.packWord + $0.name, filter.asked] } ?? [filter.asked]).joined(separator: " ") }

    /// Signs a checkpoint, writes the export, records that `person` took it, and only then puts it in its place.
    public func write(to folder: URL, by person: PersonID) throws -> ExportManifest {
        guard !FileManager.default.fileExists(atPath: folder.path) else {
            throw Refusal(.wrongState, "'\(folder.path)' is there already", hint: "name a folder that does not exist yet")
        }
        guard try Notary(home: home).seal() != .withoutKey, let kept = try home.ledger.lastCheckpoint() else {
            throw Refusal(
                .wrongState, "this home has no signing key, so \(pack == nil ? "an export" : "a pack") could prove nothing",
                hint: "an admin makes one with 'tenure audit key make'"
                    + (pack == nil ? "; or leave out --output for the bare events" : ""))
        }
        let draft = folder.deletingLastPathComponent().appending(path: ".\(folder.lastPathComponent).\(getpid())")
        try PrivateFile.makeFolder(draft)
        do {
            let manifest = try fill(draft, with: kept)
            let digest = Digest.of(text: manifest.text)
            try Notary(home: home).record(.exported(filter: asked, count: manifest.count, digest: digest), by: .person(person))
            guard rename(draft.path, folder.path) == 0 else {
                throw DeliveryError("'\(folder.path)' cannot be made: \(String(cString: strerror(errno)))")
            }
            return manifest
        } catch {
            try? FileManager.default.removeItem(at: draft)
            throw error
        }
    }

    private func fill(_ folder: URL, with kept: KeptCheckpoint) throws -> ExportManifest {
        let (_, checkpoint) = try kept.read()
        for page in pages { try PrivateFile.makeFolder(folder.appending(path: page.name).deletingLastPathComponent()) }
        var files = try ExportFiles(of: home.ledger, in: folder, withTable: withTable, pages: pages)
        try files.write(filter, of: kept.size)
        var manifest = ExportManifest(
            asked: asked, count: files.count, first: files.first, last: files.last, checkpoint: checkpoint, files: [])
        try files.endPages(manifest)
        var list = [try put(kept.note, as: ExportFile.checkpoint, in: folder)]
        let written = try files.finish()
        list += written.prefix(2)
        for (place, note) in try handovers(upTo: kept.size).enumerated() {
            list.append(try put(note, as: ExportFile.handover(place + 1), in: folder))
        }
        list += written.dropFirst(2)
        for paper in pack?.papers ?? [] {
            try PrivateFile.write(paper.data, to: folder.appending(path: paper.name))
            list.append(ExportManifest.File(name: paper.name, digest: Digest.of(paper.data)))
        }
        list.append(try put(Shipped.verifier, as: ExportFile.verifier, in: folder))
        manifest.files = list
        let note = try Notary(home: home).sign(manifest.text)
        try PrivateFile.write(Data(note.whole.utf8), to: folder.appending(path: ExportFile.manifest))
        return manifest
    }

    private func put(_ text: String, as name: String, in folder: URL) throws -> ExportManifest.File {
        try PrivateFile.write(Data(text.utf8), to: folder.appending(path: name))
        return ExportManifest.File(name: name, digest: Digest.of(text: text))
    }

    /// The checkpoints that a former key has signed together with the one in its place.
    private func handovers(upTo size: Int) throws -> [String] {
        let keys = try home.ledger.logKeys()
        return try zip(keys, keys.dropFirst()).compactMap { former, next in
            guard let kept = try home.ledger.checkpoint(covering: next.seq), kept.size <= size,
                try kept.read().note.signers(among: [former.key, next.key]).count == 2
            else { return nil }
            return kept.note
        }
    }
}
