import Foundation
import GRDB
import IAM
import Lifecycle
import Testing

@testable import Ledger

/// A ledger of every format that ever shipped stays readable: `Ledgers/format-N.db`, never edited. Those of formats 1 and 3 were written
/// by the program of their time; that of format 2 was one of format 3 whose two tables of reviews, which were empty, were taken out.
struct OldLedgersTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Ledgers")
    private static let formats = (1...Schema.version).filter {
        FileManager.default.fileExists(atPath: folder.appending(path: "format-\($0).db").path)
    }

    @Test func `there is a ledger of every format before this one`() throws {
        #expect(Self.formats.starts(with: 1..<Schema.version))
        for format in Self.formats {
            let home = try Self.home(format)
            #expect(try home.raw().read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == format)
        }
    }

    @Test(arguments: formats) func `an old ledger is read as it is, migrated, replayed and verified, and goes on`(format: Int) throws {
        let home = try Self.home(format)
        let reader = try Ledger.open(home.path, for: .read)
        let before = try reader.examine()
        let checkpoints = try reader.checkpoints(limit: 1_000)
        #expect(before.problems == [] && before.size > 50)
        #expect(format == 1 || before.covered?.size == before.size && before.keys.count == 2 && before.checkpoints == checkpoints.count)
        reader.close()
        #expect(try home.bytes() == Data(contentsOf: Self.folder.appending(path: "format-\(format).db")))

        let writer = try Ledger.open(home.path, for: .write)
        let after = try writer.examine()
        #expect(after.problems == [] && after.root == before.root && after.covered == before.covered)
        #expect(try writer.checkpoints(limit: 1_000) == checkpoints)
        #expect(try writer.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == Schema.version)
        let version = try #require(try writer.home()).version
        try writer.append([StreamWrite(.home, expecting: version, [.home(.backupTaken(size: after.size))])], at: .start, by: .tenure)
        #expect(try writer.examine().problems == [] && writer.size() == before.size + 1)
        #expect(try writer.root(of: before.size) == before.root)
    }

    @Test(arguments: formats.filter { $0 < Schema.version })
    func `whoever dies at any step of a migration leaves the old ledger, and the next one finishes`(
        format: Int
    ) throws {
        let whole = try Self.home(format)
        let root = try Ledger.open(whole.path, for: .read).examine().root
        let steps = try Self.die(in: try Self.home(format), from: format, after: nil)
        #expect(steps >= 5)
        var hot = 0
        for step in 0...steps {
            let home = try Self.home(format)
            let left = TestHome()
            try left.makeDirectory()
            _ = try Self.die(in: home, from: format, after: step) { suffix in
                let file = URL(filePath: home.path + suffix)
                guard FileManager.default.fileExists(atPath: file.path) else { return }
                try Data(contentsOf: file).write(to: URL(filePath: left.path + suffix))
                chmod(left.path + suffix, 0o600)
            }
            hot += (try? Data(contentsOf: URL(filePath: left.path + "-journal")))?.isEmpty ?? true ? 0 : 1
            let next = try Ledger.open(left.path, for: .write)
            let found = try next.examine()
            #expect(found.problems == [] && found.root == root, "format \(format), step \(step)")
            #expect(try next.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == Schema.version)
        }
        // What was in the middle really was: the file had been written to, and the journal led back.
        #expect(hot > steps / 2)
        print("died after each of \(steps) statements of the migrations from format \(format): 0 lost")
    }

    private static func home(_ format: Int) throws -> TestHome {
        let home = TestHome()
        try home.makeDirectory()
        try home.put(try Data(contentsOf: folder.appending(path: "format-\(format).db")))
        return home
    }

    /// Does so many statements of the migrations (all if nil), has what is then on the disk taken away, and rolls back; how many there are.
    private static func die(in home: TestHome, from format: Int, after step: Int?, taking take: (String) throws -> Void = { _ in }) throws
        -> Int
    {
        var done = 0
        try home.raw().writeWithoutTransaction { database in
            // So small a cache writes to the file before the commit, and the journal is what leads back.
            try database.execute(sql: "PRAGMA journal_mode = TRUNCATE; PRAGMA cache_size = 1; BEGIN IMMEDIATE")
            for migration in Schema.migrations[format...] {
                let statements = try database.allStatements(sql: migration)
                while step.map({ done < $0 }) ?? true, let statement = try statements.next() {
                    try statement.execute()
                    done += 1
                }
            }
            try ["", "-journal"].forEach(take)
            try database.execute(sql: "ROLLBACK")
        }
        return done
    }
}
