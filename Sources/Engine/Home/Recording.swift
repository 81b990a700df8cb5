import Foundation
import Ledger
import Lifecycle

/// A moment at which the program may stop: tests stop it there.
enum RecordingMoment: Hashable, Sendable, CaseIterable {
    case before
    case after
}

extension Home {
    /// Records what tenure itself did or found: `Ledger.append`, by the one door that every part of a run uses.
    func record(_ writes: [StreamWrite], at time: Date) throws {
        try world.atRecording(.before)
        try ledger.append(writes, at: time, by: .tenure)
        try world.atRecording(.after)
    }

    /// As `recordIfUnmoved`, of what somebody had done.
    func appendIfUnmoved(_ writes: [StreamWrite], at time: Date, by actor: Actor) throws -> Bool {
        do {
            try ledger.append(writes, at: time, by: actor)
            return true
        } catch {
            guard error.isConflict else { throw error }
            return false
        }
    }

    /// Records what was learned of an account, with what follows from it; others may write there at the same time.
    func record(
        _ event: AccountEvent, of account: AccountAlias, at time: Date, by actor: Actor, with more: () throws -> [StreamWrite] = { [] }
    ) throws {
        for _ in 0..<20 {
            let version = try ledger.account(account)?.version ?? 0
            let write = StreamWrite(.account(account), expecting: version, [.account(event)])
            if try appendIfUnmoved([write] + more(), at: time, by: actor) { return }
        }
        throw DeliveryError("what was learned of '\(account)' could not be recorded: others write without end")
    }

    /// Records unless somebody else was quicker; says whether it did. Any other failure is thrown: nothing goes on without its record.
    func recordIfUnmoved(_ writes: [StreamWrite], at time: Date) throws -> Bool {
        do {
            try record(writes, at: time)
            return true
        } catch let error as LedgerError where error.isConflict {
            return false
        }
    }
}
