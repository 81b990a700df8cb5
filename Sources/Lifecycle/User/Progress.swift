import Foundation
import IAM

/// What a user's next move rests on besides its record.
public struct UserContext: Sendable {
    public let workflow: Workflow
    public let now: Date
    /// When the account was last looked at completely; nil if never.
    public let lookedAt: Date?
    /// When this user's MFA devices were last read for themselves.
    public let devicesRead: Date?
    /// Whether the approval that the next step rests on still stands, for exactly what it would grant.
    public let approvalStands: Bool
    /// Whether the user must not come under the block unasked: tenure's own principal, a break-glass user.
    public let isProtected: Bool
    /// Whether a transition that came to nothing is tried again now, whatever its setback.
    public let retries: Bool

    /// A context.
    public init(
        workflow: Workflow, now: Date, lookedAt: Date?, devicesRead: Date? = nil, approvalStands: Bool, isProtected: Bool = false,
        retries: Bool = false
    ) {
        self.workflow = workflow
        self.now = now
        self.lookedAt = lookedAt
        self.devicesRead = devicesRead
        self.approvalStands = approvalStands
        self.isProtected = isProtected
        self.retries = retries
    }

    /// How old an observation may be that anything is concluded from.
    public static let freshness = Period.hours(1)
    /// How long before a consequence the devices must have been read.
    public static let deviceFreshness = Period(seconds: 300)
    /// A key that was used in this time is in use.
    public static let keyUse = Period.days(30)
    /// Looks that lie closer together than this count as one when absence is concluded.
    public static let absence = Period(seconds: 60)
    /// How long a transition that came to nothing rests before it is tried again.
    public static let rest = Period.days(1)

    var lookIsFresh: Bool { lookedAt.map { $0 + Self.freshness >= now } ?? false }
}

/// The one thing to do next for a user.
public enum Move: Hashable, Sendable {
    case begin(Transition)
    /// Carry out the step at the transit's place, again if it was announced before.
    case perform(Step)
    case undo(Step)
    /// All steps are done: enter the state.
    case finish(State)
    /// All is undone, or a revocation takes over.
    case abandon(reason: String)
    case remind(number: Int)
    /// Tell the user's person that access is suspended.
    case tellSuspension
    /// Nothing now; these are in the way of every way on.
    case wait([Blocker])
}

/// Something in the way of a transition, and what removes it.
public struct Blocker: Hashable, Sendable {
    public let transition: TransitionName
    public let reason: String
    /// What to type, or whom to ask.
    public let remedy: String
    public let waitsFor: Party
    /// Whether the devices have to be read before this can be answered.
    public let wantsDevices: Bool

    init(_ transition: Transition, _ reason: String, remedy: String, waitsFor: Party, wantsDevices: Bool = false) {
        self.transition = transition.name
        self.reason = reason
        self.remedy = remedy
        self.waitsFor = waitsFor
        self.wantsDevices = wantsDevices
    }
}

extension UserRecord {
    /// What to do next: a pure function of record, workflow and time, so that a crash anywhere changes nothing about it.
    public func next(in context: UserContext) -> Move {
        guard let here = context.workflow.state(state), !here.isTerminal else { return .wait([]) }
        if let transit { return next(in: transit, context) }
        var blockers: [Blocker] = []
        let due = context.workflow.transitions(from: state).filter { isDue($0, from: here, in: context) }
        for transition in due.filter(\.takesAccess) + due.filter({ !$0.takesAccess }) {
            let found = self.blockers(of: transition, in: context)
            if found.isEmpty { return .begin(transition) }
            blockers += found
        }
        if revocation == nil, let errand = Array(errands).first {
            let transition = errand.transition(in: state)
            let found = self.blockers(of: transition, in: context)
            if found.isEmpty { return .begin(transition) }
            blockers += found
        }
        if revocation == nil, let reduction, reduction.done == nil {
            let transition = reduction.transition(in: state)
            let found = self.blockers(of: transition, in: context)
            if found.isEmpty { return .begin(transition) }
            blockers += found
        }
        // A consequence that waits only for a look at their devices does not wait for a letter that may not get through.
        if blockers.contains(where: \.wantsDevices) { return .wait(blockers) }
        if here.stage == .suspended, revocation == nil, !isToldOfSuspension { return .tellSuspension }
        if let number = reminderDue(in: here, at: context.now) { return .remind(number: number) }
        return .wait(blockers)
    }

