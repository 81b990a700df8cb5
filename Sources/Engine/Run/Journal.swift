import Foundation
import IAM
import Ledger
import Lifecycle

/// Records what came of a wave's work and what is next, in one transaction; whoever moved a user meanwhile is taken into account.
struct Journal {
    let run: AccountRun
    let contexts: UserContexts
    /// When all that is recorded here happened.
    let now: Date

    private var home: Home { run.runner.home }
    /// More events than any way through a workflow has between two steps.
    private static let most = 200

    /// Records the turns; returns them with the work that is announced now.
    func record(_ wave: [Turn]) throws -> [Turn] {
        var turns = wave
        for _ in 0..<50 {
            let plans = try turns.map(plan)
            let writes = plans.flatMap(\.writes)
            guard try writes.isEmpty || home.recordIfUnmoved(writes, at: now) else {
                turns = try turns.map(reloaded)
                continue
            }
            for plan in plans { plan.lines.forEach(run.runner.report) }
            return plans.map(\.recorded)
        }
        throw DeliveryError("what was done could not be recorded: others write without end")
    }

    private func reloaded(_ turn: Turn) throws -> Turn {
        guard let found = try home.ledger.user(turn.record.id) else { return turn }
        var turn = turn
        turn.record = found.state
        turn.version = found.version
        return turn
    }

    /// A turn with what is to be written for it.
    private struct Plan {
        var turn: Turn
        var events: [UserEvent] = []
        var requests: [StreamWrite] = []
        var lines: [RunLine] = []

        var writes: [StreamWrite] {
            guard !events.isEmpty else { return requests }
            return [StreamWrite(.user(turn.record.id), expecting: turn.version, events.map(Event.user), about: turn.record.person)]
                + requests
        }

        /// The turn as it is once the writes are in the ledger.
        var recorded: Turn {
            var turn = turn
            turn.version += events.count
            return turn
        }
    }

    private func plan(_ turn: Turn) throws -> Plan {
        var plan = Plan(turn: turn)
        plan.turn.work = nil
        try note(turn.outcome, in: &plan)
        plan.turn.outcome = nil
        while !plan.turn.hasFailed, try advance(&plan) {
            guard plan.events.count < Self.most else {
                throw Refusal(
                    .workflowBroken, "\(turn.record.id) turns in circles in state '\(plan.turn.record.state)' of its workflow",
                    hint: "check it with 'tenure workflow lint'")
            }
        }
        return plan
    }

    private func apply(_ event: UserEvent, to plan: inout Plan) {
        plan.events.append(event)
        let record = plan.turn.record
        plan.turn.record = UserRecord.evolve(record, id: record.id, event, at: now, by: .tenure) ?? record
    }

    /// Notes the outcome of the work that was announced before.
    private func note(_ outcome: Turn.Outcome?, in plan: inout Plan) throws {
        switch outcome {
        case nil: return
        case .performed(let step, let outcome):
            apply(.performed(step: step, outcome: outcome), to: &plan)
            plan.lines.append(.did(plan.turn.record, step))
        case .undone(let step):
            apply(.undone(step: step), to: &plan)
            plan.lines.append(.undid(plan.turn.record, step))
        case .reminded(let delivery):
            apply(.reminded(delivery: delivery), to: &plan)
            let party = try contexts.context(of: plan.turn.record).workflow.state(plan.turn.record.state)?.waitsFor ?? .subject
            plan.lines.append(.reminded(plan.turn.record, party))
        case .told(let delivery):
            apply(.delivered(delivery: delivery), to: &plan)
            plan.lines.append(.toldOfSuspension(plan.turn.record))
        case .devices(let serials, let time): noteDevices(serials, at: time, in: &plan)
        case .failed(let work, let reason, let isFinal, _): noteFailure(of: work, reason, isFinal: isFinal, in: &plan)
        case .grantChanged(let work, let now): try noteChange(of: work, to: now, in: &plan)
        }
    }

    private func noteDevices(_ serials: [MFASerial], at time: Date, in plan: inout Plan) {
        contexts.devicesRead[plan.turn.record.id] = time
        guard var sighting = plan.turn.record.sighting, sighting.devices.map(\.description).sorted() != serials.map(\.text).sorted() else {
            return
        }
        sighting.devices = serials.map { home.world.seal($0.text) }
        apply(.seen(sighting: sighting), to: &plan)
    }

    private func noteFailure(of work: Turn.Work, _ reason: String, isFinal: Bool, in plan: inout Plan) {
        let record = plan.turn.record
        switch work {
        case .perform(let step) where isFinal && step.undo != .forwardOnly:
            apply(.gaveUp(step: step, reason: reason), to: &plan)
            plan.lines.append(.gaveUp(record, step: step, reason: reason))
        case .perform(let step), .undo(let step):
            apply(.failed(step: step, reason: reason), to: &plan)
            plan.lines.append(.failed(record, what: step.rawValue, reason: reason))
            plan.turn.hasFailed = true
        case .remind: noteFailure("reminder", reason, in: &plan)
        case .tellSuspension: noteFailure("mail about the suspension", reason, in: &plan)
        case .readDevices: noteFailure("reading MFA devices", reason, in: &plan)
        }
    }

