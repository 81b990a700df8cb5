import Crypto
import Foundation
import IAM
import Lifecycle
import Testing

@testable import Ledger

/// Signed decisions in a ledger that somebody has written who wants them to mean something else.
struct SignedDecisionCheckTests {
    private static let origin = "tenure/test"

    /// A way of writing a signed decision down, and what the check says of it; nil if it holds.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let objection: String?
        /// Whose key signs, whose word it is recorded as, and what is recorded instead of what was signed.
        var signer = 2
        var giver = 2
        var about = RequestID(1)
        var reason: String?
        var content: String?
        var isRemovedBefore = false
        var isRemovedAfter = false
        var log = origin
        var age: TimeInterval = 0
    }

    private static func holds(_ flaw: String) -> String { "the signature of P-2 does not hold: \(flaw)" }

    @Test(arguments: [
        Case(testDescription: "as it was signed", objection: nil),
        Case(testDescription: "and the key taken away later", objection: nil, isRemovedAfter: true),
        Case(
            testDescription: "with a key taken away before", objection: holds("its key is not registered for 'P-2'"), isRemovedBefore: true),
        Case(testDescription: "with another person's key", objection: holds("its key is not registered for 'P-2'"), signer: 5),
        Case(
            testDescription: "as the word of another person",
            objection: "the signature of P-5 does not hold: the statement says something else in its line 'actor'", giver: 5),
        Case(
            testDescription: "moved to another request", objection: holds("the statement says something else in its line 'request'"),
            about: RequestID(2)),
        Case(
            testDescription: "with another reason", objection: holds("the statement says something else in its line 'reason'"),
            reason: "another"),
        Case(
            testDescription: "with other content", objection: holds("the statement says something else in its line 'content'"),
            content: "wider"),
        Case(
            testDescription: "from another history", objection: holds("the statement says something else in its line 'log'"),
            log: "tenure/other"),
        Case(testDescription: "before it was signed", objection: holds("the statement is of another time"), age: 60),
        Case(testDescription: "after its time was up", objection: holds("the statement is of another time"), age: -90_000),
    ]) func `a signed decision is verified again with the key of its time`(_ trial: Case) throws {
        let bench = try Bench()
        try bench.record(trial)
        let found = try bench.ledger.examine()
        #expect(found.signatures == 1)
        let said = found.problems.compactMap { if case .undue(_, let reason) = $0 { reason } else { nil } }
        #expect(said.filter { $0.contains("signature") } == [trial.objection].compactMap(\.self), "\(found.problems)")
        try bench.expectExports(toBeSound: trial.objection == nil)
    }

    @Test func `an unsigned yes in a stage that counts only signed ones is found`() throws {
        let bench = try Bench(isSigned: true)
        try bench.approveUnsigned()
        let found = try bench.ledger.examine()
        #expect(
            found.problems.map(\.description).contains {
                $0.hasSuffix("should not stand here: its stage counts only signed decisions, and it has no signature")
            }, "\(found.problems)")
        try bench.expectExports(toBeSound: false)
    }

    @Test func `a glass that was broken without a signature is found`() throws {
        let bench = try Bench()
        try bench.breakUnsigned()
        let found = try bench.ledger.examine()
        #expect(
            found.problems.map(\.description).contains {
                $0.hasSuffix("should not stand here: the glass was broken without its holder's signature")
            }, "\(found.problems)")
        try bench.expectExports(toBeSound: false)
    }

    @Test func `what is asked cannot be widened under the digest that was approved`() throws {
        let bench = try Bench()
        try bench.widen()
        let found = try bench.ledger.examine()
        #expect(
            found.problems.map(\.description).contains { $0.hasSuffix("what R-3 asks is not what approvals are bound to") },
            "\(found.problems)")
        try bench.expectExports(toBeSound: false)
    }

    @Test func `every byte of statement and signature counts`() throws {
        for place in stride(from: 0, to: 700, by: 23) {
            let bench = try Bench()
            let tried = try bench.record(Case(testDescription: "", objection: nil)) { Self.changed($0, at: place) }
            let found = try bench.ledger.examine()
            #expect(found.problems.isEmpty == !tried, "byte \(place): \(found.problems)")
            try bench.expectExports(toBeSound: !tried)
        }
    }

    /// Another statement, or another signature, in one byte; nil past their ends.
    private static func changed(_ signed: SignedStatement, at place: Int) -> SignedStatement? {
        var bytes = [Array(signed.statement.utf8), Array(signed.signature.utf8)]
        let part = place < bytes[0].count ? 0 : 1
        let offset = part == 0 ? place : place - bytes[0].count
        guard offset < bytes[part].count else { return nil }
        bytes[part][offset] = bytes[part][offset] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        return SignedStatement(statement: String(decoding: bytes[0], as: UTF8.self), signature: String(decoding: bytes[1], as: UTF8.self))
    }

    /// A signed history with two requests of P-1; P-2 and P-5 approve and have a key each.
    private final class Bench {
        let home = TestHome()
        let ledger: Ledger
        private let keys = [2: Curve25519.Signing.PrivateKey(), 5: Curve25519.Signing.PrivateKey()]

        private let isSigned: Bool
        private let signer: NoteSigner

        init(isSigned: Bool = false) throws {
            self.isSigned = isSigned
            ledger = try home.create()
            let group = try ApprovalGroup("security")
            let roster = [2, 5].map { RulesEvent.roster(person: PersonID($0), roles: [.approver], groups: [group]) }
            signer = try NoteSigner(name: origin, seed: Array(repeating: 1, count: 32))
            let key = signer.verifier
            var writes = [
                StreamWrite(.home, expecting: 0, [.home(.founded(isSandbox: false)), .home(.signingKeySet(key: try LogKey(key.text)))]),
                StreamWrite(.rules, expecting: 0, roster.map(Event.rules)),
            ]
            for number in [1, 2, 5] {
                let attributes = PersonAttributes(
                    name: Sealed("P\(number)", salt: Array(repeating: UInt8(number), count: 16)), language: .english)
                let added = try keys[number].map { [Event.person(.keyAdded(key: try Self.registered($0)))] } ?? []
                writes.append(
                    StreamWrite(
                        .person(PersonID(number)), expecting: 0, [.person(.registered(attributes: attributes))] + added,
                        about: PersonID(number)))
            }
            for number in [1, 2] {
                let event = RequestEvent.submitted(form: try form("why"))
                writes.append(StreamWrite(.request(RequestID(number)), expecting: 0, [.request(event)]))
            }
            try ledger.append(writes, at: .start, by: .person(PersonID(1)))
        }

        private func form(_ reason: String) throws -> RequestForm {
            let stage = ApprovalStage(
                name: try StageName("security"), groups: [try ApprovalGroup("security")], quorum: 1, from: nil, isSigned: isSigned)
            return try RequestForm(
                ask: .revoke(record: RecordID(1)), subject: nil, reason: Sealed(reason, salt: Array(repeating: 7, count: 16)), ticket: nil,
                risk: .high, stages: [stage], expires: .start + 86_400, beginWithin: .days(7))
        }

        /// Records a decision as that case has it; says whether anything was changed.
        @discardableResult
        func record(_ trial: Case, changed: (SignedStatement) -> SignedStatement? = { _ in nil }) throws -> Bool {
            if let reason = trial.reason { try append(.amended(form: try form(reason)), to: trial.about, by: 1) }
            if trial.isRemovedBefore { try remove(2) }
            let signed = try self.signed(trial)
            let other = changed(signed)
            let content = try #require(try ledger.request(trial.about)).state.form.content
            try append(
                .endorsed(
                    stage: StageName("security"), content: trial.content.map { Digest.of(text: $0) } ?? content, signed: other ?? signed),
                to: trial.about, by: trial.giver)
            if trial.isRemovedAfter { try remove(2) }
            return other != nil && other != signed
        }

        /// What both verifiers say of exports: of everything, and of the decisions alone without what was filed and who has which key.
        func expectExports(toBeSound isSound: Bool, sourceLocation: SourceLocation = #_sourceLocation) throws {
            let exports = try ExportBench(home, ledger, signer)
            try exports.checkpoint()
            let folders = try [EventFilter(), EventFilter(kind: "request")].map { try exports.export($0) }
            #expect(folders.map { Verdicts.ours($0) == nil } == [isSound, isSound], sourceLocation: sourceLocation)
            #expect(try Verdicts.python(folders) == [isSound, isSound], sourceLocation: sourceLocation)
        }

        /// Files a request whose digest is that of less than it asks.
        func widen() throws {
            var form = try form("why")
            form.content = Digest.of(text: "less")
            try append(.submitted(form: form), to: RequestID(3), by: 1)
        }

        func breakUnsigned() throws {
            let glass = AskedGlass(record: RecordID(1), grant: Grant(groups: [], policies: Digest.of(text: "all")))
            let form = try RequestForm(
                ask: .breakGlass(glass), subject: nil, reason: Sealed("why", salt: Array(repeating: 7, count: 16)), ticket: nil,
                risk: .critical, stages: [], expires: .start + 3_600, beginWithin: .hours(1))
            try append(.submitted(form: form), to: RequestID(3), by: 2)
        }

        func approveUnsigned() throws {
            let content = try #require(try ledger.request(RequestID(1))).state.form.content
            try append(.endorsed(stage: StageName("security"), content: content), to: RequestID(1), by: 2)
        }

        private func signed(_ trial: Case) throws -> SignedStatement {
            let request = try #require(
                Request.evolve(nil, id: RequestID(1), .submitted(form: try form("why")), at: .start, by: .person(PersonID(1))))
            let yes = RequestEvent.endorsed(stage: try StageName("security"), content: request.form.content)
            let version = trial.reason == nil ? 1 : 2
            let matter = try #require(request.matter(of: yes, version: version))
            let dating = DecisionStatement.Dating(
                time: .start + trial.age, expires: .start + trial.age + 86_400, nonce: Array(repeating: 3, count: 16))
            let text = DecisionStatement(log: trial.log, matter: matter, actor: PersonID(2), dating: dating).text
            let key = try #require(keys[trial.signer])
            return SignedStatement(statement: text, signature: try Self.signature(of: text, with: key))
        }

        private func append(_ event: RequestEvent, to id: RequestID, by person: Int) throws {
            let version = try ledger.request(id)?.version ?? 0
            try ledger.append(
                [StreamWrite(.request(id), expecting: version, [.request(event)])], at: .start, by: .person(PersonID(person)))
        }

        private func remove(_ person: Int) throws {
            let key = try Self.registered(try #require(keys[person]))
            let version = try ledger.person(PersonID(person))?.version ?? 0
            try ledger.append(
                [StreamWrite(.person(PersonID(person)), expecting: version, [.person(.keyRemoved(key: key))])], at: .start, by: .tenure)
        }

        private static func registered(_ key: Curve25519.Signing.PrivateKey) throws -> SSHPublicKey {
            try #require(SSHPublicKey(text: "ssh-ed25519 \(Data(blob(key)).base64EncodedString())"))
        }

        private static func signature(of text: String, with key: Curve25519.Signing.PrivateKey) throws -> String {
            let words = string("tenure-decision") + string("") + string("sha512")
            let signed = Array("SSHSIG".utf8) + words + string(Array(SHA512.hash(data: Data(text.utf8))))
            let bytes = string("ssh-ed25519") + string(Array(try key.signature(for: signed)))
            let whole = Array("SSHSIG".utf8) + [0, 0, 0, 1] + string(blob(key)) + words + string(bytes)
            return "-----BEGIN SSH SIGNATURE-----\n\(Data(whole).base64EncodedString())\n-----END SSH SIGNATURE-----\n"
        }

        private static func blob(_ key: Curve25519.Signing.PrivateKey) -> [UInt8] {
            string("ssh-ed25519") + string(Array(key.publicKey.rawRepresentation))
        }

        private static func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }

        private static func string(_ bytes: [UInt8]) -> [UInt8] {
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: UInt32(bytes.count) >> $0) } + bytes
        }
    }
}
