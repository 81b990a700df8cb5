import Foundation
import Guides
import IAM
import Lifecycle

/// Does what was announced for one user, and notes what came of it. Records nothing, so that many can work at once.
struct Worker: Sendable {
    let home: Home
    let letters: LetterDesk
    let session: AccountSession
    let works: AccountWorks
    /// As the look at the beginning of the run left it.
    let view: AccountView

    /// Does the work of a turn and notes what came of it; nothing is recorded here. What may pass by itself is tried three times.
    func perform(_ turn: Turn) async throws -> Turn {
        guard let work = turn.work else { return turn }
        var turn = turn
        turn.work = nil
        for attempt in 1...3 {
            turn.outcome = try await attemptOutcome(of: work, for: turn)
            guard case .failed(_, _, let isFinal, let mayPass) = turn.outcome, !isFinal, mayPass, attempt < 3 else { break }
            try await home.world.sleep(.seconds(attempt))
        }
        return turn
    }

    private func attemptOutcome(of work: Turn.Work, for turn: Turn) async throws -> Turn.Outcome {
        do {
            return try await outcome(of: work, for: turn)
        } catch let error as IAMError {
            let (isFinal, mayPass) = Self.judge(error, turn.record, at: home.world.now())
            return .failed(work, reason: error.description, isFinal: isFinal, mayPass: mayPass)
        } catch let error as NotYetSeen {
            return .failed(work, reason: error.description, isFinal: false, mayPass: true)
        } catch let error as StepConflict {
            return .failed(work, reason: error.description, isFinal: true, mayPass: false)
        } catch let error as GrantChanged {
            return .grantChanged(work, now: error.now)
        } catch let error as DeliveryError {
            return .failed(work, reason: error.description, isFinal: false, mayPass: false)
        } catch let error as GuideError {
            return .failed(work, reason: "\(error); \(error.hint)", isFinal: false, mayPass: false)
        }
    }

    /// Whether a refusal ends the attempt for good, and whether it may pass within seconds.
    private static func judge(_ error: IAMError, _ record: UserRecord, at now: Date) -> (isFinal: Bool, mayPass: Bool) {
        guard let code = error.code else { return (false, true) }
        if code.isTransient { return (false, true) }
        switch code {
        // IAM is eventually consistent: a user that was made a moment ago may be reported missing.
        case .noSuchEntity where record.transit.map { $0.steps.contains(.createUser) && $0.began + .hours(1) > now } ?? false:
            return (false, true)
        // Our own credentials or clock: nothing that giving up on the user would mend.
        case .accessDenied, .invalidClientToken, .requestExpired: return (false, false)
        default: return (true, false)
        }
    }

    private func outcome(of work: Turn.Work, for turn: Turn) async throws -> Turn.Outcome {
        let record = turn.record
        switch work {
        case .perform(let step): return .performed(step, try await performer(for: record).perform(step))
        case .undo(let step):
            try await performer(for: record).undo(step)
            return .undone(step)
        case .remind: return .reminded(try await remind(record))
        case .tellSuspension: return .told(try await tellSuspension(of: record, byDeadline: turn.isSuspendedByDeadline))
        case .readDevices: return .devices(try await devices(of: record), at: home.world.now())
        }
    }

    private func performer(for record: UserRecord) throws -> StepPerformer {
        guard let transit = record.transit else { throw StepConflict("\(record.id) is in no transition") }
        return StepPerformer(
            session: session, record: record, transit: transit, workflow: try home.workflow(record.workflow),
            person: try person(of: record),
            view: view, world: home.world, works: works, letters: letters)
    }

    private func person(of record: UserRecord) throws -> Person {
        guard let person = try home.ledger.person(record.person)?.state else { throw StepConflict("\(record.person) is not known") }
        return person
    }

    private func devices(of record: UserRecord) async throws -> [MFASerial] {
        guard let name = record.name.text.flatMap({ try? UserName($0) }) else { return [] }
        return try await every { try await session.iam.listMFADevices(of: name, from: $0) }.map(\.serial)
    }

    private func remind(_ record: UserRecord) async throws -> Delivery {
        let party = try home.workflow(record.workflow).state(record.state)?.waitsFor ?? .subject
        let name = "reminder-\(record.remindersSent + 1)"
        let prompting = Prompting(home: home, letters: letters)
        return try await prompting.send(about: try subject(of: record), waitingFor: party, called: name).delivery
    }

    private func tellSuspension(of record: UserRecord, byDeadline: Bool) async throws -> Delivery {
        let mail = try letters.suspension(for: try subject(of: record), byDeadline: byDeadline)
        try await home.world.send(mail, called: "suspended", about: record)
        return Delivery(what: .suspension, at: home.world.now(), duty: nil)
    }

    private func subject(of record: UserRecord) throws -> LetterSubject {
        LetterSubject(
            record: record, person: try person(of: record), account: session.account, view: view,
            workflow: try home.workflow(record.workflow), entering: nil, now: home.world.now())
    }
}
