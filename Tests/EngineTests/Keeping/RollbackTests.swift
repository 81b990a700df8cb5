import Foundation
import Ledger
import Lifecycle
import Testing

@testable import Engine

/// Two admins have history go on from a backup: another log begins, which says where the old one ended.
struct RollbackTests {
    @Test func `one admin asks, nothing goes on, and another one accepts`() async throws {
        let asked = try await Self.asked()
        let (bench, home, lost) = (asked.bench, asked.home, asked.lost)
        #expect(try home.ledger.home()?.state.rollback?.size == lost.size - 3)
        // The ledger itself takes no other event of the home, and nothing is signed.
        #expect(throws: LedgerError.self) { try Notary(home: home).record(.advanced(seconds: 1), by: .tenure) }
        #expect(throws: SigningRefusal.self) { try Notary(home: home).seal() }
        let office = RollbackOffice(home: home)
        for (person, code) in [(Staff.admin, Refusal.Code.secondPerson), (Staff.requester, .notPermitted), (PersonID(99), .notPermitted)] {
            let refusal = #expect(throws: Refusal.self) { try office.accept(by: person, origin: "example.com/again", publicKey: nil) }
            #expect(refusal?.code == code)
        }
        #expect(throws: Refusal.self) { try office.accept(by: Staff.otherAdmin, origin: "example.com/tenure", publicKey: nil) }
        let key = try office.accept(by: Staff.otherAdmin, origin: "example.com/again", publicKey: nil)
        #expect(throws: Refusal.self) { try office.accept(by: Staff.otherAdmin, origin: "example.com/third", publicKey: nil) }

        let found = try home.ledger.examine()
        #expect(found.problems == [] && found.covered?.origin == "example.com/again" && found.keys.last?.key == key)
        let rollback = try #require(found.rollbacks.first)
        #expect(rollback.askedBy == .person(Staff.admin) && rollback.acceptedBy == .person(Staff.otherAdmin))
        #expect(rollback.rollback.origin == "example.com/tenure" && rollback.lostUpTo == lost.size)
        #expect(try rollback.rollback.root.text == home.ledger.root(of: lost.size - 3)?.description)
        // What was known outside stands in the event whole: it shows to everybody what was lost.
        let newest = try SignedNote(Data(try #require(rollback.rollback.newest).utf8))
        #expect(try Checkpoint(newest) == lost && newest.signers(among: [found.keys[0].key]).count == 1)
        try bench.put(bench.settingsText, as: "tenure.yaml")
        // The old disk turns up again: its ledger signs nothing beside the new one.
        try bench.recordSomething()
        #expect(throws: SigningRefusal.self) { try Notary(home: bench.home).seal() }
    }

    @Test(arguments: [true, false]) func `an export says it, and both verifiers agree about every earlier checkpoint`(keyIsThere: Bool)
        async throws
    {
        let asked = try await Self.asked()
        let (bench, home, lost) = (asked.bench, asked.home, asked.lost)
        let old = try #require(try home.ledger.logKeys().first).key
        let early = try #require(try home.ledger.checkpoints(limit: 1).first)
        if !keyIsThere { try bench.remove("signing.key") }
        let new = try RollbackOffice(home: home).accept(by: Staff.otherAdmin, origin: "example.com/again", publicKey: nil)
        for _ in 0..<9 { try Bench.recordSomething(in: home) }
        let folder = bench.place("export")
        _ = try Exporting(home: home, filter: EventFilter(kind: "home"), withTable: false).write(to: folder, by: Staff.admin)
        let lostNote = try #require(try home.ledger.rollbacks().first?.rollback.newest)
        let forged = Checkpoint(origin: "example.com/again", size: early.size, root: .empty)
        // The former key vouches for the next only if it was there to sign.
        for (trusted, note, isSound) in [
            (old, early.note, keyIsThere), (new, early.note, true), (new, lostNote, false), (old, lostNote, false),
            (new, "\(forged.text)\n\u{2014} x AAAAAAAA\n", false),
        ] {
            let file = folder.deletingLastPathComponent().appending(path: "since")
            try PrivateFile.write(Data(note.utf8), to: file)
            var check = ExportCheck(folder, since: try Checkpoint(SignedNote(Data(note.utf8))))
            let error = Result { try check.run(trusting: trusted) }
            #expect(((try? error.get()) != nil) == isSound, "\(error)")
            if note == lostNote, case .failure(let error) = error { #expect("\(error)".contains("which ended"), "\(error)") }
            let script =
                "import sys; sys.path.insert(0, sys.argv[1]); import verify as v; s = v.checkpoint(v.Note(open(sys.argv[3], 'rb').read()))\n"
                + "try: v.verify(sys.argv[1], v.Key(sys.argv[2]), s)\nexcept v.Unsound as e: print(e); sys.exit(3)"
            let status = try Subprogram(["/usr/bin/env", "python3", "-B", "-c", script, folder.path, trusted.text, file.path])
                .run(input: Data(), patience: 60)
            #expect((status == 0) == isSound, "verify.py: \(status)")
        }
        #expect(lost.origin == old.name)
    }

    @Test(arguments: [0, 3]) func `a witness signs the new name only for somebody who has looked, unless nothing is lost`(lostCount: Int)
        async throws
    {
        let bench = try Bench.kept()
        let old = try #require(try bench.home.ledger.logKeys().first).key
        let witness = try Witness(folder: bench.place("auditor"), name: "auditor.example", seed: Array(repeating: 4, count: 32))
        _ = try bench.backup("first")
        for _ in 0..<lostCount { try bench.recordSomething() }
        let seen = bench.place("seen")
        _ = try Exporting(home: bench.home, filter: EventFilter(), withTable: false).write(to: seen, by: Staff.admin)
        if lostCount > 0 { _ = try witness.visit(seen, trusting: old, at: bench.clock.now) }
        let home = try await bench.askedAgain("first")
        let new = try RollbackOffice(home: home).accept(by: Staff.otherAdmin, origin: "example.com/again", publicKey: nil)
        let later = bench.place("later")
        _ = try Exporting(home: home, filter: EventFilter(), withTable: false).write(to: later, by: Staff.admin)
        if lostCount > 0 { #expect(throws: NoteError.self) { try witness.visit(later, trusting: nil, at: bench.clock.now) } }
        let visit = try witness.visit(later, trusting: lostCount > 0 ? new : old, at: bench.clock.now)
        #expect(visit.remark.contains("went back to a backup") == (lostCount > 0), "\(visit.remark)")
        #expect(try visit.note.signers(among: [witness.key]).count == 1)
    }

    @Test func `a rollback that one person has both asked for and accepted is found, and one by somebody who was no admin`() async throws {
        for (asker, accepter, count) in [
            (Staff.admin, Staff.otherAdmin, 0), (Staff.admin, Staff.admin, 1), (Staff.requester, Staff.admin, 1),
        ] {
            let bench = try Bench.kept()
            let rollback = Rollback(
                origin: "example.com/tenure", size: 3, root: Digest.of(text: ""), newest: nil, reason: bench.home.world.seal("fire"))
            for (event, person) in [(HomeEvent.rollbackAsked(rollback: rollback), asker), (.rollbackAccepted, accepter)] {
                try Notary(home: bench.home).record(event, by: .person(person))
            }
            let problems = try bench.home.ledger.examine().problems
            #expect(problems.count == count, "\(problems)")
        }
    }

    /// A home that went back three signed events, waiting to be accepted; and the newest checkpoint that was signed.
    private final class Asked {
        let bench: Bench
        let home: Home
        let lost: Checkpoint

        init(_ bench: Bench, _ home: Home, lost: Checkpoint) {
            self.bench = bench
            self.home = home
            self.lost = lost
        }
    }

    // An object: as a tuple, the result of this async function corrupted memory when Swift 6.3.1 had compiled it.
    private static func asked() async throws -> Asked {
        let bench = try Bench.kept()
        _ = try bench.backup("first")
        for _ in 0..<3 { try bench.recordSomething() }
        try Notary(home: bench.home).seal()
        let lost = try #require(try Notary(home: bench.home).outsideCopy()).checkpoint
        return Asked(bench, try await bench.askedAgain("first"), lost: lost)
    }
}

extension Bench {
    /// The home from a backup in a new place, where an admin has asked another one to accept it.
    func askedAgain(_ name: String) async throws -> Home {
        let restoring = Restoring(kept(name), into: place("again"))
        let plan = try restoring.plan()
        try await restoring.carryOut(plan, at: clock.now) { draft in
            let home = try self.home(in: draft)
            defer { home.ledger.close() }
            try RollbackOffice(home: home).ask(plan.rollback(because: home.world.seal("the disk is lost")), by: Staff.admin)
        }
        return try home(in: place("again"))
    }
}
