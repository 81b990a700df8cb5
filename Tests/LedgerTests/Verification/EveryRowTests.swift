import Foundation
import GRDB
import Lifecycle
import Testing

@testable import Ledger

/// What somebody with the file and a SQLite shell does to each row of a signed ledger of 200 events; to a sample of them unless
/// TENURE_DEEP=1. Triggers stand in nobody's way who can drop them.
struct EveryRowTests {
    private static let isDeep = ProcessInfo.processInfo.environment["TENURE_DEEP"] == "1"

    /// What is done to a row.
    enum Mischief: String, CaseIterable, Sendable {
        case removed, cutOffHere, bitTurned, bitTurnedAndRehashed, exchangedWithNext, doubled, madeUp

        fileprivate func commit(at seq: Int, of size: Int, bit: Int, in database: Database) throws {
            switch self {
            case .removed: try database.execute(sql: "DELETE FROM event WHERE seq = ?", arguments: [seq])
            case .cutOffHere: try database.execute(sql: "DELETE FROM event WHERE seq >= ?", arguments: [seq])
            case .bitTurned: try turn(seq, bit, rehashing: false, in: database)
            case .bitTurnedAndRehashed: try turn(seq, bit, rehashing: true, in: database)
            case .exchangedWithNext: try exchange(seq, seq == size ? 1 : seq + 1, in: database)
            case .doubled: try insert("body", "leaf", at: seq, in: database)
            case .madeUp:
                let body = Data(
                    #"{"at":"2026-11-02T00:00:00Z","by":"tenure","event":{"person":{"left":{}}},"stream":"P-1","version":9}"#.utf8)
                try insert("x'\(body.hexadecimal)'", "x'\(TreeHash.leaf(of: body))'", at: seq, in: database)
            }
        }

        private func turn(_ seq: Int, _ bit: Int, rehashing: Bool, in database: Database) throws {
            let row = try #require(try Row.fetchOne(database, sql: "SELECT body, leaf FROM event WHERE seq = ?", arguments: [seq]))
            var body: Data = row[0]
            body[bit / 8 % body.count] ^= 1 << UInt8(bit % 8)
            let leaf: Data = rehashing ? TreeHash.leaf(of: body).data : row[1]
            try database.execute(sql: "UPDATE event SET body = ?, leaf = ? WHERE seq = ?", arguments: [body, leaf, seq])
        }

        private func exchange(_ one: Int, _ other: Int, in database: Database) throws {
            for (from, to) in [(one, -1), (other, one), (-1, other)] {
                try database.execute(sql: "UPDATE event SET seq = ? WHERE seq = ?", arguments: [to, from])
            }
        }

        /// A row more, after that one; all later ones move up.
        private func insert(_ body: String, _ leaf: String, at seq: Int, in database: Database) throws {
            try database.execute(sql: "UPDATE event SET seq = seq + 1000000 WHERE seq > ?", arguments: [seq])
            let copied = "stream, version + 1000000, at, actor, about, kind, \(leaf), \(body)"
            try database.execute(sql: "INSERT INTO event SELECT seq + 1, \(copied) FROM event WHERE seq = ?", arguments: [seq])
            try database.execute(sql: "UPDATE event SET seq = seq - 999999 WHERE seq > 1000000")
        }
    }

    @Test(arguments: Mischief.allCases) func `no row can be tampered with unseen`(mischief: Mischief) throws {
        let bench = try ExportBench(events: 200, seed: 31)
        try bench.checkpoint()
        #expect(try bench.ledger.problems() == [])
        let size = try bench.ledger.size()
        bench.ledger.close()
        // Without its CHECK a table takes what somebody with a hex editor writes.
        try bench.home.raw().write { try $0.execute(sql: Self.withoutGuards) }
        let clean = try Data(contentsOf: URL(filePath: bench.home.path))
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Seeded(seed)
        let rows = Self.isDeep ? Array(1...size) : (0..<4).map { _ in Int.random(in: 1...size, using: &random) }
        for seq in rows {
            let bit = Int.random(in: 0..<1_000_000, using: &random)
            try bench.home.put(clean)
            try bench.home.raw().write { try mischief.commit(at: seq, of: size, bit: bit, in: $0) }
            let found = try problems(of: bench)
            #expect(!found.isEmpty, "seed \(seed): \(mischief) at \(seq)")
        }
        try bench.home.put(clean)
        #expect(try problems(of: bench) == [])
        print("rows of a ledger \(mischief.rawValue) and found: \(rows.count); seed \(seed)")
    }

    /// What is found in the rows; that their guards are missing is found besides.
    private func problems(of bench: ExportBench) throws -> [Problem] {
        try Ledger.open(bench.home.path, for: .read).problems().filter { problem in
            switch problem {
            case .unguarded, .altered(name: "event"): false
            default: true
            }
        }
    }

    private static let withoutGuards = """
        DROP TRIGGER event_contiguous; DROP TRIGGER event_not_updated; DROP TRIGGER event_not_deleted;
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, ' CHECK (seq >= 1)', '') WHERE name = 'event';
        PRAGMA writable_schema = OFF;
        """
}
