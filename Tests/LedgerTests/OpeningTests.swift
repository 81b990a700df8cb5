import Foundation
import GRDB
import Lifecycle
import Testing

@testable import Ledger

struct OpeningTests {
    @Test func `a new ledger is open to its owner alone and written durably`() throws {
        let home = TestHome()
        let ledger = try home.create()
        #expect(try mode(of: home.directory) == 0o700)
        #expect(try mode(of: home.path) == 0o600)
        let settings = try ledger.queue.writeWithoutTransaction { database in
            try ["journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "secure_delete", "trusted_schema", "cell_size_check"]
                .map {
                    try String.fetchOne(database, sql: "PRAGMA \($0)") ?? ""
                }
        }
        #expect(settings == ["truncate", "2", "1", "1", "1", "0", "1"])
        #expect(throws: LedgerError.exists(path: home.path)) { try home.create() }
    }

    @Test func `a path without a ledger is missing, an interrupted init too`() throws {
        let home = TestHome()
        #expect(throws: LedgerError.missing(path: home.path)) { try Ledger.open(home.path, for: .write) }
        try home.makeDirectory()
        #expect(throws: LedgerError.missing(path: home.path)) { try Ledger.open(home.path, for: .read) }
        try home.put(Data())
        #expect(throws: LedgerError.missing(path: home.path)) { try Ledger.open(home.path, for: .write) }
        #expect(try home.create().size() == 0)
    }

    @Test func `another program's database is refused and left as it is`() throws {
        let home = TestHome()
        try home.makeDirectory()
        try home.raw().write { try $0.execute(sql: "CREATE TABLE cookies (name TEXT); PRAGMA application_id = 42") }
        chmod(home.path, 0o600)
        let before = try home.bytes()
        for access in [Ledger.Access.create, .write, .read] {
            #expect(throws: LedgerError.foreign(path: home.path)) { try Ledger.open(home.path, for: access) }
        }
        #expect(try home.bytes() == before)
    }

    @Test func `a ledger of a later format is refused and left as it is`() throws {
        let home = TestHome()
        try home.create().close()
        try home.raw().write { try $0.execute(sql: "PRAGMA user_version = 99") }
        let before = try home.bytes()
        for access in [Ledger.Access.create, .write, .read] {
            #expect(throws: LedgerError.newer(path: home.path, version: 99)) { try Ledger.open(home.path, for: access) }
        }
        #expect(try home.bytes() == before)
    }

    @Test(arguments: [true, false]) func `a file that is no database, or a damaged one, is called damaged`(isText: Bool) throws {
        let home = TestHome()
        if isText {
            try home.makeDirectory()
            try home.put(Data(String(repeating: "this is not a database\n", count: 400).utf8))
        } else {
            try home.create().close()
            var bytes = try Data(contentsOf: URL(fileURLWithPath: home.path))
            bytes.replaceSubrange(0..<16, with: Data(repeating: 0x55, count: 16))
            try home.put(bytes)
        }
        for access in [Ledger.Access.write, .read] {
            let error = #expect(throws: LedgerError.self) { try Ledger.open(home.path, for: access) }
            guard case .corrupt = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func `a symbolic link is refused, for the file and for the home`() throws {
        let home = TestHome()
        try home.create().close()
        let link = home.directory + "/link.db"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: home.path)
        #expect(throws: unsafe(link, "it is a symbolic link")) { try Ledger.open(link, for: .write) }
        #expect(throws: unsafe(link, "it is a symbolic link")) { try Ledger.open(link, for: .read) }
        let other = home.directory + "-link"
        try FileManager.default.createSymbolicLink(atPath: other, withDestinationPath: home.directory)
        defer { try? FileManager.default.removeItem(atPath: other) }
        #expect(throws: unsafe(other, "it is a symbolic link")) { try Ledger.open(other + "/ledger.db", for: .write) }
    }

    @Test func `a place that others can enter is refused to a writer`() throws {
        let home = TestHome()
        try home.create().close()
        chmod(home.path, 0o640)
        #expect(throws: unsafe(home.path, "others may read or write it")) { try Ledger.open(home.path, for: .write) }
        chmod(home.path, 0o600)
        chmod(home.directory, 0o755)
        #expect(throws: unsafe(home.directory, "others may enter it")) { try Ledger.open(home.path, for: .write) }
        #expect(try Ledger.open(home.path, for: .read).size() == 0)
    }

    @Test func `network file systems are known from the kernel's list of mounts`() {
        let mounts = """
            22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
            90 22 0:51 / /home/office rw,relatime shared:40 - nfs4 filer:/office rw,vers=4.2
            """
        #expect(Mounts.kind(of: 254 << 8 | 1, in: mounts) == "ext4")
        #expect(Mounts.kind(of: 51, in: mounts) == "nfs4")
        #expect(Mounts.kind(of: 52, in: mounts) == nil)
        #expect(Mounts.isRemote("nfs4") && !Mounts.isRemote("ext4"))
    }

    @Test func `a ledger opened for reading cannot be written, and a closed one not be used`() throws {
        let home = TestHome()
        let ledger = try home.create()
        let reader = try Ledger.open(home.path, for: .read)
        let write = StreamWrite(.home, expecting: 0, [.home(.founded(isSandbox: true))])
        #expect(throws: LedgerError.readOnly(path: home.path)) { try reader.append([write], at: .start, by: .tenure) }
        #expect(try ledger.append([write], at: .start, by: .tenure) == 1)
        #expect(try reader.size() == 1)
        ledger.close()
        #expect(throws: LedgerError.closed(path: home.path)) { try ledger.size() }
    }

    @Test func `whoever keeps the lock too long is reported`() throws {
        let home = TestHome()
        try home.create().close()
        let ledger = try Ledger.open(home.path, for: .write, patience: .milliseconds(5))
        try home.raw().writeWithoutTransaction { database in
            try database.execute(sql: "BEGIN IMMEDIATE")
            let write = StreamWrite(.home, expecting: 0, [.home(.founded(isSandbox: true))])
            #expect(throws: LedgerError.busy(path: home.path)) { try ledger.append([write], at: .start, by: .tenure) }
            try database.execute(sql: "ROLLBACK")
            #expect(try ledger.append([write], at: .start, by: .tenure) == 1)
        }
    }

    private func mode(of path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    private func unsafe(_ path: String, _ reason: String) -> LedgerError {
        let remedies = [
            "it is a symbolic link": path.hasSuffix(".db")
                ? "name the home by the directory in which the ledger itself is, with --home"
                : "name the directory that it leads to, with --home",
            "others may read or write it": "chmod 600 '\(path)'", "others may enter it": "chmod 700 '\(path)'",
        ]
        return .unsafePlace(path: path, reason: reason, remedy: remedies[reason, default: ""])
    }
}
