import Checks
import Foundation
import IAM
import Ledger
import Lifecycle

/// Carries out a plan, one change after the other: what the change stands on is read and compared, its intent recorded, IAM called, and what
/// came of it recorded.
///
/// A change that was announced and has no outcome is found out about by reading: it was made, or it is made now.
public struct PlanApplying: Sendable {
    private let home: Home
    private let plan: Plan
    private let id: Digest
    private let report: @Sendable (PlanLine) -> Void

    /// Carries out a kept plan, and reports each change.
    public init(home: Home, _ kept: PlanShelf.Kept, report: @escaping @Sendable (PlanLine) -> Void) {
        self.home = home
        plan = kept.file.plan
        id = kept.file.digest
        self.report = report
    }

    /// Looks what would be done; nothing is changed, nothing recorded.
    public func look(in account: Account) async throws {
        let session = try await AccountSession.open(account, in: home.world)
        let reader = PartReader(iam: session.iam)
        for item in plan.changes {
            switch try progress(of: item) {
            case .done, .overtaken: continue
            case .open, .announced, .failed: break
            }
            // What another change of the plan is to bring about cannot be compared yet.
            let isFirst = item.after.isEmpty
            let moved = isFirst ? try await difference(from: item, reader) : nil
            report(moved.map { .overtaken(item, reason: $0) } ?? .wouldMake(item))
        }
    }

    /// Carries it out; what cannot be taken back only if that is confirmed. Says whether nothing of it is open any more.
    public func apply(to account: Account, confirmed: Bool) async throws -> Bool {
        let session = try await AccountSession.open(account, in: home.world)
        for item in plan.changes where !(try progress(of: item).isFinal) {
            let waiting = try item.after.filter { number in !(try record().progress(of: number)?.isDone ?? false) }
            if !waiting.isEmpty {
                report(.waits(item, on: waiting))
            } else if item.isIrreversible, !confirmed, !(try progress(of: item).isAnnounced) {
                report(.wantsConfirmation(item))
            } else {
                try await carryOut(item, session)
            }
        }
        guard try record().progress.allSatisfy(\.isFinal) else { return false }
        if try record().finished == nil { try note(.finished) }
        return true
    }

    private func carryOut(_ item: Plan.Item, _ session: AccountSession) async throws {
        let reader = PartReader(iam: session.iam)
        do {
            if try progress(of: item).isAnnounced, item.change.isMade(try await reader.read(item.change.target)) {
                try note(.done(change: item.number))
                return report(.found(item))
            }
            if let moved = try await lastingDifference(from: item, reader) {
                try note(.overtaken(change: item.number, reason: home.world.seal(moved)))
                return report(.overtaken(item, reason: moved))
            }
        } catch let error as IAMError {
            // Only reads so far: nothing is known of the change that was not known before.
            return report(.failed(item, reason: error.description))
        }
        if !(try progress(of: item).isAnnounced) { try note(.announced(change: item.number)) }
        try await make(item, session)
    }

    private func make(_ item: Plan.Item, _ session: AccountSession) async throws {
        for attempt in 1...3 {
            do {
                try await ChangeMaker(session: session, world: home.world).make(item.change)
                try note(.done(change: item.number))
                return report(.made(item))
            } catch let conflict as StepConflict {
                try note(.failed(change: item.number, reason: home.world.seal(conflict.description)))
                return report(.failed(item, reason: conflict.description))
            } catch let unseen as NotYetSeen {
                if attempt < 3 {
                    try await home.world.sleep(.seconds(attempt))
                    continue
                }
                return report(.failed(item, reason: unseen.description))
            } catch let error as IAMError {
                let isKnown = error.code != nil || error.kind == .notSent
                if error.isTransient, isKnown || item.change.isRepeatable, attempt < 3 {
                    try await home.world.sleep(.seconds(attempt))
                    continue
                }
                // Without an answer nobody knows whether it was made: it stays announced, and is found out about next time.
                if error.code != nil { try note(.failed(change: item.number, reason: home.world.seal(error.description))) }
                return report(.failed(item, reason: error.description))
            }
        }
    }

    /// What is not as the change needs it, and stays so: IAM's reads lag behind what was changed a moment ago.
    private func lastingDifference(from item: Plan.Item, _ reader: PartReader) async throws -> String? {
        let difference = try await difference(from: item, reader)
        guard difference != nil, !item.after.isEmpty else { return difference }
        try await home.world.sleep(.seconds(UserContext.absence.seconds + 1))
        return try await self.difference(from: item, reader)
    }

    private func difference(from item: Plan.Item, _ reader: PartReader) async throws -> String? {
        for ground in item.standsOn {
            let state = try await reader.read(ground.part)
            guard try state.digest != ground.state else { continue }
            if ground.part == item.change.target, item.change.isMade(state) {
                return "\(ground.part) is so already, by somebody else's hand"
            }
            return "\(ground.part) is not what it was when the plan was made"
        }
        return nil
    }

    private func record() throws -> PlanRecord { try versioned().state }

    private func versioned() throws -> Versioned<PlanRecord> {
        guard let found = try home.ledger.plan(id) else {
            throw Refusal(.unknownPlan, "plan \(id) is not known", hint: "see 'tenure audit log'")
        }
        return found
    }

    private func progress(of item: Plan.Item) throws -> PlanRecord.Progress { try record().progress(of: item.number) ?? .open }

    private func note(_ event: PlanEvent) throws {
        for _ in 0..<20 {
            let write = StreamWrite(.plan(id), expecting: try versioned().version, [.plan(event)])
            if try home.recordIfUnmoved([write], at: home.world.now()) { return }
        }
        throw DeliveryError("what became of plan \(id.text.prefix(12)) could not be recorded: others write without end")
    }
}

extension PlanApplying {
    /// Finds out what became of changes that were about to be made when the program was stopped. Nothing is made here.
    func settle(through session: AccountSession) async throws {
        let reader = PartReader(iam: session.iam)
        for item in plan.changes {
            guard case .announced(let time) = try progress(of: item) else { continue }
            if item.change.isMade(try await reader.read(item.change.target)) {
                try note(.done(change: item.number))
                report(.found(item))
            } else if time + UserContext.absence < home.world.now() {
                let reason = "it was interrupted before it was made"
                try note(.failed(change: item.number, reason: home.world.seal(reason)))
                report(.failed(item, reason: reason))
            }
        }
    }
}
