import Foundation
import IAM

/// What can happen to a user's record.
public enum UserEvent: Hashable, Sendable, Codable {
    case opened(opening: Opening)
    /// A change or a return of access was approved.
    case ordered(order: Order)
    /// What the profile's groups allow has changed, and was approved anew.
    case regranted(grant: Grant)
    /// The end was decided; what was under way is abandoned once its open step is resolved.
    case revocationDecided(reason: Sealed, ticket: Sealed?)
    case began(transition: TransitionName, to: StateName, steps: [Step], nonce: String, carries: RequestID?)
    /// A step is about to be carried out: from here on it may have been.
    case announced(step: Step)
    case performed(step: Step, outcome: Outcome)
    /// The step did not succeed and will be tried again.
    case failed(step: Step, reason: String)
    /// The step cannot succeed: the transition is taken back.
    case gaveUp(step: Step, reason: String)
    case undone(step: Step)
    /// The transition was taken back completely, or abandoned for a revocation.
    case abandoned(transition: TransitionName, reason: String)
    case entered(entry: Entry)
    /// IAM shows something else than before.
    case seen(sighting: Sighting)
    /// A complete look did not find the user, for the first time.
    case missed
    case reminded(delivery: Delivery)
    case delivered(delivery: Delivery)
    case extended(deadline: Date, reason: Sealed)
    case suspensionDecided(reason: Sealed)
    case errandDecided(errand: Errand, reason: Sealed)
    case confirmed(serial: Sealed)
    case keysDecided(outcome: KeyDecision.Outcome, reason: Sealed)
    /// A review decided that the user leaves these groups, and what it is granted once it has.
    case reductionDecided(groups: SortedSet<GroupName>, leaving: Grant, reason: Sealed)
    /// Security was told that the glass was broken, or could not be: the letter is tried again, and nothing waits for it.
    case alarmed(told: SortedSet<PersonID>, untold: SortedSet<PersonID>)
    /// A second person has looked at what was done while the glass was broken.
    case useReviewed(remark: Sealed)
    /// A review decided that access ends by then; an earlier end stands.
    case endAdvanced(end: Date, reason: Sealed)

    /// What a step brought about, as far as it must be remembered.
    public enum Outcome: Hashable, Sendable, Codable {
        case done
        /// With the seconds by which IAM's clock is ahead of ours, at the most: what IAM dates is compared with IAM's clock.
        case created(user: UserID, ahead: Int)
        case passwordSet
        case delivered(delivery: Delivery)
        case granted(groups: SortedSet<GroupName>)
        case paused(keys: [AccessKeyID])
        /// Duty policies that were on the user itself, with their text.
        case removedDuty(policies: [PolicyName: String])
        /// Access is cut; these roles may still hold sessions, until then.
        case cut(roles: [String], sessionsEnd: Date?)
    }
}

extension UserRecord {
    /// The record after an event; nil before it was opened. An event that does not fit leaves the record as it was.
    public static func evolve(_ record: UserRecord?, id: RecordID, _ event: UserEvent, at time: Date, by actor: Actor) -> UserRecord? {
        guard var record else {
            guard case .opened(let opening) = event else { return nil }
            return UserRecord(id: id, opening: opening, at: time)
        }
        record.apply(event, at: time, by: actor)
        return record
    }

    private mutating func apply(_ event: UserEvent, at time: Date, by actor: Actor) {
        switch event {
        case .opened: break
        // Somebody decided anew: a setback need not rest any longer.
        case .ordered(let order):
            self.order = order
            setback = nil
            if case .breakGlass(let request, _) = order { use = actor.person.map { GlassUse(request: request, by: $0, asked: time) } }
        case .regranted(let grant):
            self.grant = grant
            setback = nil
        case .revocationDecided(let reason, let ticket):
            revocation = Revocation(reason: reason, ticket: ticket, decided: time, by: actor)
        case .began(let name, let to, let steps, let nonce, let carries):
            transit = Transit(name: name, to: to, steps: steps, nonce: nonce, began: time, carries: carries)
            setback = nil
            // An end that a date or a deadline brings is a revocation like any other: carried out and verified at times of their own.
            if steps.contains(.deleteUser), revocation == nil {
                revocation = Revocation(reason: nil, ticket: nil, decided: time, by: actor)
            }
        case .announced: transit?.isAnnounced = true
        case .performed(let step, let outcome): perform(step, outcome, at: time)
        case .failed(_, let reason):
            transit?.failures += 1
            transit?.lastFailure = reason
        case .gaveUp(let step, let reason): giveUp(step, reason, at: time)
        case .undone(let step): undo(step)
        case .abandoned: transit = nil
        case .entered(let entry): enter(entry, at: time)
        case .seen(let sighting): see(sighting)
        case .missed: missingSince = missingSince ?? time
        case .reminded(let delivery):
            deliveries.append(delivery)
            remindersSent += 1
        case .delivered(let delivery): deliveries.append(delivery)
        case .extended(let deadline, _): self.deadline = deadline
        case .suspensionDecided(let reason): suspension = reason
        case .errandDecided(let errand, _): errands.insert(errand)
        case .confirmed(let serial):
            confirmation = actor.person.map { Confirmation(serial: serial, by: $0, at: time) }
        case .keysDecided(let outcome, let reason):
            keyDecision = actor.person.map { KeyDecision(outcome: outcome, reason: reason, by: $0, at: time) }
        case .reductionDecided(let groups, let leaving, let reason):
            let waiting = reduction.flatMap { $0.done == nil ? $0.groups : nil } ?? []
            reduction = Reduction(groups: groups.union(waiting), leaving: leaving, reason: reason, decided: time)
        case .alarmed(let told, let untold):
            use?.note(told: told, untold: untold)
        case .useReviewed(let remark):
            use?.review = actor.person.map { GlassUse.Review(by: $0, at: time, remark: remark) }
        case .endAdvanced(let end, _): self.end = self.end.map { min($0, end) } ?? end
        }
    }

