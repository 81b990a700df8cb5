import Foundation
import Ledger
import Lifecycle
import Testing

@testable import Engine

struct WitnessTests {
    private static let seed: [UInt8] = Array(repeating: 4, count: 32)

    @Test func `a witness cosigns what has grown from what it saw, and nothing else`() throws {
        let bench = try Bench.signed()
        let key = try #require(try bench.home.ledger.logKeys().last).key
        let witness = try Witness(folder: bench.home.directory.appending(path: "auditor"), name: "auditor.example", seed: Self.seed)
        let (first, time) = (try export(bench, "first"), Date(timeIntervalSince1970: 1_790_000_000))
        #expect(throws: SigningRefusal.self) { try witness.visit(first, trusting: nil, at: time) }
        let visit = try witness.visit(first, trusting: key, at: time)
        #expect(try visit.note.signers(among: [key, witness.key]) == [key, witness.key])
        #expect(visit.note.signatures.last?.time == time)

        try bench.recordSomething()
        let second = try export(bench, "second")
        // The next day: the key of the folder, and no key named.
        let again = try Witness(folder: bench.home.directory.appending(path: "auditor"), name: nil, seed: Array(repeating: 9, count: 32))
        #expect(again.key == witness.key)
        #expect(try again.visit(second, trusting: nil, at: time).remark.contains("grown from"))
        // Back in time is another history, and so is one that was written anew.
        #expect(throws: NoteError.self) { try again.visit(first, trusting: nil, at: time) }
        let other = try Bench(seed: 7)
        try other.put(try bench.text(of: "signing.key"), as: "signing.key")
        _ = try KeyKeeping(home: other.home).make(origin: "example.com/tenure", by: Staff.admin)
        for _ in 0..<9 { try other.recordSomething() }
        let forged = try export(other, "forged")
        #expect(throws: NoteError.self) { try again.visit(forged, trusting: key, at: time) }
    }

    private func export(_ bench: Bench, _ name: String) throws -> URL {
        let folder = bench.home.directory.appending(path: name)
        _ = try Exporting(home: bench.home, filter: EventFilter(), withTable: true).write(to: folder, by: Staff.admin)
        return folder
    }
}
