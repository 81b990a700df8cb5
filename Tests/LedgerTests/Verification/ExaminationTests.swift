import Foundation
import GRDB
import IAM
import Lifecycle
import Testing

@testable import Ledger

struct ExaminationTests {
    @Test func `a signed history is covered up to its last checkpoint`() throws {
        let bench = try ExportBench(events: 600, seed: 1)
        let first = try bench.checkpoint()
        try bench.go(on: 20)
        let second = try bench.checkpoint()
        try bench.go(on: 5)
        let found = try bench.ledger.examine(judging: false) { _ in }
        #expect(found.problems == [] && found.checkpoints == 2 && found.covered == second)
        #expect(try found.size == bench.ledger.size() && found.root == bench.ledger.root(of: found.size))
        #expect(found.keys.map(\.key) == [bench.signer.verifier] && first.size < second.size)
    }

    @Test(arguments: [
        ("DROP TRIGGER tree_node_not_updated; UPDATE tree_node SET hash = zeroblob(32) WHERE place = 1", Problem.node(level: 8, place: 1)),
        ("DROP TRIGGER event_not_updated; UPDATE event SET leaf = zeroblob(32) WHERE seq = 9", .leaf(seq: 9)),
        (
            "DROP TRIGGER event_not_deleted; DELETE FROM event WHERE seq > 590",
            .checkpoint(size: 600, reason: "there are not so many events")
        ),
        (
            "DROP TRIGGER checkpoint_not_updated; UPDATE checkpoint SET note = replace(note, '\u{2014} tenure', '\u{2014} other')",
            .checkpoint(size: 600, reason: "it has no signature of 'tenure/test'")
        ),
        (
            "DROP TRIGGER checkpoint_not_updated; UPDATE checkpoint SET size = 599",
            .checkpoint(size: 599, reason: "it is one of another size or of another log")
        ),
        ("INSERT INTO tree_node VALUES (8, 2, zeroblob(32))", .node(level: 8, place: 2)),
        ("CREATE TRIGGER more AFTER INSERT ON event BEGIN DELETE FROM personal; END", .added(name: "more")),
        ("CREATE VIEW texts AS SELECT text FROM personal", .added(name: "texts")), ("CREATE TABLE more (x)", .added(name: "more")),
        ("CREATE INDEX more ON event (kind)", .added(name: "more")), ("DROP INDEX event_at", .altered(name: "event_at")),
        ("ALTER TABLE state ADD COLUMN more TEXT", .altered(name: "state")),
        (
            """
            DROP TRIGGER event_not_deleted;
            CREATE TRIGGER event_not_deleted BEFORE DELETE ON event WHEN false BEGIN SELECT RAISE(ABORT, 'event: append-only'); END
            """, .altered(name: "event_not_deleted")
        ),
        ("PRAGMA user_version = 1", .added(name: "checkpoint")),
    ]) func `what was changed behind the tree's back is found`(sql: String, problem: Problem) throws {
        let bench = try ExportBench(events: 598, seed: 2)
        while try bench.ledger.size() < 600 { try bench.advance() }
        try bench.checkpoint()
        #expect(try bench.ledger.problems() == [])
        bench.ledger.close()
        try bench.home.raw().write { try $0.execute(sql: sql) }
        let found = try Ledger.open(bench.home.path, for: .read).problems()
        #expect(found.contains(problem), "\(found.prefix(5))")
    }

    @Test func `what is recorded while a history is examined does not look like a mistake in it`() throws {
        let bench = try ExportBench(events: 300, seed: 4)
        let size = try bench.ledger.size()
        var pages = 0
        let found = try bench.ledger.examine(judging: false) { _ in
            pages += 1
            #expect(throws: Never.self) { try bench.go(on: 60) }
        }
        #expect(found.problems == [] && found.size == size && pages == 1)
        #expect(try bench.ledger.size() > size + 50)
    }

