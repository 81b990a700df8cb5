import Foundation
import Ledger
import Lifecycle
import Testing

@testable import Engine

struct RestoreTests {
    @Test func `a backup that the outside copy agrees with is brought back, and history goes on`() async throws {
        let bench = try Bench.kept()
        let (manifest, _) = try bench.backup("first")
        let place = bench.place("new")
        let restoring = Restoring(bench.kept("first"), into: place)
        let plan = try restoring.plan()
        #expect(plan.standing == .agrees && plan.objection == nil && !plan.replaces)
        try await restoring.carryOut(plan, at: bench.clock.now) { try bench.record(plan, in: $0) }
        let home = try bench.home(in: place)
        #expect(try home.ledger.size() == manifest.size + 1)
        #expect(try home.ledger.events(limit: 1_000).last?.recorded.event == .home(.restored(size: manifest.size)))
        #expect(try Notary(home: home).seal() == .signed(size: manifest.size + 1))
        #expect(try home.ledger.examine().problems == [])
        #expect(try String(contentsOf: place.appending(path: "workflows/own.yaml"), encoding: .utf8) == "workflow: own\n")
        #expect(try FileManager.default.attributesOfItem(atPath: place.path)[.posixPermissions] as? Int == 0o700)
        // The home that it was taken from has been left behind: it signs nothing any more.
        try bench.recordSomething()
        #expect(throws: SigningRefusal.self) { try Notary(home: bench.home).seal() }
    }

    @Test(arguments: [1, 2, 7]) func `a backup is refused as soon as one event more was signed`(more: Int) throws {
        let bench = try Bench.kept()
        let (manifest, _) = try bench.backup("first")
        for _ in 0..<more { try bench.recordSomething() }
        // Unsigned events are known to nobody.
        #expect(try Restoring(bench.kept("first"), into: bench.place("new")).plan().standing == .agrees)
        try Notary(home: bench.home).seal()
        let plan = try Restoring(bench.kept("first"), into: bench.place("new")).plan()
        #expect(plan.standing == .behind && plan.newest?.checkpoint.size == manifest.size + more)
        #expect(plan.objection?.contains("knows \(manifest.size + more) events") == true)
    }

