import Foundation
import Ledger
import Lifecycle
import Testing

@testable import Engine

struct BackupTests {
    @Test func `a backup holds what is there and what operators own, and nothing that signs or tells where history was`() throws {
        let bench = try Bench.kept()
        try bench.put("no key", as: "templates/notes.md")
        try bench.put("half", as: "templates/.draft")
        let (manifest, found) = try bench.backup("first")
        #expect(found.size == manifest.size && manifest.signed == manifest.size && manifest.origin == "example.com/tenure")
        #expect(
            manifest.files.keys.sorted() == ["ledger.db", "settings.yaml", "templates/notes.md", "workflows/own.yaml"])
        #expect(try bench.mode(of: "out/first") == 0o700 && bench.mode(of: "out/first/ledger.db") == 0o600)
        let checked = try bench.kept("first").check()
        #expect(checked.manifest == manifest && checked.found.covered?.size == manifest.size)
        // The copy tells who took it, and is as new as the home.
        let last = try #require(try bench.kept("first").openLedger().events(limit: 1_000).last)
        #expect(last.recorded.by == .person(Staff.admin) && last.recorded.event == .home(.backupTaken(size: manifest.size - 1)))
        #expect(try bench.home.ledger.size() == manifest.size)
    }

    @Test func `a key among the templates stays apart all the same`() throws {
        let bench = try Bench()
        var settings = bench.home.settings
        settings.audit.signer = .file("templates/signing.key")
        try bench.put("time-zone: UTC\n", as: "tenure.yaml")
        let home = Home(directory: bench.home.directory, settings: settings, ledger: bench.home.ledger, world: bench.home.world)
        _ = try KeyKeeping(home: home).make(origin: "example.com/tenure", by: Staff.admin)
        let (manifest, _) = try BackupMaking(home: home).make(in: URL(filePath: bench.file("out/b")), by: .tenure)
        #expect(manifest.files.keys.sorted() == ["ledger.db", "settings.yaml"] && manifest.signed == manifest.size)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>) func `a backup in which any bit was turned is not taken for one`(seed: UInt64) throws {
        let random = Dice(seed: seed)
        let bench = try Bench.kept()
        let (manifest, _) = try bench.backup("first")
        let names = manifest.files.keys.sorted() + ["manifest"]
        let name = names[Int(random.roll() % UInt64(names.count))]
        let file = URL(filePath: bench.file("out/first/\(name)"))
        var bytes = try Data(contentsOf: file)
        let place = Int(random.roll() % UInt64(bytes.count))
        bytes[place] ^= 1 << UInt8(random.roll() % 8)
        try bytes.write(to: file)
        #expect(throws: BackupError.self, "seed \(seed): byte \(place) of \(name)") { try bench.kept("first").check() }
    }

    @Test(arguments: ["log example.com/other", "log -", "events 1", "signed 1"])
    func `a manifest of another ledger than that beside it is refused`(line: String) throws {
        let bench = try Bench.kept()
        _ = try bench.backup("first")
        let file = URL(filePath: bench.file("out/first/manifest"))
        let name = line.prefix { $0 != " " }
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
        try lines.map { $0.hasPrefix("\(name) ") ? line : String($0) }.joined(separator: "\n").write(
            to: file, atomically: false, encoding: .utf8)
        let error = #expect(throws: BackupError.self) { try bench.kept("first").check() }
        #expect(error?.description.hasSuffix("is not the one of its manifest") == true)
    }

    @Test(arguments: [
        "ledger.db2", "../x", "workflows/../../x", "/etc/passwd", "workflows/", "workflows//x", "out/x", "templates/.hidden", "workflows",
        "workflows/a\u{1}b",
    ])
    func `a manifest names no file that lies elsewhere`(path: String) {
        #expect(!BackupManifest.isPlace(path))
        let digest = Digest.of(text: "")
        let manifest = BackupManifest(
            taken: Date(timeIntervalSince1970: 1_790_000_000), origin: nil, size: 1, root: .empty, signed: 0,
            files: ["ledger.db": digest, "settings.yaml": digest, path: digest])
        #expect(BackupManifest(text: manifest.text) == nil)
    }

    @Test func `a manifest reads as it was written`() {
        let digest = Digest.of(text: "")
        let manifest = BackupManifest(
            taken: Date(timeIntervalSince1970: 1_790_000_000), origin: "example.com/tenure", size: 12, root: .empty, signed: 9,
            files: ["ledger.db": digest, "settings.yaml": digest, "templates/새 안내.md": digest])
        #expect(BackupManifest(text: manifest.text) == manifest)
    }

    @Test func `a ledger that is not sound is not backed up, and no half backup is left`() throws {
        let bench = try Bench.kept()
        try bench.forge("DROP TRIGGER event_not_updated; UPDATE event SET leaf = zeroblob(32) WHERE seq = 2")
        let error = #expect(throws: BackupError.self) { try bench.backup("first") }
        #expect(error?.isFinding == true && error?.description.contains("event 2 was altered") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: bench.file("out")) == [])
    }

    @Test func `a home that cannot sign is backed up all the same`() throws {
        let bench = try Bench.kept()
        try bench.recordSomething()
        try bench.remove("signing.key")
        let (manifest, _) = try bench.backup("first")
        #expect(manifest.signed == manifest.size - 2)
    }

    @Test func `no backup takes the place of anything, or lies among what it copies`() throws {
        let bench = try Bench.kept()
        _ = try bench.backup("first")
        let size = try bench.home.ledger.size()
        #expect(throws: Refusal.self) { try bench.backup("first") }
        for path in ["backup", "workflows/backup", "snapshots/backup"] {
            #expect(throws: Refusal.self) { try BackupMaking(home: bench.home).make(in: URL(filePath: bench.file(path)), by: .tenure) }
        }
        #expect(try bench.home.ledger.size() == size)
    }
}

extension Bench {
    /// A signed bench with the files of a home.
    static func kept(seed: UInt64 = 1) throws -> Bench {
        let bench = try Bench.signed(seed: seed)
        try bench.put(bench.settingsText, as: "tenure.yaml")
        try bench.put("workflow: own\n", as: "workflows/own.yaml")
        return bench
    }

    func backup(_ name: String) throws -> (BackupManifest, Verification) {
        try BackupMaking(home: home).make(in: URL(filePath: file("out/\(name)")), by: .person(Staff.admin))
    }

    /// Does to the ledger what somebody with the file can do.
    func forge(_ sql: String) throws {
        let script = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.commit()"
        _ = try Subprogram(["/usr/bin/env", "python3", "-c", script, ledgerFile, sql]).ask(input: Data(), patience: 60)
    }

    func kept(_ name: String) -> Backup { Backup(URL(filePath: file("out/\(name)"))) }
}
