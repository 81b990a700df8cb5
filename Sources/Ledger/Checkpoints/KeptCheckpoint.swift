import Foundation
import GRDB
import IAM
import Lifecycle

/// A checkpoint as the ledger keeps it.
public struct KeptCheckpoint: Hashable, Sendable {
    public let size: Int
    /// When it was signed, by the home's clock; nothing signs this time.
    public let at: Date
    /// The signed note, with the lines that witnesses have added.
    public let note: String

    /// Reads the note and what it says.
    public func read() throws(NoteError) -> (note: SignedNote, checkpoint: Checkpoint) {
        let note = try SignedNote(Data(note.utf8))
        return (note, try Checkpoint(note))
    }
}

/// What there is to sign.
public struct TreeHead: Hashable, Sendable {
    /// How many events there are.
    public let size: Int
    /// The root over all of them.
    public let root: TreeHash
    /// The roots that were asked for, by size.
    public let earlier: [Int: TreeHash]
}

extension Ledger {
    /// The checkpoint of most events; nil before the first.
    public func lastCheckpoint() throws(LedgerError) -> KeptCheckpoint? {
        try read { try checkpoints("ORDER BY size DESC LIMIT 1", in: $0).first }
    }

    /// The checkpoint of the fewest events that are at least so many; nil if there is none.
    public func checkpoint(covering size: Int) throws(LedgerError) -> KeptCheckpoint? {
        try read { try checkpoints("WHERE size >= ? ORDER BY size LIMIT 1", [size], in: $0).first }
    }

    /// Checkpoints by their sizes, the next page `after` the last size of this one.
    public func checkpoints(after size: Int = 0, limit: Int) throws(LedgerError) -> [KeptCheckpoint] {
        try read { try checkpoints("WHERE size > ? ORDER BY size LIMIT ?", [size, limit], in: $0) }
    }

    func checkpoints(_ rest: String, _ arguments: StatementArguments = [], in database: Database) throws -> [KeptCheckpoint] {
        // A ledger of format 1 that is only read has none.
        guard try database.tableExists("checkpoint") else { return [] }
        let rows = try Row.fetchAll(database.cachedStatement(sql: "SELECT size, at, note FROM checkpoint \(rest)"), arguments: arguments)
        let lines = try database.cachedStatement(sql: "SELECT line FROM cosignature WHERE size = ? ORDER BY line")
        return try rows.map { row in
            let more = try String.fetchAll(lines, arguments: [row[0] as Int])
            return KeptCheckpoint(size: row[0], at: Date(seconds: row[1]), note: row[2] + more.map { $0 + "\n" }.joined())
        }
    }

    /// The root over all events, and the roots at those sizes. Every event after the first `checked` is hashed again: throws
    /// `altered` if one is not what its leaf says. Sizes beyond the last event are left out.
    public func head(after checked: Int, rootsAt sizes: [Int]) throws(LedgerError) -> TreeHead {
        try read { database in
            let size = try Int.fetchOne(database.cachedStatement(sql: "SELECT coalesce(max(seq), 0) FROM event")) ?? 0
            try check(after: checked, in: database)
            let tree = try StoredTree(database)
            let earlier = try sizes.filter { (0...size).contains($0) }.map { ($0, try tree.root(0..<$0)) }
            return TreeHead(size: size, root: try tree.root(0..<size), earlier: Dictionary(earlier) { first, _ in first })
        }
    }

    private func check(after checked: Int, in database: Database) throws {
        let sql = "SELECT seq, leaf, body FROM event WHERE seq > ? ORDER BY seq"
        let rows = try Row.fetchCursor(database.cachedStatement(sql: sql), arguments: [checked])
        var last = checked
        while let row = try rows.next() {
            guard row[0] as Int == last + 1, TreeHash.leaf(of: row[2]).data == row[1] as Data else {
                throw LedgerError.altered(path: path, seq: last + 1)
            }
            last += 1
        }
    }

    /// Keeps a signed checkpoint of `size` events, if the last one is still that of `before` events (0 for none); says whether it was.
    public func keep(_ note: SignedNote, of size: Int, after before: Int, at time: Date) throws(LedgerError) -> Bool {
        try write { database in
            let last = try Int.fetchOne(database.cachedStatement(sql: "SELECT coalesce(max(size), 0) FROM checkpoint")) ?? 0
            guard last == before else { return false }
            let statement = try database.cachedStatement(sql: "INSERT INTO checkpoint (size, at, note) VALUES (?, ?, ?)")
            try statement.execute(arguments: [size, time.seconds, note.whole])
            var tree = try StoredTree(database)
            try tree.grow(to: size)
            return true
        }
    }

    /// Keeps a witness's line below the checkpoint of that size; one that is there already stays as it is.
    public func keep(_ line: NoteSignature, below size: Int) throws(LedgerError) {
        try write { database in
            try database.execute(
                sql: "INSERT INTO cosignature (size, line) VALUES (?, ?) ON CONFLICT DO NOTHING", arguments: [size, line.line])
        }
    }
}