    @Test(arguments: [
        ("INSERT INTO state SELECT 'R-999', version, body FROM state WHERE stream = 'R-1'", Problem.orphan(stream: "R-999")),
        ("UPDATE state SET body = (SELECT body FROM state WHERE stream = 'R-2') WHERE stream = 'R-1'", .state(stream: "R-1")),
        ("UPDATE state SET version = version + 1 WHERE stream = 'R-1'", .state(stream: "R-1")),
        // An accent behind the letter: another letter in Swift, another byte to SQLite.
        (
            """
            DROP TRIGGER event_not_updated; UPDATE event SET stream = 'R-' || char(769) WHERE stream = 'R-1';
            UPDATE state SET stream = 'R-' || char(769) WHERE stream = 'R-1'
            """, .orphan(stream: "R-\u{301}")
        ),
        ("DELETE FROM state WHERE stream = 'R-1'", .state(stream: "R-1")),
        ("UPDATE request_list SET risk = 'other' WHERE id = 1", .list(stream: "R-1")),
        ("DELETE FROM request_list WHERE id = 1", .list(stream: "R-1")),
        ("UPDATE user_list SET name_fold = 'x' WHERE id = 1", .list(stream: "U-1")),
        ("UPDATE user_list SET is_revoked = 1 - is_revoked WHERE id = 1", .list(stream: "U-1")),
        ("DELETE FROM person_text WHERE person = 1 AND kind = 'name'", .list(stream: "P-1")),
        ("INSERT INTO person_text VALUES (1, 'mail', 'x')", .list(stream: "P-1")),
        (
            "DROP TRIGGER event_not_updated; UPDATE event SET version = version + 100 WHERE stream = 'R-1' AND version > 1",
            .version(stream: "R-1", found: 102)
        ),
        (
            "DROP TRIGGER event_not_updated; UPDATE event SET version = 9223372036854775807 WHERE stream = 'R-1' AND version = 1",
            .version(stream: "R-1", found: .max)
        ),
        ("DROP TRIGGER event_not_updated; UPDATE event SET kind = 'request.other' WHERE stream = 'R-1' AND version = 1", .columns(seq: 0)),
    ]) func `what is stored of a stream and does not follow from its events is found`(sql: String, problem: Problem) throws {
        let bench = try ExportBench(events: 600, seed: 5)
        let first = try #require(try bench.ledger.events(of: .request(RequestID(1))).first).seq
        bench.ledger.close()
        try bench.home.raw().write { try $0.execute(sql: sql) }
        let problem = if case .columns = problem { Problem.columns(seq: first) } else { problem }
        let found = try Ledger.open(bench.home.path, for: .read).problems()
        #expect(found.contains(problem), "\(found.prefix(5))")
    }

    /// The columns that say whom an event or a text is about stand in no event, and a text that is gone reads as one that was erased.
    @Test(arguments: [
        "DELETE FROM personal", "UPDATE personal SET person = 99", "UPDATE event SET about = 99 WHERE seq = 9",
        "DELETE FROM checkpoint WHERE size < 600",
    ]) func `what cannot be told from what was recorded is not found`(sql: String) throws {
        let bench = try ExportBench(events: 590, seed: 4)
        try bench.checkpoint()
        while try bench.ledger.size() < 600 { try bench.advance() }
        try bench.checkpoint()
        bench.ledger.close()
        let guards = ["event_not_updated", "checkpoint_not_deleted", "personal_not_updated"]
        try bench.home.raw().write { database in
            let texts = try guards.map {
                try String.fetchOne(database, sql: "SELECT sql FROM sqlite_schema WHERE name = ?", arguments: [$0]) ?? ""
            }
            for name in guards { try database.execute(sql: "DROP TRIGGER \(name)") }
            try database.execute(sql: sql)
            for text in texts { try database.execute(sql: text) }
        }
        let found = try Ledger.open(bench.home.path, for: .read).problems()
        // Names that are listed are texts of the side table.
        #expect(found.allSatisfy { if case .list = $0 { sql == "DELETE FROM personal" } else { false } }, "\(found.prefix(3))")
    }

    @Test func `numbers that nobody counted to are refused, not counted on`() throws {
        let bench = try ExportBench(events: 30, seed: 5)
        bench.ledger.close()
        let clean = try Data(contentsOf: URL(filePath: bench.home.path))
        try bench.home.raw().write { try $0.execute(sql: "UPDATE state SET version = 9223372036854775807") }
        let ledger = try Ledger.open(bench.home.path, for: .write)
        #expect(throws: LedgerError.unreadable(stream: "home", detail: "it cannot have 9223372036854775807 events")) { try ledger.home() }
        ledger.close()
        try bench.home.put(clean)
        try bench.home.raw().write {
            try $0.execute(sql: "DROP TRIGGER event_not_updated; UPDATE event SET seq = 9223372036854775807 WHERE seq = 30")
        }
        let other = try Ledger.open(bench.home.path, for: .write)
        #expect(throws: LedgerError.corrupt(path: bench.home.path, detail: "its last event is numbered 9223372036854775807")) {
            try other.append([StreamWrite(.home, expecting: 2, [.home(.advanced(seconds: 1))])], at: .start, by: .tenure)
        }
    }

    @Test func `a checkpoint that another key has signed, or of another history, is found`() throws {
        let bench = try ExportBench(events: 20, seed: 3)
        let eve = try NoteSigner(name: "tenure/test", seed: Array(repeating: 9, count: 32))
        let size = try bench.checkpoint(by: eve).size
        #expect(try bench.ledger.problems() == [.checkpoint(size: size, reason: "it has no signature of 'tenure/test'")])
        let other = try ExportBench(events: 20, seed: 3)
        let text = Checkpoint(origin: "tenure/test", size: 20, root: .empty).text
        _ = try other.ledger.keep(SignedNote(text, signatures: [other.signer.sign(text)]), of: 20, after: 0, at: .start)
        #expect(
            try other.ledger.problems() == [.checkpoint(size: 20, reason: "its root is not that of the events")])
    }
}

struct DecisionCheckTests {
    private static let stage = "security"

