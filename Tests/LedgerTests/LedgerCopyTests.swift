import Foundation
import GRDB
import Lifecycle
import Testing

@testable import Ledger

struct LedgerCopyTests {
    private static let count = ProcessInfo.processInfo.environment["TENURE_DEEP"] == nil ? 24 : 300

    @Test func `every copy that is made while two processes write is sound, and holds what was acknowledged before it`() throws {
        let home = TestHome()
        let ledger = try home.create()
        try ledger.append([StreamWrite(.home, expecting: 0, [.home(.founded(isSandbox: true))])], at: .start, by: .tenure)
        let writers = try (0..<2).map { _ in try Writer(ledger: home.path, count: nil) }
        var sizes: [Int] = []
        for number in 0..<Self.count {
            for writer in writers { try writer.waitForAnother() }
            let before = try ledger.size()
            let path = home.directory + "/copy-\(number).db"
            try ledger.copy(to: path)
            // They write before a copy and while it is made; what they wrote while it is examined would make the next one larger, and no more.
            for writer in writers { writer.pause() }
            defer { for writer in writers { writer.goOn() } }
            let copy = try Ledger.open(path, for: .readCopy)
            let found = try copy.examine()
            #expect(found.problems == [] && found.size >= before, "copy \(number)")
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
            sizes.append(found.size)
            copy.close()
            try FileManager.default.removeItem(atPath: path)
        }
        for writer in writers { _ = writer.kill() }
        // The writers did not stand still meanwhile.
        #expect(sizes == sizes.sorted() && Set(sizes).count > Self.count / 2, "\(sizes)")
        print("copied \(Self.count) times under two writers, from \(sizes.first ?? 0) to \(sizes.last ?? 0) events: 0 bad")
    }

    @Test func `a copy never catches a writer in the middle`() throws {
        let home = TestHome()
        try home.create().append(
            [StreamWrite(.home, expecting: 0, [.home(.founded(isSandbox: true))])], at: .start, by: .tenure)
        let ledger = try Ledger.open(home.path, for: .write, patience: .milliseconds(5))
        let path = home.directory + "/copy.db"
        try home.raw().writeWithoutTransaction { database in
            // So small a cache writes to the file long before the commit.
            try database.execute(sql: "PRAGMA journal_mode = TRUNCATE; PRAGMA cache_size = 1; BEGIN IMMEDIATE")
            for number in 1...200 {
                try database.execute(
                    sql: "INSERT INTO state VALUES ('half-\(number)', 1, zeroblob(4000))")
            }
            #expect(try Data(contentsOf: URL(filePath: home.path)).range(of: Data("half-1".utf8)) != nil)
            #expect(throws: LedgerError.busy(path: home.path)) { try ledger.copy(to: path) }
            #expect(!FileManager.default.fileExists(atPath: path))
            try database.execute(sql: "ROLLBACK")
        }
        try ledger.copy(to: path)
        #expect(try Ledger.open(path, for: .readCopy).examine().problems == [])
        #expect(try Data(contentsOf: URL(filePath: path)).range(of: Data("half-1".utf8)) == nil)
    }

    @Test func `a copy takes no other file's place and makes no folder`() throws {
        let home = TestHome()
        let ledger = try home.create()
        #expect(throws: LedgerError.exists(path: home.path)) { try ledger.copy(to: home.path) }
        let place = home.directory + "/nowhere/copy.db"
        #expect(throws: LedgerError.missing(path: home.directory + "/nowhere")) { try ledger.copy(to: place) }
        #expect(try ledger.problems() == [])
    }

    @Test func `a copy that finds no space leaves no file, and the ledger is as it was`() throws {
        guard let mount = TinyFileSystem(kilobytes: 100) else {
            // Only root can mount one.
            #expect(getuid() != 0 || !TinyFileSystem.isPossible)
            return
        }
        let home = TestHome()
        let ledger = try home.create()
        let text = String(repeating: "states: []\n", count: 40_000)
        try ledger.append(
            [StreamWrite(.workflow(Digest.of(text: text)), expecting: 0, [.workflow(.kept(text: text))])], at: .start, by: .tenure)
        let path = mount.directory + "/copy.db"
        #expect(throws: LedgerError.full(path: path)) { try ledger.copy(to: path) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: mount.directory) == [])
        #expect(try ledger.problems() == [] && ledger.size() == 1)
    }

    @Test func `what was deleted is not in a copy, although it may still be in the file's unused pages`() throws {
        let home = TestHome()
        let ledger = try home.create()
        let attributes = PersonAttributes(name: Sealed("Canary Kim", salt: Array(repeating: 7, count: 16)), language: .english)
        try ledger.append(
            [StreamWrite(.person(PersonID(1)), expecting: 0, [.person(.registered(attributes: attributes))], about: PersonID(1))],
            at: .start, by: .tenure)
        // A connection without secure_delete, as one of another program is.
        try home.raw().write { try $0.execute(sql: "PRAGMA secure_delete = OFF; DELETE FROM personal") }
        #expect(try Data(contentsOf: URL(filePath: home.path)).range(of: Data("Canary Kim".utf8)) != nil)
        let path = home.directory + "/copy.db"
        try ledger.copy(to: path)
        #expect(try Data(contentsOf: URL(filePath: path)).range(of: Data("Canary Kim".utf8)) == nil)
        #expect(try Ledger.open(path, for: .readCopy).size() == 1)
    }
}