    @Test func `a folder that others can enter gets no home, and stays as it is`() throws {
        let bench = try Bench.kept()
        _ = try bench.backup("first")
        let place = bench.place("new")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
        #expect { try Restoring(bench.kept("first"), into: place).plan() } throws: { error in
            if case .unsafePlace = error as? LedgerError { true } else { false }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == [])
    }

    @Test func `without the outside copy nobody can tell, whatever other checkpoint is shown`() throws {
        let bench = try Bench.kept()
        let (_, _) = try bench.backup("first")
        let shown = URL(filePath: bench.file("shown"))
        try PrivateFile.write(Data(bench.text(of: "checkpoint").utf8), to: shown)
        try bench.remove("checkpoint")
        #expect(try Restoring(bench.kept("first"), into: bench.place("new")).plan().standing == .unknown)
        #expect(try Restoring(bench.kept("first"), into: bench.place("new"), others: [shown]).plan().standing == .unknown)
        try bench.put("nonsense", as: "checkpoint")
        #expect(throws: BackupError.self) { try Restoring(bench.kept("first"), into: bench.place("new")).plan() }
    }

    @Test func `a checkpoint of other events than the backup's is a fork, and nothing goes on from it`() throws {
        let (bench, other) = (try Bench.kept(), try Bench.kept(seed: 2))
        try bench.recordSomething()
        _ = try bench.backup("first")
        // The same name and key, another history, fewer events.
        try other.put(try bench.text(of: "signing.key"), as: "signing.key")
        try PrivateFile.write(Data(other.text(of: "checkpoint").utf8), to: URL(filePath: bench.file("checkpoint")))
        let error = #expect(throws: BackupError.self) { try Restoring(bench.kept("first"), into: bench.place("new")).plan() }
        #expect(error?.isFinding == true)
    }

    @Test func `a ledger that can be read is not replaced by one that holds no more`() throws {
        let bench = try Bench.kept()
        _ = try bench.backup("first")
        let refusal = #expect(throws: Refusal.self) { try Restoring(bench.kept("first"), into: bench.home.directory).plan() }
        #expect(refusal?.description.contains("can be read") == true)
        // Another history, longer or shorter, is not for us to throw away.
        let other = try Bench.kept(seed: 3)
        for _ in 0..<40 { try bench.recordSomething() }
        _ = try bench.backup("second")
        #expect(throws: Refusal.self) { try Restoring(bench.kept("second"), into: other.home.directory).plan() }
    }

    @Test(arguments: [true, false]) func `a damaged ledger, or an older one, is set aside with its journal`(isDamaged: Bool) async throws {
        let bench = try Bench.kept()
        try bench.keepLedger(as: "old.db")
        try bench.recordSomething()
        let (manifest, _) = try bench.backup("first")
        let place = bench.place("new")
        try PrivateFile.makeFolder(place)
        let old = isDamaged ? Data("this is no ledger any more".utf8) : try Data(contentsOf: URL(filePath: bench.file("old.db")))
        try PrivateFile.write(old, to: place.appending(path: "ledger.db"))
        try PrivateFile.write(Data("mine\n".utf8), to: place.appending(path: "workflows/own.yaml"))
        let restoring = Restoring(bench.kept("first"), into: place)
        let plan = try restoring.plan()
        #expect(plan.replaces)
        // A journal of the old file would be played back into whatever lies beside it.
        try PrivateFile.write(Data(repeating: 0xD9, count: 512), to: place.appending(path: "ledger.db-journal"))
        try await restoring.carryOut(plan, at: bench.clock.now) { try bench.record(plan, in: $0) }
        let home = try bench.home(in: place)
        #expect(try home.ledger.size() == manifest.size + 1 && home.ledger.problems() == [])
        let names = try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
        let aside = try #require(names.first { $0.hasPrefix("ledger.db.aside-") })
        #expect(try Data(contentsOf: place.appending(path: aside)) == old)
        #expect(names.contains { $0.hasPrefix("ledger.db-journal.aside-") })
        #expect(!names.contains { $0.hasPrefix(".") })
        #expect(try String(contentsOf: place.appending(path: "workflows/own.yaml"), encoding: .utf8) == "mine\n")
    }

    @Test(arguments: [true, false]) func `what cannot be recorded leaves the place as it was`(isThere: Bool) async throws {
        let bench = try Bench.kept()
        _ = try bench.backup("first")
        let place = bench.place("new")
        if isThere { try PrivateFile.write(Data("x".utf8), to: place.appending(path: "signing.key")) }
        let restoring = Restoring(bench.kept("first"), into: place)
        let plan = try restoring.plan()
        await #expect(throws: CocoaError.self) {
            try await restoring.carryOut(plan, at: bench.clock.now) { _ in throw CocoaError(.fileWriteUnknown) }
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
        #expect(names == (isThere ? ["signing.key"] : []))
        #expect(FileManager.default.fileExists(atPath: place.path) == isThere)
    }
}

extension Bench {
    /// Settings that name this bench's key and outside copy, wherever the home is.
    var settingsText: String {
        """
        time-zone: Asia/Seoul
        language: ko
        stale-after: 26h
        mail: { directory: out/mail }
        passwords: files
        contact: { name: Security, mail: security@example.com }
        audit: { key: \(file("signing.key")), copy: \(file("checkpoint")) }

        """
    }

    func place(_ name: String) -> URL { URL(filePath: file(name), directoryHint: .isDirectory) }

    /// The home in another folder, in this bench's world.
    func home(in folder: URL) throws -> Home {
        Home(
            directory: folder, settings: try Settings.read(settingsText),
            ledger: try Ledger.open(folder.appending(path: "ledger.db").path, for: .write), world: home.world)
    }

    /// Says in the ledger of a draft that it was brought back.
    func record(_ plan: RestorePlan, in draft: URL) throws {
        let home = try home(in: draft)
        defer { home.ledger.close() }
        try RollbackOffice(home: home).restored(plan, by: .person(Staff.admin))
    }
}