    @Test(arguments: [
        ([2], nil), ([3], "P-3 could not approve stage 'security' of R-1 then"),
        ([1], "P-1 could not approve stage 'security' of R-1 then"),
        ([4], "P-4 could not approve stage 'security' of R-1 then"), ([2, 2], "P-2 had approved R-1 before"),
        ([], "a stage had not got its quorum"),
    ]) func `an approval counts if its giver could give it then`(approvers: [Int], objection: String?) throws {
        let home = TestHome()
        let ledger = try Self.ledger(in: home)
        try Self.file(in: ledger)
        for person in approvers { try Self.approve(ledger, PersonID(person)) }
        try Self.append(ledger, .approved, by: PersonID(approvers.last ?? 2))
        let found = try ledger.examine()
        #expect(found.approvals == approvers.count)
        if let objection {
            #expect(
                found.problems.contains { if case .undue(_, let reason) = $0 { reason == objection } else { false } }, "\(found.problems)")
        } else {
            #expect(found.problems == [])
        }
    }

    @Test func `an approval that was moved to other content is found`() throws {
        let home = TestHome()
        let ledger = try Self.ledger(in: home)
        try Self.file(in: ledger)
        try Self.append(ledger, .endorsed(stage: StageName(Self.stage), content: Digest.of(text: "wider")), by: PersonID(2))
        #expect(
            try ledger.examine().problems.map(\.description) == [
                "event 9 should not stand here: the approval is of something else than R-1 asks"
            ])
    }

    @Test func `an approval that was moved to another request is found`() throws {
        let home = TestHome()
        let ledger = try Self.ledger(in: home)
        try Self.file(in: ledger)
        try Self.file(in: ledger, RequestID(2), record: 2)
        let content = try #require(try ledger.request(RequestID(1))).state.form.content
        #expect(try #require(try ledger.request(RequestID(2))).state.form.content != content)
        try Self.append(ledger, .endorsed(stage: StageName(Self.stage), content: content), on: RequestID(2), by: PersonID(2))
        #expect(
            try ledger.examine().problems.map(\.description) == [
                "event 10 should not stand here: the approval is of something else than R-2 asks"
            ])
    }

    @Test func `roles count as they were then, not as they are now`() throws {
        let home = TestHome()
        let ledger = try Self.ledger(in: home)
        try Self.file(in: ledger)
        try Self.approve(ledger, PersonID(2))
        try Self.append(ledger, .approved, by: PersonID(2))
        let version = try ledger.rules().version
        try ledger.append([StreamWrite(.rules, expecting: version, [.rules(.personLeft(person: PersonID(2)))])], at: .start, by: .tenure)
        #expect(try ledger.examine().problems == [])
    }

    /// P-2 and P-4 are approvers of the group, P-4 has left; P-3 has no role; P-1 asks.
    private static func ledger(in home: TestHome) throws -> Ledger {
        let ledger = try home.create()
        let group = try ApprovalGroup(Self.stage)
        let roster = [2, 4].map { RulesEvent.roster(person: PersonID($0), roles: [.approver], groups: [group]) }
        var writes = [StreamWrite(.rules, expecting: 0, (roster + [.personLeft(person: PersonID(4))]).map(Event.rules))]
        for number in 1...4 {
            let attributes = PersonAttributes(
                name: Sealed("P\(number)", salt: Array(repeating: UInt8(number), count: 16)), language: .english)
            writes.append(
                StreamWrite(
                    .person(PersonID(number)), expecting: 0, [.person(.registered(attributes: attributes))], about: PersonID(number)))
        }
        try ledger.append(writes, at: .start, by: .tenure)
        return ledger
    }

    private static func file(in ledger: Ledger, _ id: RequestID = RequestID(1), record: Int = 1) throws {
        let stage = ApprovalStage(name: try StageName(Self.stage), groups: [try ApprovalGroup(Self.stage)], quorum: 1, from: nil)
        let form = try RequestForm(
            ask: .revoke(record: RecordID(record)), subject: nil, reason: Sealed("why", salt: Array(repeating: 7, count: 16)), ticket: nil,
            risk: .high, stages: [stage], expires: .start + 86_400, beginWithin: .days(7))
        try append(ledger, .submitted(form: form), on: id, by: PersonID(1))
    }

    private static func approve(_ ledger: Ledger, _ person: PersonID) throws {
        let content = try #require(try ledger.request(RequestID(1))).state.form.content
        try append(ledger, .endorsed(stage: StageName(Self.stage), content: content), by: person)
    }

    private static func append(_ ledger: Ledger, _ event: RequestEvent, on id: RequestID = RequestID(1), by person: PersonID) throws {
        let version = try ledger.request(id)?.version ?? 0
        try ledger.append([StreamWrite(.request(id), expecting: version, [.request(event)])], at: .start, by: .person(person))
    }
}

extension ExportBench {
    /// One event more.
    func advance() throws {
        let version = try ledger.home()?.version ?? 0
        try ledger.append([StreamWrite(.home, expecting: version, [.home(.advanced(seconds: 1))])], at: .start, by: .tenure)
    }
}
