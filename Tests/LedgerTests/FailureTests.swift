import Foundation
import GRDB
import Lifecycle
import Testing

@testable import Ledger

struct FailureTests {
    @Test func `a full disk refuses the write, keeps what was there and lets it go on once there is space`() throws {
        let home = TestHome()
        let ledger = try home.create()
        try ledger.append([StreamWrite(.home, expecting: 0, [.home(.founded(isSandbox: true))])], at: .start, by: .tenure)
        let pages = try ledger.queue.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
        try limit(ledger, toPages: pages + 2)
        let before = try ledger.events(limit: 10)
        let text = String(repeating: "states: []\n", count: 4_000)
        let write = StreamWrite(.workflow(Digest.of(text: text)), expecting: 0, [.workflow(.kept(text: text))])
        #expect(throws: LedgerError.full(path: home.path)) { try ledger.append([write], at: .start, by: .tenure) }
        #expect(try ledger.events(limit: 10) == before)
        #expect(try ledger.problems() == [])
        try limit(ledger, toPages: 1_000_000)
        #expect(try ledger.append([write], at: .start, by: .tenure) == 2)
        #expect(try ledger.workflow(Digest.of(text: text))?.state.text == text)
    }

    @Test func `a really full file system refuses at every size and loses nothing`() throws {
        guard let mount = TinyFileSystem(kilobytes: 400) else {
            // Only root can mount one; the test above covers SQLite's own limit for everybody.
            #expect(getuid() != 0 || !TinyFileSystem.isPossible)
            return
        }
        let path = mount.directory + "/home/ledger.db"
        let ledger = try Ledger.open(path, for: .create)
        var size = 0
        var refusals = 0
        for round in 0..<40 {
            let text = String(repeating: "\(round) ", count: 4_000)
            do throws(LedgerError) {
                size = try ledger.append(
                    [StreamWrite(.workflow(Digest.of(text: text)), expecting: 0, [.workflow(.kept(text: text))])], at: .start, by: .tenure)
            } catch {
                #expect(error == .full(path: path))
                refusals += 1
            }
            #expect(try ledger.size() == size)
        }
        #expect(size > 0 && refusals > 0)
        #expect(try ledger.problems() == [])
        ledger.close()
    }

    @Test func `an error of the disk closes the ledger`() throws {
        let home = TestHome()
        let ledger = try home.create()
        let failing = { throw DatabaseError(resultCode: .SQLITE_IOERR_FSYNC, message: "disk I/O error") }
        #expect(throws: LedgerError.failed(path: home.path, detail: "disk I/O error (SQLite 1034)")) { try ledger.guarded(failing) }
        #expect(throws: LedgerError.closed(path: home.path)) { try ledger.size() }
        #expect(try Ledger.open(home.path, for: .write).size() == 0)
    }

    @Test func `errors never quote what was to be written`() throws {
        let home = TestHome()
        let ledger = try home.create()
        let error = #expect(throws: LedgerError.self) {
            try ledger.write { database in
                try database.execute(
                    sql: "INSERT INTO personal (commitment, salt, text, fold) VALUES ('x', x'00', ?, ?)", arguments: ["Canary", "canary"])
            }
        }
        #expect(String(describing: error).contains("Canary") == false)
        #expect(String(describing: error).contains("CHECK"))
    }

    private func limit(_ ledger: Ledger, toPages pages: Int) throws {
        _ = try ledger.queue.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA max_page_count = \(pages)") }
    }
}

/// A file system in memory, so small that it fills.
final class TinyFileSystem {
    let directory = NSTemporaryDirectory() + "tiny-\(UInt64.random(in: 0...UInt64.max))"

    /// Mounts it; nil where that is not allowed.
    init?(kilobytes: Int) {
        guard mkdir(directory, 0o700) == 0 else { return nil }
        guard mount("tmpfs", directory, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
            rmdir(directory)
            return nil
        }
    }

    deinit {
        umount(directory)
        rmdir(directory)
    }

    /// Whether this process may mount at all.
    static var isPossible: Bool { TinyFileSystem(kilobytes: 64) != nil }
}
