import Foundation
import GRDB
import IAM
import Lifecycle

extension Ledger {
    /// Everything that is wrong in the ledger, found by doing all of it again: hashes, tree, checkpoints, states, listings, texts.
    ///
    /// It reads in pages, so that writers get in between, and tells `progress` how many events it has seen. What it cannot see: that
    /// everything after a checkpoint was cut off with it, or all was written anew by somebody with the file and the signing key.
    public func problems(progress: (Int) -> Void = { _ in }) throws(LedgerError) -> [Problem] {
        try examine(judging: false, progress).problems
    }

    /// Does all of it again, judges each approval by the roles of its time, and says what that covered.
    public func examine(progress: (Int) -> Void = { _ in }) throws(LedgerError) -> Verification { try examine(judging: true, progress) }

    /// What SQLite's own check of the file finds: without anything, what stands in it can be read.
    public func damage() throws(LedgerError) -> [Problem] { try read { try damage(in: $0) } }

    /// The streams are folded while the sequence is hashed, on a thread and over a connection of its own; who is done first helps.
    func examine(judging: Bool, _ progress: (Int) -> Void) throws(LedgerError) -> Verification {
        let ranges = StreamRanges()
        let aside = Aside { [path] () throws(LedgerError) in
            let beside = try Ledger.open(path, for: .readCopy)
            defer { beside.close() }
            return try beside.streamProblems(ranges)
        }
        let here = Result { () throws(LedgerError) in
            var examination = try examineOrder(judging: judging, progress)
            if !examination.isDamaged { examination.problems += try streamProblems(ranges) }
            return examination
        }
        let folded = aside.result()
        var examination = try here.get()
        // Nothing in a damaged file can be trusted to be readable.
        guard !examination.isDamaged else { return examination }
        examination.problems += try folded.get()
        // Decisions are judged in a history that reads as one.
        if examination.problems.isEmpty { examination.problems = examination.undue }
        return examination
    }

    /// All but the streams: the file, the sequence with its decisions, texts and listings.
    private func examineOrder(judging: Bool, _ progress: (Int) -> Void) throws(LedgerError) -> Verification {
        let damage = try read(damage)
        guard damage.isEmpty else { return Verification(problems: damage) }
        var examination = try examineSequence(judging: judging, progress)
        examination.problems += try schemaProblems() + textProblems() + listProblems()
        return examination
    }

    private func damage(in database: Database) throws -> [Problem] {
        let words = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        let keys = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { "foreign key of '\($0[0] as String)'" }
        return (words + keys).map { .damaged(detail: $0) }
    }

    /// Tables, indexes, triggers and views that are not those of the file's format: a trigger more can undo what the others keep.
    private func schemaProblems() throws(LedgerError) -> [Problem] {
        try read { database in
            let format = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            let (expected, found) = (try Schema.objects(of: format), try Schema.objects(in: database))
            let triggers = Set(Schema.triggers.joined())
            let lost = expected.filter { found[$0.key] != $0.value }.map { name, _ -> Problem in
                found[name] == nil && triggers.contains(name) ? .unguarded(trigger: name) : .altered(name: name)
            }
            let added = found.keys.filter { expected[$0] == nil }.map { Problem.added(name: $0) }
            return (lost + added).sorted { $0.description < $1.description }
        }
    }

    /// Goes through pages, each begun after the last key of the page before, until one is empty.
    private func pages<Key>(from first: Key, _ page: (Database, Key) throws -> (problems: [Problem], last: Key?)) throws(LedgerError)
        -> [Problem]
    {
        var problems: [Problem] = []
        var key: Key? = first
        while let after = key {
            let found = try read { try page($0, after) }
            problems += found.problems
            key = found.last
        }
        return problems
    }

    private func textProblems() throws(LedgerError) -> [Problem] {
        try pages(from: "") { database, after in
            let sql = "SELECT commitment, salt, text, fold FROM personal WHERE commitment > ? ORDER BY commitment LIMIT 5000"
            let rows = try Row.fetchAll(database.cachedStatement(sql: sql), arguments: [after])
            let problems = rows.compactMap { row -> Problem? in
                let text: String = row[2]
                let isSound = Sealed.commitment(of: text, salt: Array(row[1] as Data)) == row[0] && Sealed.fold(text) == row[3]
                return isSound ? nil : .text(commitment: row[0])
            }
            return (problems, rows.last?[0])
        }
    }

    /// Rows of the listings that no state stands behind; those that a state contradicts are found with the stream.
    private func listProblems() throws(LedgerError) -> [Problem] {
        try read { database in
            let hasReviews = try ReviewList.exists(in: database)
            let lists =
                [
                    ("person_list", PersonNumber.letter), ("request_list", RequestNumber.letter), ("user_list", RecordNumber.letter),
                ] + (hasReviews ? [("review_list", ReviewNumber.letter)] : [])
            let streams = try lists.flatMap { list, letter in
                try String.fetchAll(
                    database, sql: "SELECT '\(letter)-' || id FROM \(list) WHERE '\(letter)-' || id NOT IN (SELECT stream FROM state)")
            }
            guard hasReviews else { return streams.map { .list(stream: $0) } }
            let items = try String.fetchAll(
                database,
                sql:
                    "SELECT \(ReviewList.itemStream) FROM review_item AS list WHERE \(ReviewList.itemStream) NOT IN (SELECT stream FROM state)"
            )
            return (streams + items).map { .list(stream: $0) }
        }
    }
}
