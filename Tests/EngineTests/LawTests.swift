import Foundation
import IAM
import Lifecycle
import Sandbox
import Shipped
import Synchronization
import Testing

@testable import Engine

/// R3: every step of every shipped workflow, twice; failing at each and unwinding; every undo twice.
@Suite struct LawTests {
    private static let name = Bench.name(of: 0)

    /// Does every piece of work twice, as after a crash that lost its outcome; returns how many were.
    private func twice(_ bench: Bench, report: @escaping @Sendable (RunLine) -> Void = { _ in }) async throws -> Int {
        for stops in 0..<60 {
            // The records of a run are the look, an announcement or the outcome of what is repeated, and then the outcome that is to be lost.
            bench.mischief.stopAtRecord(3)
            do {
                try await bench.run(.init(), report: report)
                return stops
            } catch is Crash {
                bench.clock.advance(60)
            }
        }
        return .max
    }

    @Test(arguments: Scenario.all)
    func `each step performed twice is performed once`(scenario: Scenario) async throws {
        let bench = try Bench()
        try await scenario.prepare(bench)
        let stops = try await twice(bench)
        #expect((1..<60).contains(stops))
        print("law: \(scenario.testDescription): \(stops) steps repeated")
        #expect(try await scenario.lacking(bench) == [])
        #expect(try await bench.soundness(foreign: scenario.foreign) == [])
    }

    /// Steps that can be taken back, with the call that makes them fail and the scenario that they stand in.
    static let failures: [(scenario: Scenario, action: IAMAction)] = [
        (.provision, .createUser), (.provision, .addUserToGroup), (.provision, .createLoginProfile), (.grant, .addUserToGroup),
        (.block, .addUserToGroup), (.block, .deleteUserPolicy), (.resume, .updateAccessKey), (.resume, .deleteUserPolicy),
        (.breakGlass, .addUserToGroup),
    ]

    @Test(arguments: LawTests.failures.indices)
    func `a step that fails for good is unwound to what was before, and every undo twice is once`(number: Int) async throws {
        let (scenario, action) = Self.failures[number]
        let bench = try Bench()
        try await scenario.prepare(bench)
        let user = scenario.testDescription == "block" ? Bench.user("old.timer") : Self.name
        let before = try await bench.held(user)
        let state = try bench.state(RecordID(1))
        bench.mischief.always { _, called in
            // For good, but not in the way of its own undo.
            let isForward = (try? bench.home.ledger.user(RecordID(1))?.state.transit?.toUndo) == nil
            return called == action && isForward ? .refuse(.limitExceeded) : nil
        }
        let lines = Mutex<[RunLine]>([])
        let crashes = try await twice(bench) { line in lines.withLock { $0.append(line) } }
        let failed = lines.withLock { $0.count { if case .failed = $0 { true } else { false } } }
        #expect((1..<60).contains(crashes))
        #expect(failed == 0)
        #expect(try bench.state(RecordID(1)) == state)
        #expect(try bench.record(RecordID(1)).transit == nil)
        #expect(try bench.record(RecordID(1)).setback != nil)
        #expect(try await bench.held(user) == before)
        #expect(try await bench.soundness(foreign: scenario.foreign) == [])
        // Once the cause is gone the transition is made.
        try await bench.run(.init(retries: true))
        #expect(try await scenario.lacking(bench) == [])
    }

    @Test func `every step of the shipped workflows stands in a scenario`() async throws {
        var performed: Set<Step> = []
        for scenario in Scenario.all {
            let bench = try Bench()
            try await scenario.prepare(bench)
            for line in try await bench.run() { if case .did(_, let step) = line { performed.insert(step) } }
        }
        let used = Set(
            try Shipped.workflows.values.flatMap { text in
                try require(WorkflowFile.read(text, named: "shipped").workflow, "a workflow").transitions.flatMap(\.steps)
            })
        #expect(used.subtracting(performed) == [])
    }
}
