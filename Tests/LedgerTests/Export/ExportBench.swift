import Foundation
import IAM
import Lifecycle

@testable import Ledger

/// A ledger with a signed history, and exports of it as the program writes them.
final class ExportBench {
    let home: TestHome
    let ledger: Ledger
    let signer: NoteSigner
    private(set) var history: RandomHistory
    private var made = 0

    /// A history of at least so many events of every kind, with the event that puts the key in force early in it.
    init(events: Int, seed: UInt64, key: UInt8 = 1) throws {
        home = TestHome()
        ledger = try home.create()
        signer = try NoteSigner(name: "tenure/test", seed: Array(repeating: key, count: 32))
        history = try RandomHistory(seed: seed)
        try ledger.append(
            [
                StreamWrite(
                    .home, expecting: 0, [.home(.founded(isSandbox: true)), .home(.signingKeySet(key: LogKey(signer.verifier.text)))])
            ], at: .start, by: .tenure)
        history.assume(.home, version: 2)
        while try ledger.size() < events { try history.step(ledger) }
    }

    /// A history that was written before, and signs with that key.
    init(_ home: TestHome, _ ledger: Ledger, _ signer: NoteSigner) throws {
        (self.home, self.ledger, self.signer) = (home, ledger, signer)
        history = try RandomHistory(seed: 0)
    }

    func go(on count: Int) throws { for _ in 0..<count { try history.step(ledger) } }

    /// Signs all events, with more keys besides the bench's own where they are given.
    @discardableResult
    func checkpoint(_ others: [NoteSigner] = [], by key: NoteSigner? = nil) throws -> Checkpoint {
        let head = try ledger.head(after: 0, rootsAt: [])
        let checkpoint = Checkpoint(origin: signer.verifier.name, size: head.size, root: head.root)
        let note = try SignedNote(checkpoint.text, signatures: ([key ?? signer] + others).map { try $0.sign(checkpoint.text) })
        _ = try ledger.keep(note, of: head.size, after: ledger.lastCheckpoint()?.size ?? 0, at: .start)
        return checkpoint
    }

    /// A new export of what the last checkpoint covers.
    func export(
        _ filter: EventFilter = EventFilter(), withTable: Bool = false, page: ExportPage? = nil, handovers: [String] = [],
        papers: [String: String] = [:], by key: NoteSigner? = nil
    ) throws -> URL {
        guard let kept = try ledger.lastCheckpoint() else { throw CocoaError(.fileNoSuchFile) }
        made += 1
        let folder = URL(filePath: home.directory).appending(path: "export-\(made)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        var files = try ExportFiles(of: ledger, in: folder, withTable: withTable, pages: page.map { [$0] } ?? [])
        try files.write(filter, of: kept.size)
        let checkpoint = try kept.read().checkpoint
        try files.endPages(
            ExportManifest(
                asked: filter.asked, count: files.count, first: files.first, last: files.last, checkpoint: checkpoint, files: []))
        try Data(kept.note.utf8).write(to: folder.appending(path: ExportFile.checkpoint))
        for (place, note) in handovers.enumerated() {
            try Data(note.utf8).write(to: folder.appending(path: ExportFile.handover(place + 1)))
        }
        let names = try files.finish().map(\.name)
        for (name, text) in papers {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let manifest = ExportManifest(
            asked: (papers.isEmpty ? "" : "pack=2026-Q4 ") + filter.asked, count: files.count, first: files.first, last: files.last,
            checkpoint: checkpoint,
            files: try
                ([ExportFile.checkpoint] + names.prefix(2) + handovers.indices.map { ExportFile.handover($0 + 1) } + names.dropFirst(2)
                + papers.keys.sorted())
                .map { ExportManifest.File(name: $0, digest: Digest.of(try Data(contentsOf: folder.appending(path: $0)))) })
        try Self.sign(manifest, in: folder, with: key ?? signer)
        return folder
    }

    /// A small pack: papers at the top and in folders.
    static let papers = [
        "index.html": "<p>index\n", "README.txt": "read me\n", "registers/grants.csv": "a,b\n", "reviews/V-1.ko.html": "<p>점검\n",
    ]
    /// The time of the pack's events.
    static let span = EventFilter(from: .start + 1_000, to: .start + 100_000)

    /// A page that names each event.
    static let page = ExportPage(
        opening: "<h1>\n", row: { "<p>\($0.seq) \($0.recorded.event.code)\n" }, closing: { "<p>\($0.count) of \($0.checkpoint.size)\n" })

    static func sign(_ manifest: ExportManifest, in folder: URL, with signer: NoteSigner) throws {
        let note = try SignedNote(manifest.text, signatures: [signer.sign(manifest.text)])
        try Data(note.whole.utf8).write(to: folder.appending(path: ExportFile.manifest))
    }

    /// A copy of an export to do mischief in.
    func copy(of folder: URL) throws -> URL {
        made += 1
        let copy = URL(filePath: home.directory).appending(path: "export-\(made)")
        try FileManager.default.copyItem(at: folder, to: copy)
        return copy
    }

    /// Makes the manifest fit the files again and signs it: what somebody with the key would do.
    func resign(_ folder: URL, with key: NoteSigner? = nil) throws {
        let old = try ExportManifest(SignedNote(Data(contentsOf: folder.appending(path: ExportFile.manifest))))
        let lines = try Data(contentsOf: folder.appending(path: ExportFile.events)).split(separator: 0x0A)
        let numbers = lines.map { Int(String(decoding: $0.dropFirst(7).prefix { (0x30...0x39).contains($0) }, as: UTF8.self)) ?? 0 }
        let manifest = ExportManifest(
            asked: old.asked, count: lines.count, first: numbers.first ?? 0, last: numbers.last ?? 0, checkpoint: old.checkpoint,
            files: try old.files.map {
                ExportManifest.File(name: $0.name, digest: Digest.of(try Data(contentsOf: folder.appending(path: $0.name))))
            })
        try Self.sign(manifest, in: folder, with: key ?? signer)
    }
}

/// What the two verifiers, which share no line, say of exports.
enum Verdicts {
    /// What ours says: nil if it is sound, or why not.
    static func ours(_ folder: URL, key: VerifierKey? = nil, since: Checkpoint? = nil) -> String? {
        var check = ExportCheck(folder, since: since)
        do {
            try check.run(trusting: key)
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// What ours says, and the exit status of the Python program that ships: 0 if it is sound, 3 if not.
    static func both(_ folder: URL, _ python: LongPython) throws -> (ours: String?, theirs: String) {
        try python.send(folder.path)
        return (ours(folder), try python.answer())
    }

    /// Whether the Python program that ships calls each of them sound; it is started once for all.
    static func python(_ folders: [URL], _ options: [String] = []) throws -> [Bool] {
        let verifier = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources/Verifier").standardized
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            [
                "python3", "-c",
                "import sys; sys.dont_write_bytecode = True; sys.path.insert(0, sys.argv[1]); import verify\n"
                    + "for folder in sys.stdin.read().split('\\n')[:-1]: print('=', verify.main([folder] + sys.argv[2:]), flush=True)",
                verifier.path,
            ] + options
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(folders.map { $0.path + "\n" }.joined().utf8))
        try input.fileHandleForWriting.close()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n").filter { $0.hasPrefix("= ") }.map { $0 == "= 0" }
    }
}
