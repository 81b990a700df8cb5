import IAM

/// What somebody has after every change of their permissions that they, or another, can make.
struct Growth: Sendable {
    /// Under the policies that they end with.
    private(set) var actor: Actor
    /// What was done, in order.
    private(set) var steps: [EscalationStep] = []
    private(set) var isAdministrator = false

    /// The first change that by itself makes an administrator, or all that are possible together. The changes are the caller's; those of
    /// the one who is changed if nobody is named.
    init(of actor: Actor, by caller: Actor? = nil, in field: EscalationField, _ certainty: Certainty) {
        self.actor = actor
        var done: [Move] = []
        while true {
            let moves = field.moves(on: self.actor, by: caller).filter { move in !done.contains { $0.isSame(as: move) } }
            var gains: [Move] = []
            for move in moves {
                let ability = move.ability(of: caller ?? self.actor)
                guard ability.reaches(certainty) else { continue }
                let grown = self.actor.under(move.applied(to: self.actor.policies))
                if field.isAdministrator(grown, certainty) {
                    finish(done, move, grown, from: actor, by: caller, field, certainty)
                    return
                }
                if move.isGain(under: self.actor.policies) { gains.append(move) }
            }
            guard !gains.isEmpty else { break }
            for move in gains where move.isGain(under: self.actor.policies) {
                let ability = move.ability(of: caller ?? self.actor)
                let grown = self.actor.under(move.applied(to: self.actor.policies))
                // What none of them does, all together may.
                if field.isAdministrator(grown, certainty) {
                    finish(done, move, grown, from: actor, by: caller, field, certainty)
                    return
                }
                steps.append(EscalationStep(move.path, move.name, ability))
                self.actor = grown
                done.append(move)
            }
        }
    }

    private mutating func finish(
        _ done: [Move], _ last: Move, _ grown: Actor, from actor: Actor, by caller: Actor?, _ field: EscalationField, _ certainty: Certainty
    ) {
        steps = Self.needed(done, then: last, from: actor, by: caller, field, certainty)
        self.actor = grown
        isAdministrator = true
    }

    /// The changes without which the last one would not do.
    private static func needed(
        _ done: [Move], then last: Move, from actor: Actor, by caller: Actor?, _ field: EscalationField, _ certainty: Certainty
    ) -> [EscalationStep] {
        var needed = done
        for move in done.reversed() {
            let fewer = needed.filter { !$0.isSame(as: move) }
            if replay(fewer + [last], from: actor, by: caller, field, certainty) != nil { needed = fewer }
        }
        return replay(needed + [last], from: actor, by: caller, field, certainty) ?? []
    }

    /// The steps, if each is possible after those before it and the last makes an administrator.
    private static func replay(
        _ moves: [Move], from actor: Actor, by caller: Actor?, _ field: EscalationField, _ certainty: Certainty
    ) -> [EscalationStep]? {
        var actor = actor
        var steps: [EscalationStep] = []
        for move in moves {
            let ability = move.ability(of: caller ?? actor)
            guard ability.reaches(certainty) else { return nil }
            steps.append(EscalationStep(move.path, move.name, ability))
            actor = actor.under(move.applied(to: actor.policies))
        }
        return field.isAdministrator(actor, certainty) ? steps : nil
    }
}

extension Move {
    fileprivate func isSame(as other: Move) -> Bool { path.id == other.path.id && name == other.name && resource == other.resource }
}
