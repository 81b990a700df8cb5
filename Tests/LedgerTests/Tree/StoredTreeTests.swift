import Foundation
import GRDB
import Lifecycle
import Testing

@testable import Ledger

struct StoredTreeTests {
    @Test func `roots and proofs from the ledger are those of its leaves, whatever is kept of the tree`() throws {
        let (home, ledger, leaves) = try Self.filled(700)
        _ = home
        let tree = GrownTree(leaves: leaves)
        for kept in [0, 255, 256, 700] {
            if kept > 0 { try ledger.write { database in try Self.grow(database, to: kept) } }
            for size in [0, 1, 2, 255, 256, 257, 511, 512, 513, 699, 700] {
                #expect(try ledger.root(of: size) == tree.root(0..<size), "kept \(kept), size \(size)")
            }
            var random = Seeded(UInt64(kept))
            for _ in 0..<40 {
                let size = Int.random(in: 1...700, using: &random)
                let (seq, from) = (Int.random(in: 1...size, using: &random), Int.random(in: 1...size, using: &random))
                let inclusion = try #require(try ledger.inclusionProof(of: seq, in: size))
                #expect(try inclusion == InclusionProof(index: seq - 1, size: size, root: tree.root))
                #expect(try ledger.consistencyProof(from: from, to: size) == ConsistencyProof(from: from, to: size, root: tree.root))
            }
        }
        #expect(try ledger.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM tree_node") } == 2)
        #expect(try ledger.inclusionProof(of: 701, in: 701) == nil && ledger.inclusionProof(of: 0, in: 5) == nil)
        #expect(try ledger.inclusionProof(of: 6, in: 5) == nil && ledger.consistencyProof(from: 0, to: 5) == nil)
        #expect(try ledger.root(of: 701) == nil && ledger.root(of: -1) == nil)
    }

    @Test(arguments: [
        "INSERT INTO tree_node VALUES (8, 2, zeroblob(32))", "INSERT INTO tree_node VALUES (8, 0, zeroblob(32))",
        "INSERT OR REPLACE INTO tree_node VALUES (8, 0, zeroblob(32))", "UPDATE tree_node SET hash = zeroblob(32)", "DELETE FROM tree_node",
        "INSERT INTO tree_node VALUES (4, 0, zeroblob(32))", "INSERT INTO tree_node VALUES (16, 0, x'00')",
        "INSERT INTO checkpoint VALUES (300, 1, 'n')", "INSERT INTO checkpoint VALUES (256, 1, 'n')",
        "INSERT OR REPLACE INTO checkpoint VALUES (256, 1, 'n')", "INSERT INTO checkpoint VALUES (200, 1, 'n')",
        "UPDATE checkpoint SET note = 'n'", "DELETE FROM checkpoint", "UPDATE cosignature SET line = 'x'", "DELETE FROM cosignature",
        "INSERT INTO cosignature VALUES (257, 'x')",
    ]) func `nothing of the tree and its checkpoints can be changed by a statement`(sql: String) throws {
        let (home, ledger, _) = try Self.filled(260)
        let signer = try NoteSigner(name: "tenure/1", seed: Array(repeating: 1, count: 32))
        let checkpoint = Checkpoint(origin: "tenure/1", size: 256, root: try #require(try ledger.root(of: 256)))
        #expect(try ledger.keep(SignedNote(checkpoint.text, signatures: [signer.sign(checkpoint.text)]), of: 256, after: 0, at: .start))
        try ledger.keep(try signer.sign("x\n"), below: 256)
        ledger.close()
        #expect(throws: DatabaseError.self) { try home.raw().write { try $0.execute(sql: sql) } }
    }

    @Test func `a checkpoint is kept only after the one that it was made after`() throws {
        let (home, ledger, _) = try Self.filled(9)
        _ = home
        let signer = try NoteSigner(name: "tenure/1", seed: Array(repeating: 1, count: 32))
        func note(_ size: Int) throws -> SignedNote {
            let text = Checkpoint(origin: "tenure/1", size: size, root: try #require(try ledger.root(of: size))).text
            return try SignedNote(text, signatures: [signer.sign(text)])
        }
        #expect(try ledger.keep(note(5), of: 5, after: 0, at: .start))
        #expect(try !ledger.keep(note(9), of: 9, after: 0, at: .start))
        #expect(try ledger.keep(note(9), of: 9, after: 5, at: .start))
        #expect(try ledger.checkpoints(limit: 9).map(\.size) == [5, 9])
        let last = try #require(try ledger.lastCheckpoint())
        #expect(try last.read().checkpoint.root == ledger.root(of: 9))
        #expect(try ledger.checkpoint(covering: 4)?.size == 5 && ledger.checkpoint(covering: 6)?.size == 9)
        #expect(try ledger.checkpoint(covering: 10) == nil)
        let witness = try NoteSigner(name: "auditor", seed: Array(repeating: 2, count: 32), kind: .cosignature)
        let line = try Cosignature.sign(last.read().note.text, at: .start, with: witness)
        try ledger.keep(line, below: 9)
        try ledger.keep(line, below: 9)
        let cosigned = try #require(try ledger.lastCheckpoint()).read().note
        #expect(cosigned.signatures.count == 2)
        #expect(try cosigned.signers(among: [signer.verifier, witness.verifier]).count == 2)
    }

    @Test func `an event that was altered since the last checkpoint is found before anything is signed`() throws {
        let (home, ledger, _) = try Self.filled(9)
        ledger.close()
        try home.raw().write { try $0.execute(sql: "DROP TRIGGER event_not_updated; UPDATE event SET body = x'00' WHERE seq = 7") }
        let opened = try Ledger.open(home.path, for: .write)
        #expect(throws: LedgerError.altered(path: home.path, seq: 7)) { try opened.head(after: 6, rootsAt: []) }
        #expect(try opened.head(after: 7, rootsAt: [3, 10]).earlier.keys.sorted() == [3])
    }

    @Test func `a ledger of format 1 is read as it is, and gets its tables when it is opened for writing`() throws {
        let home = TestHome()
        try home.makeDirectory()
        let old = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Ledgers/format-1.db")
        try home.put(try Data(contentsOf: old))
        let reader = try Ledger.open(home.path, for: .read)
        #expect(try reader.size() == 51 && reader.lastCheckpoint() == nil && reader.problems().isEmpty)
        #expect(try reader.reviewRows().isEmpty && reader.itemCount(ItemFilter()) == 0)
        let root = try reader.root(of: 51)
        #expect(try reader.inclusionProof(of: 20, in: 51) != nil)
        reader.close()
        let writer = try Ledger.open(home.path, for: .write)
        #expect(try writer.root(of: 51) == root && writer.size() == 51 && writer.problems().isEmpty)
        #expect(try writer.lastCheckpoint() == nil)
        #expect(try writer.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == Schema.version)
    }

    /// A home with that many events of its clock.
    static func filled(_ count: Int) throws -> (TestHome, Ledger, [TreeHash]) {
        let home = TestHome()
        let ledger = try home.create()
        let events = [HomeEvent.founded(isSandbox: true)] + (1..<count).map { .advanced(seconds: $0) }
        try ledger.append([StreamWrite(.home, expecting: 0, events.map(Event.home))], at: .start, by: .tenure)
        let leaves = try ledger.events(limit: count).map { TreeHash.leaf(of: $0.body) }
        return (home, ledger, leaves)
    }

    private static func grow(_ database: Database, to size: Int) throws {
        var tree = try StoredTree(database)
        try tree.grow(to: size)
    }
}
