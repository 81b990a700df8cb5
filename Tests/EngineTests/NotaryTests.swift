import Foundation
import Ledger
import Lifecycle
import Testing

@testable import Engine

struct NotaryTests {
    @Test func `a home with a key signs what is recorded, once`() throws {
        let bench = try Bench()
        let notary = Notary(home: bench.home)
        #expect(try notary.seal() == .withoutKey)
        let key = try KeyKeeping(home: bench.home).make(origin: "example.com/tenure", by: Staff.admin)
        let size = try bench.home.ledger.size()
        #expect(try notary.seal() == .signed(size: size))
        #expect(try notary.seal() == .current(size: size))
        let last = try #require(try bench.home.ledger.lastCheckpoint())
        #expect(throws: Never.self) { try last.read().note.demand(key) }
        #expect(try bench.text(of: "checkpoint") == last.note)
        #expect(try bench.mode(of: "signing.key") == 0o600 && bench.mode(of: "checkpoint") == 0o600)
        #expect(try bench.home.ledger.examine().problems == [])
    }

    @Test func `a copy that is behind is advanced`() throws {
        let bench = try Bench.signed()
        let old = try bench.text(of: "checkpoint")
        try bench.recordSomething()
        try Notary(home: bench.home).seal()
        let new = try bench.text(of: "checkpoint")
        // The crash between the two writes.
        try bench.put(old, as: "checkpoint")
        _ = try Notary(home: bench.home).seal()
        #expect(try bench.text(of: "checkpoint") == new && new != old)
    }

    @Test func `a ledger that was brought back signs nothing, however far it has gone on since`() throws {
        for later in [0, 1, 5] {
            let bench = try Bench.signed()
            try bench.keepLedger(as: "yesterday.db")
            for _ in 0..<2 { try bench.recordSomething() }
            try Notary(home: bench.home).seal()
            let restored = try bench.home(withLedger: "yesterday.db")
            for _ in 0..<later { try Bench.recordSomething(in: restored) }
            let refusal = #expect(throws: SigningRefusal.self) { try Notary(home: restored).seal() }
            #expect(refusal?.description.contains("brought back from a backup") == true, "\(String(describing: refusal))")
        }
    }

    @Test
    func `however long before and since, no ledger that was brought back and no second copy signs: 12 rounds, 300 with TENURE_DEEP=1`()
        throws
    {
        let rounds = ProcessInfo.processInfo.environment["TENURE_DEEP"] == "1" ? 300 : 12
        let seed = UInt64.random(in: 0...UInt64.max)
        let dice = Dice(seed: seed)
        for round in 0..<rounds {
            let bench = try Bench.signed(seed: UInt64(round) + 1)
            func record(_ most: Int, in home: Home) throws {
                for _ in 0..<dice.below(most) {
                    try Bench.recordSomething(in: home)
                    if dice.hits(40) { _ = try? Notary(home: home).seal() }
                }
            }
            try record(6, in: bench.home)
            try bench.keepLedger(as: "yesterday.db")
            try record(6, in: bench.home)
            try bench.recordSomething()
            try Notary(home: bench.home).seal()
            let restored = try bench.home(withLedger: "yesterday.db")
            try record(9, in: restored)
            try Bench.recordSomething(in: restored)
            #expect(throws: SigningRefusal.self, "seed \(seed), round \(round)") { try Notary(home: restored).seal() }
            // The one that went on still signs, whatever the other tried.
            try bench.recordSomething()
            #expect(try Notary(home: bench.home).seal() == .signed(size: bench.home.ledger.size()), "seed \(seed), round \(round)")
        }
        print("ledgers brought back that signed nothing: \(rounds); seed \(seed)")
    }

    @Test func `of two copies of a home that share the outside copy, one signs and the other does not`() throws {
        let bench = try Bench.signed()
        try bench.keepLedger(as: "twin.db")
        let twin = try bench.home(withLedger: "twin.db")
        try bench.recordSomething()
        try Bench.recordSomething(in: twin)
        try Bench.recordSomething(in: twin)
        try Notary(home: bench.home).seal()
        #expect(throws: SigningRefusal.self) { try Notary(home: twin).seal() }
        #expect(try twin.ledger.lastCheckpoint()?.size ?? 0 < twin.ledger.size())
    }

    @Test func `history that was changed before the last checkpoint is not signed`() throws {
        let bench = try Bench.signed()
        // Another history of the same length under the same key: what somebody with the file and no key is left with.
        let other = try Bench.signed(seed: 2)
        try other.put(try bench.text(of: "signing.key"), as: "signing.key")
        try other.put(try bench.text(of: "checkpoint"), as: "checkpoint")
        try other.recordSomething()
        #expect(throws: SigningRefusal.self) { try Notary(home: other.home).seal() }
    }

