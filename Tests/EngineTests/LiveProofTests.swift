import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox
import Testing

@testable import Engine

/// A proof about an account as it is, with the simulated account's own simulator beside it.
@Suite struct LiveProofTests {
    private func make(_ name: String, on bench: Bench) async throws -> LiveProof {
        try await LiveProof.make(of: try UserName(name), in: Bench.registered, of: bench.home, by: .tenure) { _ in }
    }

    @Test func `both answers are kept, and the ledger has their digest`() async throws {
        let bench = try Bench()
        try bench.populate()
        let names = try await every { try await bench.account.listUsers(from: $0) }.map(\.name.text)
        for name in names {
            let live = try await make(name, on: bench)
            let text = try String(contentsOf: live.file, encoding: .utf8)
            #expect(text == live.evidence && live.comparison.count(.differs) == 0, "\(name)")
            guard case .account(.proofCompared(let compared)) = try bench.home.ledger.events(limit: 1_000).last?.recorded.event else {
                Issue.record("nothing was recorded of \(name)")
                continue
            }
            #expect(compared.evidence == Digest.of(text: text) && compared.asked == live.comparison.rows.count)
            #expect(compared.snapshot == live.snapshot.snapshot.digest)
            let mode = try FileManager.default.attributesOfItem(atPath: live.file.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
        #expect(names.count > 2)
    }

    @Test func `nothing is changed at IAM, and no question is asked twice`() async throws {
        let bench = try Bench()
        try bench.populate()
        bench.account.forgetCalls()
        let name = try #require(try await bench.account.listUsers(from: nil).items.first).name.text
        _ = try await make(name, on: bench)
        let changes = bench.account.calls.filter { !$0.action.isRead }
        #expect(changes.isEmpty)
        let asked = bench.account.calls.count { $0.action == .simulatePrincipalPolicy }
        #expect(asked > 0 && asked < 30)
    }

    @Test func `an account that does not simulate leaves the snapshot and no comparison`() async throws {
        let bench = try Bench()
        try bench.populate()
        let name = try #require(try await bench.account.listUsers(from: nil).items.first).name.text
        bench.account.settings.faults = { _, action in action == .simulatePrincipalPolicy ? .refuse(.accessDenied) : nil }
        await #expect(throws: IAMError.self) { _ = try await make(name, on: bench) }
        let kinds = try bench.home.ledger.events(limit: 1_000).map(\.recorded.event.code)
        #expect(kinds.contains("account.snapshotKept") && !kinds.contains("account.proofCompared"))
    }
}
