import Foundation
import GRDB
import Lifecycle
import Testing

@testable import Ledger

struct AppendOnlyTests {
    private static let columns = "seq, stream, version, at, actor, about, kind, leaf, body"

    @Test(arguments: [
        "UPDATE event SET body = x'00' WHERE seq = 1",
        "UPDATE event SET seq = 9 WHERE seq = 3",
        "UPDATE OR REPLACE event SET version = 1 WHERE seq = 2",
        "DELETE FROM event WHERE seq = 3",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event (\(columns)) SELECT seq, stream, version, at, actor, about, kind, leaf, x'00' FROM event WHERE seq = 1",
        "REPLACE INTO event (\(columns)) SELECT 4, stream, version, at, actor, about, kind, leaf, x'00' FROM event WHERE seq = 3",
        "INSERT INTO event (\(columns)) SELECT seq, stream, version, at, actor, about, kind, leaf, body FROM event WHERE seq = 1"
            + " ON CONFLICT (seq) DO UPDATE SET body = x'00'",
        "INSERT INTO event (\(columns)) SELECT 5, 'rules', 1, at, actor, about, kind, leaf, body FROM event WHERE seq = 1",
        "INSERT INTO event (\(columns)) SELECT 0, 'rules', 1, at, actor, about, kind, leaf, body FROM event WHERE seq = 1",
        "INSERT INTO event (\(columns)) SELECT 4, 'home', 5, at, actor, about, kind, leaf, body FROM event WHERE seq = 1",
        "INSERT INTO event (\(columns)) SELECT 4, 'home', 4, at, actor, about, kind, x'00', body FROM event WHERE seq = 1",
        "INSERT INTO event (\(columns)) SELECT 4, 'home', 4, 'noon', actor, about, kind, leaf, body FROM event WHERE seq = 1",
        "UPDATE personal SET text = 'Eve'",
        "INSERT OR REPLACE INTO personal SELECT commitment, person, salt, 'Eve', 'eve' FROM personal LIMIT 1",
    ]) func `what is recorded cannot be changed by a statement`(sql: String) throws {
        let home = try recorded()
        let before = try contents(home)
        #expect(throws: DatabaseError.self) { try home.raw().write { try $0.execute(sql: sql) } }
        #expect(try contents(home) == before)
    }

    @Test(arguments: [
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE event (seq)' WHERE name = 'event'",
        "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE type = 'trigger'",
        "ATTACH ':memory:' AS other", "ATTACH '/tmp/tenure-other.db' AS other",
    ]) func `our own process can neither write the schema nor open another file beside the ledger`(sql: String) throws {
        let home = try recorded()
        let ledger = try Ledger.open(home.path, for: .write)
        #expect(throws: LedgerError.self) { try ledger.write { try $0.execute(sql: sql) } }
        // What it needs another file for goes on: to rebuild itself, and to be copied.
        try Ledger.open(home.path, for: .write).copy(to: home.directory + "/copy.db")
        #expect(try Ledger.open(home.path, for: .read).problems() == [])
    }

    @Test func `a journal is not switched off, and a trigger that is dropped is missed`() throws {
        let home = try recorded()
        let ledger = try Ledger.open(home.path, for: .write)
        _ = try ledger.guarded { try ledger.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = OFF") } }
        let mode = try ledger.guarded { try ledger.queue.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA journal_mode") } }
        #expect(mode == "truncate")
        // No setting of SQLite's refuses this one; it is found.
        try ledger.write { try $0.execute(sql: "DROP TRIGGER event_not_updated") }
        #expect(try ledger.problems() == [.unguarded(trigger: "event_not_updated")])
        #expect(Schema.triggers.joined().count >= 8)
    }

    @Test func `an altered event is found once somebody with the file has dropped the triggers`() throws {
        let home = try recorded()
        try home.raw().write { database in
            try database.execute(sql: "DROP TRIGGER event_not_updated; UPDATE event SET body = CAST('{}' AS BLOB) WHERE seq = 2")
        }
        let problems = try Ledger.open(home.path, for: .read).problems()
        #expect(problems.contains(.leaf(seq: 2)))
        #expect(problems.contains { if case .unreadable(seq: 2, _) = $0 { true } else { false } })
    }

    @Test(arguments: [
        ("UPDATE state SET version = 9 WHERE stream = 'home'", Problem.state(stream: "home")),
        ("UPDATE state SET body = CAST('{}' AS BLOB) WHERE stream = 'home'", .state(stream: "home")),
        ("DELETE FROM state WHERE stream = 'home'", .state(stream: "home")),
        ("INSERT INTO state VALUES ('U-9', 1, x'00')", .orphan(stream: "U-9")),
        ("UPDATE person_list SET left_at = 5", .list(stream: "P-1")),
        ("DELETE FROM person_text", .list(stream: "P-1")),
        ("INSERT INTO person_list VALUES (7, 'x', NULL)", .list(stream: "P-7")),
        ("DROP TRIGGER personal_not_updated; UPDATE personal SET text = 'Eve' WHERE fold = 'jane'", .text(commitment: "")),
        ("DROP TRIGGER event_not_updated; UPDATE event SET at = 5 WHERE seq = 2", .columns(seq: 2)),
        ("DROP TRIGGER event_not_updated; UPDATE event SET version = 7 WHERE seq = 2", .version(stream: "home", found: 7)),
        ("DROP TRIGGER event_not_deleted; DELETE FROM event WHERE seq = 2", .gap(after: 1, found: 3)),
    ]) func `what was changed behind the ledger's back is found`(sql: String, problem: Problem) throws {
        let home = try recorded()
        #expect(try Ledger.open(home.path, for: .read).problems() == [])
        try home.raw().write { try $0.execute(sql: sql) }
        let found = try Ledger.open(home.path, for: .read).problems().map { problem -> Problem in
            if case .text = problem { .text(commitment: "") } else { problem }
        }
        #expect(found.contains(problem), "\(found)")
    }

    @Test func `without checkpoints a ledger whose end is cut off and whose states are made to match passes`() throws {
        // Triggers protect from our own program, not from somebody with the file: this is what signed checkpoints are for.
        let home = try recorded()
        try home.raw().write { database in
            try database.execute(sql: "DROP TRIGGER event_not_deleted; DELETE FROM event WHERE seq = 3")
            try database.execute(
                sql: "CREATE TRIGGER event_not_deleted BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event: append-only'); END")
            try database.execute(sql: "DELETE FROM person_list; DELETE FROM state WHERE stream = 'P-1'")
        }
        #expect(try Ledger.open(home.path, for: .read).problems() == [])
    }

    private func recorded() throws -> TestHome {
        let home = TestHome()
        let ledger = try home.create()
        try ledger.append(
            [StreamWrite(.home, expecting: 0, [.home(.founded(isSandbox: true)), .home(.advanced(seconds: 3))])], at: .start, by: .tenure)
        let attributes = PersonAttributes(name: Sealed("Jane", salt: Array(repeating: 7, count: 16)), language: .english)
        try ledger.append(
            [StreamWrite(.person(PersonID(1)), expecting: 0, [.person(.registered(attributes: attributes))], about: PersonID(1))],
            at: .start, by: .tenure)
        ledger.close()
        return home
    }

    private func contents(_ home: TestHome) throws -> [Row] {
        try home.raw().read { try Row.fetchAll($0, sql: "SELECT * FROM event") + Row.fetchAll($0, sql: "SELECT * FROM personal") }
    }
}