    @Test(arguments: ["", "nonsense", "tenure\n1\nAAAA\n\n"])
    func `a copy that is missing or altered stops signing, and an admin renews it`(text: String)
        throws
    {
        let bench = try Bench.signed()
        try bench.recordSomething()
        if text.isEmpty { try bench.remove("checkpoint") } else { try bench.put(text, as: "checkpoint") }
        #expect(throws: SigningRefusal.self) { try Notary(home: bench.home).seal() }
        try Notary(home: bench.home).renewCopy(by: Staff.admin)
        let last = try bench.home.ledger.events(limit: 1_000).last
        guard case .home(.copyRenewed) = last?.recorded.event else {
            Issue.record("nobody answers for the new copy")
            return
        }
        #expect(
            try last?.recorded.by == .person(Staff.admin) && Notary(home: bench.home).seal() == .current(size: bench.home.ledger.size()))
    }

    @Test func `a key that others can read, another key, or none signs nothing`() throws {
        let bench = try Bench.signed()
        let key = try bench.text(of: "signing.key")
        try bench.recordSomething()
        chmod(bench.file("signing.key"), 0o644)
        #expect(throws: SigningRefusal.self) { try Notary(home: bench.home).seal() }
        try bench.put(try NoteSigner(name: "example.com/tenure", seed: Array(repeating: 5, count: 32)).secret + "\n", as: "signing.key")
        #expect(throws: SigningRefusal.self) { try Notary(home: bench.home).seal() }
        try bench.remove("signing.key")
        let refusal = #expect(throws: SigningRefusal.self) { try Notary(home: bench.home).seal() }
        #expect(!"\(String(describing: refusal))".contains("PRIVATE"))
        try bench.put(key, as: "signing.key")
        #expect(try Notary(home: bench.home).seal() == .signed(size: bench.home.ledger.size()))
    }

    @Test func `both keys sign that one takes the other's place, after a crash too`() throws {
        for crashes in [false, true] {
            let bench = try Bench.signed()
            let keeping = KeyKeeping(home: bench.home)
            let former = try #require(try bench.home.ledger.logKeys().last).key
            let next = try keeping.rotate(by: Staff.otherAdmin)
            #expect(try bench.text(of: "signing.key").split(separator: "\n").count == 2)
            if crashes { try bench.recordSomething() }
            try Notary(home: bench.home).seal()
            #expect(try bench.text(of: "signing.key").split(separator: "\n").count == 1)
            let note = try #require(try bench.home.ledger.lastCheckpoint()).read().note
            #expect(try note.signers(among: [former, next]) == [former, next])
            try bench.recordSomething()
            try Notary(home: bench.home).seal()
            #expect(try #require(try bench.home.ledger.lastCheckpoint()).read().note.signers(among: [former, next]) == [next])
            #expect(try bench.home.ledger.examine().problems == [])
        }
    }

    @Test func `a program can sign, and what it prints is believed only if it is the key's signature`() throws {
        let signer = try NoteSigner(name: "example.com/tenure", seed: Array(repeating: 5, count: 32))
        let bench = try Bench()
        let script = bench.file("sign.sh")
        try "#!/bin/sh\ncat > \(bench.file("asked")); cat \(bench.file("answer"))\n".write(
            toFile: script, atomically: true, encoding: .utf8)
        chmod(script, 0o700)
        var settings = bench.home.settings
        settings.audit.signer = .command([script])
        let home = Home(directory: bench.home.directory, settings: settings, ledger: bench.home.ledger, world: bench.home.world)
        #expect(throws: Refusal.self) { try KeyKeeping(home: home).make(origin: "example.com/tenure", by: Staff.admin) }
        _ = try KeyKeeping(home: home).make(origin: "example.com/tenure", publicKey: signer.verifier.bytes, by: Staff.admin)
        try bench.put("AAAA\n", as: "answer")
        #expect(throws: SigningRefusal.self) { try Notary(home: home).seal() }
        let text = try bench.text(of: "asked")
        try bench.put(try signer.sign(text).bytes.base64EncodedString() + "\n", as: "answer")
        #expect(try Notary(home: home).seal() == .signed(size: home.ledger.size()))
    }
}

extension Bench {
    /// A bench whose first events are signed.
    static func signed(seed: UInt64 = 1) throws -> Bench {
        let bench = try Bench(seed: seed)
        _ = try KeyKeeping(home: bench.home).make(origin: "example.com/tenure", by: Staff.admin)
        try Notary(home: bench.home).seal()
        return bench
    }

    func recordSomething() throws { try Self.recordSomething(in: home) }

    static func recordSomething(in home: Home) throws {
        try Notary(home: home).record(.exported(filter: "nothing", count: 0, digest: Digest.of(text: "")), by: .person(Staff.admin))
    }

    func file(_ name: String) -> String { home.directory.appending(path: name).path }
    func text(of name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }
    func put(_ text: String, as name: String) throws { try PrivateFile.write(Data(text.utf8), to: home.directory.appending(path: name)) }
    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: file(name)) }

    func mode(of name: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: file(name))[.posixPermissions] as? Int)
    }

    func keepLedger(as name: String) throws { try FileManager.default.copyItem(atPath: ledgerFile, toPath: file(name)) }

    /// The same home, with another file as its ledger.
    func home(withLedger name: String) throws -> Home {
        Home(directory: home.directory, settings: home.settings, ledger: try Ledger.open(file(name), for: .write), world: home.world)
    }
}
