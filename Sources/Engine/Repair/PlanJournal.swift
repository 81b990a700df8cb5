import Foundation
import IAM
import Ledger
import Lifecycle

/// How far a plan is, and the one way in which that is recorded. Read once: nobody else works on a plan under the run's lock.
actor PlanJournal {
    private let home: Home
    private(set) var record: PlanRecord
    private var version: Int

    init(of id: Digest, in home: Home) throws {
        guard let found = try home.ledger.plan(id) else {
            throw Refusal(.unknownPlan, "plan \(id.text.prefix(12)) was not made in this home", hint: "make one with 'tenure fix plan'")
        }
        self.home = home
        (record, version) = (found.state, found.version)
    }

    /// How far a change is.
    func progress(of change: Int) -> PlanRecord.Progress { record.progress(of: change) ?? .open }

    /// Those of these changes that are not made.
    func undone(of changes: [Int]) -> [Int] { changes.filter { !progress(of: $0).isDone } }

    /// Records an event; whoever moved the plan meanwhile is taken into account.
    func note(_ event: PlanEvent) throws {
        for _ in 0..<20 {
            let write = StreamWrite(.plan(record.id), expecting: version, [.plan(event)])
            if try home.recordIfUnmoved([write], at: home.world.now()) { return try reload() }
            try reload()
        }
        throw DeliveryError("what became of plan \(record.id.text.prefix(12)) could not be recorded: others write without end")
    }

    private func reload() throws {
        guard let found = try home.ledger.plan(record.id) else { return }
        (record, version) = (found.state, found.version)
    }
}