    private func noteFailure(_ what: String, _ reason: String, in plan: inout Plan) {
        plan.lines.append(.failed(plan.turn.record, what: what, reason: reason))
        plan.turn.hasFailed = true
    }

    private func noteChange(of work: Turn.Work, to grant: Grant, in plan: inout Plan) throws {
        let record = plan.turn.record
        let reason = "what the profile's groups allow is not what was approved"
        guard let request = try home.ledger.request(record.order?.request ?? record.request), !request.state.status.isFinal,
            request.state.grant != nil
        else {
            noteFailure(of: work, reason, isFinal: true, in: &plan)
            return
        }
        // The look may have voided it already: then it waits for its approvers as it is.
        if request.state.grant != grant {
            let context = ApprovalContext(rules: try home.rules(), subject: nil, grantNow: grant)
            let events = try Request.decide(.void(grant), on: request.state, in: context, by: .tenure, at: now)
            plan.requests.append(
                StreamWrite(.request(request.state.id), expecting: request.version, events.map(Event.request), about: record.person))
        }
        // The user must not hang between two states for as long as people decide.
        apply(.gaveUp(step: .grantProfile, reason: reason), to: &plan)
        plan.lines.append(.voided(record, request.state.id))
    }

    /// Takes the user on as far as nothing outside is needed; false once it waits, or has work.
    private func advance(_ plan: inout Plan) throws -> Bool {
        let record = plan.turn.record
        let context = try contexts.context(of: record)
        switch record.next(in: context) {
        case .begin(let transition):
            let carries = transition.by == .request ? record.order?.request : nil
            let nonce = home.world.randomBytes(16).hexadecimal
            apply(
                .began(transition: transition.name, to: transition.to, steps: transition.steps, nonce: nonce, carries: carries), to: &plan)
            plan.lines.append(.began(record, transition.name))
            return true
        case .perform(.grantProfile) where !context.approvalStands:
            // It was announced before its approval fell: what of it was done is taken back.
            apply(.gaveUp(step: .grantProfile, reason: "its approval does not stand any more"), to: &plan)
            plan.lines.append(.gaveUp(record, step: .grantProfile, reason: "its approval does not stand any more"))
            return true
        case .perform(let step):
            if !(record.transit?.isAnnounced ?? false) { apply(.announced(step: step), to: &plan) }
            plan.turn.work = .perform(step)
            return false
        case .undo(let step):
            plan.turn.work = .undo(step)
            return false
        case .finish(let state):
            let way = record.transit.flatMap { context.workflow.transition($0.name) }
            plan.turn.isSuspendedByDeadline = state.stage == .suspended && way?.by == .deadline
            try finish(state, in: &plan)
            return true
        case .abandon(let reason):
            apply(.abandoned(transition: record.transit?.name ?? .none, reason: reason), to: &plan)
            return true
        case .remind:
            guard !plan.turn.hasReminded else { return false }
            plan.turn.hasReminded = true
            plan.turn.work = .remind
            return false
        case .tellSuspension:
            plan.turn.work = .tellSuspension
            return false
        case .wait(let blockers):
            guard blockers.contains(where: \.wantsDevices), contexts.devicesRead[record.id] == nil else { return false }
            plan.turn.work = .readDevices
            return false
        }
    }

    private func finish(_ state: State, in plan: inout Plan) throws {
        let before = plan.turn.record
        apply(.entered(entry: Entry(state, at: now)), to: &plan)
        plan.lines.append(.entered(plan.turn.record, from: before.state))
        let filter = RequestFilter(statuses: [.submitted, .returned, .approved], records: [before.id])
        for found in try home.ledger.requests(filter, after: nil, limit: 100) {
            guard let command = ending(of: found.state, carried: before.transit?.carries, entering: state) else { continue }
            let context = ApprovalContext(rules: try home.rules(), subject: nil, grantNow: nil)
            let events = try Request.decide(command, on: found.state, in: context, by: .tenure, at: now)
            plan.requests.append(
                StreamWrite(.request(found.state.id), expecting: found.version, events.map(Event.request), about: before.person))
            plan.lines.append(.requestEnded(found.state.id, command == .fulfil ? .fulfilled : .withdrawn))
        }
    }

    /// How a request ends because its user entered a state; nil if it does not.
    private func ending(of request: Request, carried: RequestID?, entering state: State) -> RequestCommand? {
        if request.id == carried, request.status == .approved { return .fulfil }
        switch (request.form.ask, state.stage) {
        case (.revoke, .revoked) where request.status == .approved: return .fulfil
        case (_, .revoked): return .close
        case (.access, .active) where request.status == .approved: return .fulfil
        default: return nil
        }
    }
}

extension TransitionName {
    fileprivate static let none = (try? TransitionName("none")) ?? unreachable()

    private static func unreachable() -> TransitionName { preconditionFailure("none is a name") }
}