    private mutating func perform(_ step: Step, _ outcome: UserEvent.Outcome, at time: Date) {
        facts = facts.subtracting(step.destroys).union(step.establishes)
        transit?.done += 1
        transit?.isAnnounced = false
        transit?.failures = 0
        transit?.lastFailure = nil
        if step == .deleteUser { revocation?.deleted = time }
        if step == .withdrawProfile { use?.close(at: time) }
        switch outcome {
        case .done: break
        case .created(let user, let ahead):
            userID = user
            clockOffset = ahead
        case .passwordSet:
            passwordSet = time.addingTimeInterval(TimeInterval(clockOffset))
            deliveries.append(Delivery(what: .password, at: time, duty: nil))
        case .delivered(let delivery): deliveries.append(delivery)
        // The user is in exactly the groups of its profile now.
        case .granted: inherited = []
        case .paused(let keys): pausedKeys = keys
        case .removedDuty(let policies): inheritedDuty.merge(policies) { _, new in new }
        case .cut(let roles, let end):
            revocation?.cut = time
            revocation?.roles = roles
            revocation?.sessionsEnd = end
        }
    }

    private mutating func giveUp(_ step: Step, _ reason: String, at time: Date) {
        guard let transit else { return }
        setback = Setback(transition: transit.name, step: step, reason: reason, at: time)
        self.transit?.toUndo = transit.done + 1
    }

    private mutating func undo(_ step: Step) {
        if step == .createUser { userID = nil }
        guard var transit, let toUndo = transit.toUndo else { return }
        // A step that was never done has changed no fact; taking a grant back that failed leaves what was granted before.
        if transit.done >= toUndo { facts = facts.subtracting(step.establishes).union(step.destroys) }
        transit.isAnnounced = false
        transit.toUndo = max(0, toUndo - 1)
        transit.done = min(transit.done, max(0, toUndo - 1))
        self.transit = transit
    }

    private mutating func enter(_ entry: Entry, at time: Date) {
        if let order, transit?.carries == order.request { carryOut(order, at: time) }
        if let errand = transit.flatMap({ Errand(rawValue: $0.name.text) }) { errands.remove(errand) }
        if transit?.name == Reduction.transition { carryOutReduction(at: time) }
        transit = nil
        setback = nil
        if stage == .suspended, entry.stage != .suspended { pausedKeys = [] }
        if entry.state != state {
            since = time
            deadline = entry.deadline
            remindersSent = 0
        }
        state = entry.state
        stage = entry.stage
        if stage != .active { confirmation = nil }
        if stage == .suspended { suspension = nil }
        if stage == .revoked { revocation?.verified = time }
    }

    // What was left must not come back with the next grant of the profile.
    private mutating func carryOutReduction(at time: Date) {
        guard let reduction, reduction.done == nil else { return }
        grant = reduction.leaving
        inherited = inherited.subtracting(reduction.groups)
        self.reduction?.done = time
    }

    private mutating func carryOut(_ order: Order, at time: Date) {
        if case .breakGlass(_, let grant) = order {
            self.grant = grant
            use?.opened = time
        }
        if case .change(_, let profile, let grant, let end) = order {
            self.profile = profile
            self.grant = grant
            self.end = end
        }
        self.order = nil
    }

    private mutating func see(_ sighting: Sighting) {
        if self.sighting == nil, isAdopted { inherited = sighting.groups }
        self.sighting = sighting
        name = sighting.name
        missingSince = nil
        if sighting.devices.isEmpty { facts.remove(.mfa) } else { facts.insert(.mfa) }
    }
}
