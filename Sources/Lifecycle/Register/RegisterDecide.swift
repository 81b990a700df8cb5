import Foundation

/// What one person can put into a register alone. Waivers and purposes need a second one: they are changes of the rules.
public enum RegisterCommand: Hashable, Sendable {
    /// Say that controls are as they should be. Admins only.
    case attest([ControlName], evidence: Digest, until: Date)
    /// End a waiver before its time. Its owner, or an admin.
    case withdraw(RequestID, reason: Sealed)
}

extension AccountRegister {
    /// The longest time for which anything stands in a register without being looked at again.
    public static let longest = Period.days(366)

    /// What follows from a command, or why nothing does.
    public func decide(
        _ command: RegisterCommand, rules: Rules, by actor: Actor, at now: Date
    ) throws(Refusal) -> [RegisterEvent] {
        guard let person = actor.person else { throw .personOnly }
        switch command {
        case .attest(let controls, let evidence, let until):
            guard rules.has(.admin, person) else { throw .notPermitted(person, needs: .admin, to: "attest a control") }
            try Self.check(end: until, at: now)
            return controls.map { .attested(control: $0, evidence: evidence, until: until) }
        case .withdraw(let request, let reason):
            guard let waiver = waivers.first(where: { $0.request == request }) else {
                throw Refusal(.notOpen, "there is no waiver '\(request)'", hint: "see 'tenure check waive --list'")
            }
            guard person == waiver.owner || rules.has(.admin, person) else {
                throw .notPermitted(person, needs: .admin, to: "withdraw somebody else's waiver")
            }
            guard waiver.withdrawn == nil, now < waiver.until else {
                throw Refusal(.noChange, "waiver \(request) has ended already", hint: "see 'tenure check waive --list'")
            }
            return [.waiverWithdrawn(request: request, reason: reason)]
        }
    }

    /// Refuses an end that has passed, or that is too far away.
    static func check(end: Date, at now: Date) throws(Refusal) {
        guard end > now else { throw Refusal(.endInPast, "the end date has passed", hint: "give a later one with '--until YYYY-MM-DD'") }
        guard end <= now + longest else {
            throw Refusal(
                .termTooLong, "nothing stands in a register for more than a year", hint: "give an earlier end with '--until YYYY-MM-DD'")
        }
    }

    /// How a waiver stands.
    public func standing(of waiver: Waiver, rules: Rules, at now: Date) -> WaiverStanding {
        if waiver.withdrawn != nil { return .withdrawn }
        if now >= waiver.until { return .expired }
        return rules.left.contains(waiver.owner) ? .ownerless : .inForce
    }

    /// The uses of a list that are not in the register yet.
    public func news(among uses: [RootUse]) -> [RootUse] {
        let known = Set(rootUses)
        return uses.filter { !known.contains($0) }
    }
}

/// Whether a waiver counts.
public enum WaiverStanding: String, Hashable, Sendable, CaseIterable {
    case inForce = "in-force"
    case expired
    case withdrawn
    /// Nobody is left who answers for it.
    case ownerless
}