    private func next(in transit: Transit, _ context: UserContext) -> Move {
        if let taker = taker(of: transit, context) { return unresolvedCreation(in: transit) ?? .abandon(reason: taker) }
        if let left = transit.toUndo {
            guard left > 0, transit.steps.indices.contains(left - 1) else { return .abandon(reason: setback?.reason ?? "taken back") }
            return .undo(transit.steps[left - 1])
        }
        guard transit.steps.indices.contains(transit.done) else {
            return context.workflow.state(transit.to).map(Move.finish) ?? .abandon(reason: "the workflow has no state '\(transit.to)'")
        }
        let step = transit.steps[transit.done]
        if let transition = context.workflow.transition(transit.name) {
            // What allowed it may be gone since it was begun: as long as nothing was done, the user is where it was.
            let lost = blockers(of: transition, in: context).first
            if let lost, !transit.isAnnounced, transit.done == 0 { return .abandon(reason: lost.reason) }
            if step == .grantProfile, !context.approvalStands { return .wait([approvalBlocker(transition)]) }
        }
        return .perform(step)
    }

    // What takes a user out of a transition that is under way; nil if nothing does. Cutting access never waits for giving it.
    private func taker(of transit: Transit, _ context: UserContext) -> String? {
        guard let to = context.workflow.state(transit.to), to.stage != .revocation, to.stage != .revoked else { return nil }
        if revocation != nil { return "a revocation takes over" }
        guard to.stage != .suspended else { return nil }
        let ways = context.workflow.transitions(from: state)
        if ways.contains(where: { $0.guards.contains(.endReached) && blockers(of: $0, in: context).isEmpty }) {
            return "its end is reached"
        }
        if suspension != nil, ways.contains(where: { $0.by == .admin && $0.suspends(in: context.workflow) }) {
            return "a suspension takes over"
        }
        return nil
    }

    // A user that may have been made is made for certain, or taken back, before a revocation goes on: absence is never guessed.
    // Whatever else was in flight the revocation finds when it lists what there is.
    private func unresolvedCreation(in transit: Transit) -> Move? {
        guard let place = transit.steps.firstIndex(of: .createUser) else { return nil }
        if let left = transit.toUndo { return left == place + 1 && userID == nil ? .undo(.createUser) : nil }
        return transit.done == place && transit.isAnnounced ? .perform(.createUser) : nil
    }

    /// Whether something asks for the transition now; guards aside.
    func isDue(_ transition: Transition, from here: State, in context: UserContext) -> Bool {
        if revocation != nil { return transition.name == revoking(from: transition) }
        switch transition.by {
        case .tenure: return true
        case .deadline: return here.atDeadline == transition.name && deadline.map { context.now >= $0 } ?? false
        case .admin:
            if transition.guards.contains(.confirmed) { return confirmation != nil }
            // Whatever the file's order: who wants a user suspended does not want it deleted.
            return suspension != nil && transition.suspends(in: context.workflow)
        case .request:
            switch order {
            case .change: return here.stage != .suspended && context.workflow.glassTime == nil
            case .breakGlass: return here.stage != .suspended
            case .resume: return here.stage == .suspended
            case nil: return false
            }
        }
    }

    // After a decided revocation only the transition that an admin's revocation takes, or the last verification, is left.
    private func revoking(from transition: Transition) -> TransitionName? {
        let ends = transition.guards.contains(.absent) || (transition.by == .admin && transition.steps.contains(.deleteUser))
        return ends ? transition.name : nil
    }

    // A letter that says what is still awaited would have nothing to say.
    private var subjectIsDone: Bool {
        guard let sighting, !sighting.devices.isEmpty else { return false }
        return isAdopted || sighting.passwordChanged.map { changed in passwordSet.map { changed > $0 } ?? false } ?? false
    }

    private var isToldOfSuspension: Bool { deliveries.contains { $0.what == .suspension && $0.at >= since } }

    private func reminderDue(in here: State, at now: Date) -> Int? {
        let hasNothingToSay = here.waitsFor == .subject && subjectIsDone
        guard revocation == nil, !hasNothingToSay, let due = here.reminders.lastIndex(where: { since + $0 <= now }) else { return nil }
        // Reminders that a pause of the program has skipped are not sent in a burst: the last one due counts for all.
        let sent = deliveries.last { ($0.what == .reminder || $0.what == .prompt) && $0.at >= since }?.at
        return sent.map { $0 >= since + here.reminders[due] } ?? false ? nil : due + 1
    }
}

extension Transition {
    /// Whether it ends in a suspension, by the program's own word for the state.
    func suspends(in workflow: Workflow) -> Bool { workflow.state(to)?.stage == .suspended }

    /// Whether it ends or suspends access: such a transition goes before any other that is due at the same time.
    fileprivate var takesAccess: Bool { guards.contains(.endReached) || steps.contains(.denyAll) }
}
