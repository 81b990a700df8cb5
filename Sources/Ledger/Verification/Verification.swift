import Foundation
import GRDB
import IAM
import Lifecycle

/// What an examination of a ledger has covered and found.
public struct Verification: Sendable {
    /// How many events were hashed again.
    public internal(set) var size = 0
    /// What they come to.
    public internal(set) var root = TreeHash.empty
    /// How many checkpoints were compared with the events, their signatures with the key of that time.
    public internal(set) var checkpoints = 0
    /// The last checkpoint that holds; the events after it are not covered.
    public internal(set) var covered: Checkpoint?
    /// The keys that were put in force.
    public internal(set) var keys: [DatedKey] = []
    /// Where history went back to a backup.
    public internal(set) var rollbacks: [DatedRollback] = []
    /// How many approvals were compared with who could give them.
    public internal(set) var approvals = 0
    /// How many signatures of people under their decisions were verified again, with the keys of that time.
    public internal(set) var signatures = 0
    public internal(set) var problems: [Problem] = []
    /// Decisions that should not stand, if everything else is as it must be.
    var undue: [Problem] = []
    /// Whether SQLite found the file damaged, and nothing else was looked at.
    var isDamaged: Bool { problems.contains { if case .damaged = $0 { true } else { false } } }
}

extension Ledger {
    /// Goes through all events once: numbers, hashes, tree, each checkpoint where the events reach its size, and each decision where it
    /// was made, if they are to be judged.
    func examineSequence(judging: Bool, _ progress: (Int) -> Void) throws(LedgerError) -> Verification {
        var sequence = SequenceCheck(bound: try size(), decisions: judging ? DecisionCheck() : nil)
        while try read({ try sequence.takePage(in: $0, self) }) { progress(sequence.examination.size) }
        return sequence.examination
    }
}

/// The one pass over all events, with the tree growing beside it.
private struct SequenceCheck {
    let bound: Int
    var examination = Verification()
    private var tree = CompactRange()
    private var last = 0
    private var waiting: [KeptCheckpoint] = []
    private var lastWaiting = 0
    private var completed: [(level: Int, place: Int, hash: TreeHash)] = []

    private var requests = RequestFolding()
    private var decisions: DecisionCheck?
    private var reader = EventReader()

    init(bound: Int, decisions: DecisionCheck?) { (self.bound, self.decisions) = (bound, decisions) }

    /// Checks the next events; says whether there were any.
    mutating func takePage(in database: Database, _ ledger: Ledger) throws -> Bool {
        let sql = "SELECT \(EventColumns.all) FROM event WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT 5000"
        let rows = try Row.fetchCursor(database.cachedStatement(sql: sql), arguments: [last, bound])
        var lists = try ListAgreement(database)
        let before = last
        while let row = try rows.next() {
            try take(EventColumns(row), &lists)
            try compareCheckpoints(in: database, ledger)
        }
        if last == before { try finish(in: database, ledger) }
        return last > before
    }

    private mutating func take(_ event: EventColumns, _ lists: inout ListAgreement) throws {
        let (seq, body) = (event.seq, event.body)
        if seq != last &+ 1 { examination.problems.append(.gap(after: last, found: seq)) }
        let leaf = TreeHash.leaf(of: body)
        if event.leaf != leaf.data { examination.problems.append(.leaf(seq: seq)) }
        tree.append(leaf, level: 0) { level, place, hash in
            if StoredTree.levels.contains(level) { completed.append((level, place, hash)) }
        }
        last = seq
        examination.size += 1
        let stream = event.stream
        if RequestFolding.folds(stream) {
            guard let step = try requests.take(event, of: stream, &lists) else { return }
            try decisions?.take(seq, step, in: lists.database)
        } else if DecisionCheck.wants(event.kind), let recorded = try? reader.event(from: body).recorded {
            examination.rollbacks.take(seq, recorded)
            if let key = DatedKey(seq: seq, recorded) { examination.keys.append(key) }
            decisions?.take(seq, recorded, after: examination.rollbacks.last)
        }
    }

    /// Compares kept subtrees and checkpoints that end with the last event.
    private mutating func compareCheckpoints(in database: Database, _ ledger: Ledger) throws {
        if !completed.isEmpty { try compareNodes(in: database) }
        if waiting.isEmpty, lastWaiting < bound {
            waiting = try ledger.checkpoints("WHERE size > ? ORDER BY size LIMIT 500", [lastWaiting], in: database)
            lastWaiting = waiting.last?.size ?? bound
        }
        guard let next = waiting.first, next.size <= last else { return }
        waiting.removeFirst()
        examination.checkpoints += 1
        do {
            examination.covered = try compare(next)
        } catch {
            examination.problems.append(.checkpoint(size: next.size, reason: "\(error)"))
        }
    }

    private func compare(_ kept: KeptCheckpoint) throws(NoteError) -> Checkpoint {
        let (note, checkpoint) = try kept.read()
        guard let key = examination.keys.last?.key else { throw .unsigned(by: checkpoint.origin) }
        guard checkpoint.size == kept.size, checkpoint.origin == key.name, tree.size == kept.size else {
            throw .untrue(reason: "it is one of another size or of another log")
        }
        _ = try note.signers(among: examination.keys.map(\.key))
        try note.demand(key)
        guard checkpoint.root == tree.root else {
            throw .untrue(reason: "its root is not that of the events")
        }
        return checkpoint
    }

    private mutating func compareNodes(in database: Database) throws {
        defer { completed.removeAll() }
        guard try database.tableExists("tree_node") else { return }
        let statement = try database.cachedStatement(sql: "SELECT hash FROM tree_node WHERE level = ? AND place = ?")
        for (level, place, hash) in completed {
            guard let kept = try Data.fetchOne(statement, arguments: [level, place]), kept != hash.data else { continue }
            examination.problems.append(.node(level: level, place: place))
        }
    }

    /// What was signed of more events than there are now.
    private mutating func finish(in database: Database, _ ledger: Ledger) throws {
        examination.root = tree.root
        try requests.finish(in: database)
        examination.problems += requests.problems
        if let decisions {
            (examination.approvals, examination.signatures) = (decisions.approvals, decisions.signatures)
            examination.undue = decisions.problems
        }
        let size = try Int.fetchOne(database, sql: "SELECT coalesce(max(seq), 0) FROM event") ?? 0
        if try database.tableExists("tree_node") {
            // A subtree that is not complete yet would be taken for kept once it is.
            let early = try Row.fetchAll(database, sql: "SELECT level, place FROM tree_node WHERE place >= ? >> level", arguments: [size])
            examination.problems += early.map { .node(level: $0[0], place: $0[1]) }
        }
        for kept in try ledger.checkpoints("WHERE size > ? ORDER BY size", [size], in: database) {
            examination.problems.append(.checkpoint(size: kept.size, reason: "there are not so many events"))
        }
    }
}
