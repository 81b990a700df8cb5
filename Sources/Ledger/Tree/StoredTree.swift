import Foundation
import GRDB

/// The tree over the leaves that are stored, as one connection sees it.
///
/// Complete subtrees of 256 leaves, of 256 of these and so on are kept in a table once they have been worked out, so that no root or
/// proof reads more than some hundred hashes. They say nothing that the leaves do not: `problems` works all of them out anew.
struct StoredTree {
    /// The levels of the subtrees that are kept: 2^8 leaves, 2^16…
    static let levels = [8, 16, 24, 32]

    private let database: Database
    private var kept: [Int: Int] = [:]

    init(_ database: Database) throws {
        self.database = database
        // A ledger of format 1 that is only read has no table of subtrees.
        guard try database.tableExists("tree_node") else { return }
        let statement = try database.cachedStatement(sql: "SELECT coalesce(max(place) + 1, 0) FROM tree_node WHERE level = ?")
        for level in Self.levels { kept[level] = try Int.fetchOne(statement, arguments: [level]) ?? 0 }
    }

    /// The root of the leaves in a range that begins where a subtree of its width can begin.
    func root(_ range: Range<Int>) throws -> TreeHash { try tree(range).root }

    private func tree(_ range: Range<Int>) throws -> CompactRange {
        var tree = CompactRange()
        var next = range.lowerBound
        while next < range.upperBound {
            let (level, end) = stretch(from: next, to: range.upperBound)
            let hashes = try level == 0 ? leaves(next..<end) : nodes(of: level, (next >> level)..<(end >> level))
            guard hashes.count == (end - next) >> level else {
                throw LedgerError.unreadable(stream: "tree", detail: "hashes \(next) to \(end) of level \(level) are missing")
            }
            for hash in hashes { tree.append(hash, level: level) }
            next = end
        }
        return tree
    }

    /// The largest kept subtrees that begin here, and up to where a row of them can be read at once.
    private func stretch(from start: Int, to bound: Int) -> (level: Int, end: Int) {
        for level in Self.levels.reversed() where start % (1 << level) == 0 {
            let end = min(bound >> level, kept[level, default: 0], (start >> (level + 8) + 1) << 8) << level
            if end > start { return (level, end) }
        }
        return (0, min(bound, (start >> 8 + 1) << 8))
    }

    private func leaves(_ range: Range<Int>) throws -> [TreeHash] {
        let statement = try database.cachedStatement(sql: "SELECT leaf FROM event WHERE seq > ? AND seq <= ? ORDER BY seq")
        return try hashes(statement, range)
    }

    private func nodes(of level: Int, _ range: Range<Int>) throws -> [TreeHash] {
        let statement = try database.cachedStatement(
            sql: "SELECT hash FROM tree_node WHERE level = \(level) AND place >= ? AND place < ? ORDER BY place")
        return try hashes(statement, range)
    }

    private func hashes(_ statement: Statement, _ range: Range<Int>) throws -> [TreeHash] {
        try Data.fetchAll(statement, arguments: [range.lowerBound, range.upperBound]).compactMap { TreeHash($0) }
    }

    /// Works out the subtrees that are complete among the first `size` leaves and not kept yet, and keeps them.
    mutating func grow(to size: Int) throws {
        let statement = try database.cachedStatement(sql: "INSERT INTO tree_node (level, place, hash) VALUES (?, ?, ?)")
        for level in Self.levels {
            while kept[level, default: 0] < size >> level {
                let place = kept[level, default: 0]
                let hash = try root((place << level)..<((place + 1) << level))
                try statement.execute(arguments: [level, place, hash.data])
                kept[level] = place + 1
            }
        }
    }
}

extension Ledger {
    /// The root of the tree over the first `size` events; nil if there are fewer.
    public func root(of size: Int) throws(LedgerError) -> TreeHash? {
        try read { database in
            guard try holds(size, database) else { return nil }
            return try StoredTree(database).root(0..<size)
        }
    }

    /// What shows that an event stands among the first `size`; nil if it does not.
    public func inclusionProof(of seq: Int, in size: Int) throws(LedgerError) -> InclusionProof? {
        try read { database in
            guard seq >= 1, seq <= size, try holds(size, database) else { return nil }
            return try InclusionProof(index: seq - 1, size: size, root: StoredTree(database).root)
        }
    }

    /// What shows that the first `to` events begin with the first `from`; nil if there are no such sizes.
    public func consistencyProof(from: Int, to: Int) throws(LedgerError) -> ConsistencyProof? {
        try read { database in
            guard from >= 1, from <= to, try holds(to, database) else { return nil }
            return try ConsistencyProof(from: from, to: to, root: StoredTree(database).root)
        }
    }

    private func holds(_ size: Int, _ database: Database) throws -> Bool {
        try size >= 0 && size <= Int.fetchOne(database.cachedStatement(sql: "SELECT coalesce(max(seq), 0) FROM event")) ?? 0
    }
}
