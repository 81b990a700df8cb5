import Foundation
import IAM

/// What a person can say to a user's record.
public enum UserCommand: Hashable, Sendable {
    case suspend(Sealed)
    /// Accepted at any moment; no approval is needed to cut access.
    case revoke(Sealed, ticket: Sealed?)
    case extend(Date, Sealed)
    /// The serial of the device that a second person has compared.
    case confirm(Sealed)
    case decideKeys(KeyDecision.Outcome, Sealed)
    case remind
    /// What was done while the glass was broken; never of one's own use.
    case review(Sealed)
    /// A fresh password, no MFA devices, or no left-over ones; never for oneself.
    case errand(Errand, Sealed)

    /// What it is, in a sentence about who may.
    var act: String {
        switch self {
        case .suspend: "suspend users"
        case .revoke: "revoke users"
        case .extend: "move a deadline"
        case .confirm: "confirm a device"
        case .decideKeys: "decide about keys"
        case .remind: "remind people"
        case .review: "review what was done while the glass was broken"
        case .errand(let errand, _): "\(errand.rawValue) for users"
        }
    }
}

extension UserRecord {
    /// What follows from a person's command, or why nothing does. Total: every command has an answer in every state from everyone.
    public func decide(
        _ command: UserCommand, in context: UserContext, rules: Rules, by actor: Actor
    ) throws(Refusal) -> [UserEvent] {
        guard let person = actor.person else { throw .personOnly }
        guard rules.has(.admin, person) else { throw .notPermitted(person, needs: .admin, to: command.act) }
        // Also after its end: what was done with it stays to be looked at.
        if case .review(let remark) = command { return try review(remark, by: person) }
        guard stage != .revoked else {
            throw Refusal(.wrongState, "\(id) is revoked", hint: "ask for a new user with 'tenure request new'")
        }
        switch command {
        case .revoke(let reason, let ticket):
            guard revocation == nil else {
                throw Refusal(.alreadyRevoking, "\(id) is being revoked already", hint: "carry it out with 'tenure run'")
            }
            return [.revocationDecided(reason: reason, ticket: ticket)]
        case .suspend, .extend, .confirm, .decideKeys, .remind, .errand, .review:
            guard revocation == nil else {
                throw Refusal(
                    .alreadyRevoking, "\(id) is being revoked: nothing else can be done to it", hint: "carry it out with 'tenure run'")
            }
        }
        switch command {
        case .revoke, .review: return []
        case .errand(let errand, let reason): return try take(errand, reason, by: person)
        case .suspend(let reason): return try suspend(reason, in: context)
        case .extend(let deadline, let reason): return try extend(to: deadline, reason, in: context, by: person)
        case .confirm(let serial): return try confirm(serial, in: context, by: person)
        case .decideKeys(let outcome, let reason): return try decideKeys(outcome, reason, by: person)
        case .remind:
            guard context.workflow.state(state)?.waitsFor.isHuman ?? false else {
                throw Refusal(.wrongState, "\(id) waits for nobody who could be reminded", hint: "see 'tenure explain \(id)'")
            }
            return []
        }
    }

    private func take(_ errand: Errand, _ reason: Sealed, by person: PersonID) throws(Refusal) -> [UserEvent] {
        guard person != self.person else {
            throw Refusal(.ownAccess, "nobody resets their own access", hint: "ask another admin: 'tenure person list --role admin'")
        }
        guard userID != nil, stage != .suspended, stage != .revocation else {
            throw Refusal(.wrongState, "\(id) cannot be helped in state '\(state)'", hint: "see 'tenure explain \(id)'")
        }
        guard !errands.contains(errand) else {
            throw Refusal(.noChange, "\(errand.rawValue) is decided already", hint: "carry it out with 'tenure run'")
        }
        return [.errandDecided(errand: errand, reason: reason)]
    }

    private func suspend(_ reason: Sealed, in context: UserContext) throws(Refusal) -> [UserEvent] {
        let ways = context.workflow.transitions(from: state)
        guard ways.contains(where: { $0.by == .admin && $0.suspends(in: context.workflow) }) else {
            throw Refusal(
                .wrongState, "\(id) cannot be suspended in state '\(state)'", hint: "cut it off for good with 'tenure user revoke \(id)'")
        }
        guard suspension == nil else {
            throw Refusal(.noChange, "\(id) is being suspended already", hint: "carry it out with 'tenure run'")
        }
        return [.suspensionDecided(reason: reason)]
    }

    private func extend(
        to new: Date, _ reason: Sealed, in context: UserContext, by person: PersonID
    ) throws(Refusal) -> [UserEvent] {
        guard person != self.person else {
            throw Refusal(.ownAccess, "nobody moves their own deadline", hint: "ask another admin: 'tenure person list --role admin'")
        }
        guard let deadline else {
            throw Refusal(.wrongState, "\(id) has no deadline in state '\(state)'", hint: "see 'tenure user show \(id)'")
        }
        guard use?.opened == nil || use?.closed != nil else {
            throw Refusal(
                .termTooLong, "the glass of \(id) was broken for four hours at most",
                hint: "its holder breaks it again once it was reviewed")
        }
        guard new > deadline, new > context.now else {
            throw Refusal(
                .deadlineNotLater, "the new deadline is not later than the present one",
                hint: "see 'tenure user show \(id)' for the present one")
        }
        return [.extended(deadline: new, reason: reason)]
    }

    private func confirm(_ serial: Sealed, in context: UserContext, by person: PersonID) throws(Refusal) -> [UserEvent] {
        guard person != self.person else {
            throw Refusal(
                .ownAccess, "a second person compares the device, not its holder",
                hint: "ask another admin: 'tenure person list --role admin'")
        }
        guard stage == .confirmation, transit == nil else {
            throw Refusal(.wrongState, "\(id) does not wait for a confirmation", hint: "see 'tenure explain \(id)'")
        }
        guard context.lookIsFresh else {
            throw Refusal(.observationStale, "what was last seen of \(id) is too old to be confirmed", hint: "run 'tenure sync'")
        }
        guard let devices = sighting?.devices, !devices.isEmpty else {
            throw Refusal(.deviceNotSeen, "no MFA device of \(id) is known", hint: "run 'tenure sync'")
        }
        guard devices.contains(where: { $0.text == serial.text }) else {
            throw Refusal(
                .deviceMismatch, "'\(serial)' is not a device of \(id)",
                hint: "if theirs has another serial, suspend it: 'tenure user suspend \(id)'; see 'tenure user show \(id)'")
        }
        return [.confirmed(serial: serial)]
    }

    private func decideKeys(_ outcome: KeyDecision.Outcome, _ reason: Sealed, by person: PersonID) throws(Refusal) -> [UserEvent] {
        guard isAdopted, stage == .decision || stage == .notice else {
            throw Refusal(.wrongState, "\(id) waits for no decision about its keys", hint: "see 'tenure explain \(id)'")
        }
        guard person != self.person else {
            throw Refusal(.ownAccess, "nobody decides about their own keys", hint: "ask another admin: 'tenure person list --role admin'")
        }
        return [.keysDecided(outcome: outcome, reason: reason)]
    }
}
