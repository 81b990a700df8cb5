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
    private let letters: LetterDesk
    private let report: @Sendable (PlanLine) -> Void

    /// Carries out a kept plan, and reports each change.
    public init(home: Home, _ kept: PlanShelf.Kept, letters: LetterDesk, report: @escaping @Sendable (PlanLine) -> Void) {
        self.home = home
        plan = kept.file.plan
        id = kept.file.digest
        self.letters = letters
        self.report = report
    }

    /// Looks what would be done; nothing is changed, nothing recorded.
    public func look(in account: Account) async throws {
        let session = try await AccountSession.open(account, in: home.world)
        let (reader, journal) = (PartReader(iam: session.iam), try PlanJournal(of: id, in: home))
        for item in plan.changes where !(await journal.progress(of: item.number).isFinal) {
            // What another change of the plan is to bring about cannot be compared yet.
            let moved = item.after.isEmpty ? try await difference(from: item, reader) : nil
            report(moved.map { .overtaken(item, reason: $0) } ?? .wouldMake(item))
        }
    }

    /// Carries it out; what cannot be taken back only if that is confirmed. Says whether nothing of it is open any more.
    public func apply(to account: Account, confirmed: Bool) async throws -> Bool {
        let session = try await AccountSession.open(account, in: home.world)
        let journal = try PlanJournal(of: id, in: home)
        for item in plan.changes where !(await journal.progress(of: item.number).isFinal) {
            let waiting = await journal.undone(of: item.after)
            let isAnnounced = await journal.progress(of: item.number).isAnnounced
            if !waiting.isEmpty {
                report(.waits(item, on: waiting))
            } else if item.isIrreversible, !confirmed, !isAnnounced {
                report(.wantsConfirmation(item))
            } else if try await isDue(item, in: account, journal) {
                try await carryOut(item, session, journal)
            }
        }
        let record = await journal.record
        guard record.progress.allSatisfy({ $0.isFinal }) else { return false }
        if record.finished == nil { try await journal.note(.finished) }
        return true
    }

    /// Whether those whom it touches were told, and the day has come; tells them otherwise.
    private func isDue(_ item: Plan.Item, in account: Account, _ journal: PlanJournal) async throws -> Bool {
        guard !item.tells.isEmpty else { return true }
        let now = home.world.now()
        guard let until = await journal.record.told[item.number] else {
            let until = now + .days(item.noticeDays)
            do {
                try await PlanNotice(home: home, letters: letters, account: account).tell(item.tells, from: until)
            } catch let error as DeliveryError {
                report(.failed(item, reason: error.description))
                return false
            }
            try await journal.note(.told(change: item.number, until: until))
            report(.told(item, until: until))
            return false
        }
        if now < until { report(.notYet(item, until: until)) }
        if now > until + .days(RepairPlanner.noticeGrace) {
            let reason = "the notice ran out on its day, and passwords of others are too old by now"
            try await journal.note(.overtaken(change: item.number, reason: home.world.seal(reason)))
            report(.overtaken(item, reason: reason))
            return false
        }
        return now >= until
    }

    private func carryOut(_ item: Plan.Item, _ session: AccountSession, _ journal: PlanJournal) async throws {
        let reader = PartReader(iam: session.iam)
        let isAnnounced = await journal.progress(of: item.number).isAnnounced
        do {
            if isAnnounced, item.change.isMade(try await reader.read(item.change.target)) {
                try await journal.note(.done(change: item.number))
                return report(.found(item))
            }
            if let moved = try await lastingDifference(from: item, reader) {
                try await journal.note(.overtaken(change: item.number, reason: home.world.seal(moved)))
                return report(.overtaken(item, reason: moved))
            }
        } catch let error as IAMError {
            // Only reads so far: nothing is known of the change that was not known before.
            return report(.failed(item, reason: error.description))
        }
        if !isAnnounced { try await journal.note(.announced(change: item.number)) }
        try await make(item, session, journal)
    }

    private func make(_ item: Plan.Item, _ session: AccountSession, _ journal: PlanJournal) async throws {
        for attempt in 1...3 {
            do {
                try await ChangeMaker(session: session, world: home.world).make(item.change)
                try await journal.note(.done(change: item.number))
                return report(.made(item))
            } catch let conflict as StepConflict {
                try await journal.note(.failed(change: item.number, reason: home.world.seal(conflict.description)))
                return report(.failed(item, reason: conflict.description))
            } catch let unseen as NotYetSeen {
                guard attempt < 3 else { return report(.failed(item, reason: unseen.description)) }
            } catch let error as IAMError {
                let isKnown = error.code != nil || error.kind == .notSent
                guard error.isTransient, isKnown || item.change.isRepeatable, attempt < 3 else {
                    // Without an answer nobody knows whether it was made: it stays announced, and is found out about next time.
                    if error.code != nil {
                        try await journal.note(.failed(change: item.number, reason: home.world.seal(error.description)))
                    }
                    return report(.failed(item, reason: error.description))
                }
            }
            try await home.world.sleep(.seconds(attempt))
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
}

extension PlanApplying {
    /// Finds out what became of changes that were about to be made when the program was stopped. Nothing is made here.
    func settle(through session: AccountSession) async throws {
        let (reader, journal) = (PartReader(iam: session.iam), try PlanJournal(of: id, in: home))
        for item in plan.changes {
            guard case .announced(let time) = await journal.progress(of: item.number) else { continue }
            if item.change.isMade(try await reader.read(item.change.target)) {
                try await journal.note(.done(change: item.number))
                report(.found(item))
            } else if time + UserContext.absence < home.world.now() {
                let reason = "it was interrupted before it was made"
                try await journal.note(.failed(change: item.number, reason: home.world.seal(reason)))
                report(.failed(item, reason: reason))
            }
        }
    }
}
