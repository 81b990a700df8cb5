import IAM

/// What somebody has after every change of their own permissions that they can make.
struct Growth: Sendable {
    /// Under the policies that they end with.
    private(set) var actor: Actor
    /// What was done, in order.
    private(set) var steps: [EscalationStep] = []
    private(set) var isAdministrator = false

    /// The first change that by itself makes an administrator, or all that are possible together.
    init(of actor: Actor, in field: EscalationField, _ certainty: Certainty) {
        self.actor = actor
        var done: [OwnMove] = []
        while true {
            let moves = field.ownMoves(of: self.actor).filter { move in !done.contains { $0.isSame(as: move) } }
            var gains: [OwnMove] = []
            for move in moves {
                let ability = move.ability(of: self.actor)
                guard ability.reaches(certainty) else { continue }
                let grown = self.actor.under(move.applied(to: self.actor.policies))
                if field.isAdministrator(grown, certainty) {
                    steps = Self.needed(done, then: move, from: actor, field, certainty)
                    self.actor = grown
                    isAdministrator = true
                    return
                }
                if move.isGain(under: self.actor.policies) { gains.append(move) }
            }
            guard !gains.isEmpty else { break }
            for move in gains where move.isGain(under: self.actor.policies) {
                steps.append(EscalationStep(move.path, move.name, move.ability(of: self.actor)))
                self.actor = self.actor.under(move.applied(to: self.actor.policies))
                done.append(move)
            }
        }
    }

    /// The changes without which the last one would not do.
    private static func needed(
        _ done: [OwnMove], then last: OwnMove, from actor: Actor, _ field: EscalationField, _ certainty: Certainty
    ) -> [EscalationStep] {
        var needed = done
        for move in done.reversed() {
            let fewer = needed.filter { !$0.isSame(as: move) }
            if replay(fewer + [last], from: actor, field, certainty) != nil { needed = fewer }
        }
        return replay(needed + [last], from: actor, field, certainty) ?? []
    }

    /// The steps, if each is possible after those before it and the last makes an administrator.
    private static func replay(
        _ moves: [OwnMove], from actor: Actor, _ field: EscalationField, _ certainty: Certainty
    ) -> [EscalationStep]? {
        var actor = actor
        var steps: [EscalationStep] = []
        for move in moves {
            let ability = move.ability(of: actor)
            guard ability.reaches(certainty) else { return nil }
            steps.append(EscalationStep(move.path, move.name, ability))
            actor = actor.under(move.applied(to: actor.policies))
        }
        return field.isAdministrator(actor, certainty) ? steps : nil
    }
}

extension OwnMove {
    fileprivate func isSame(as other: OwnMove) -> Bool { path.id == other.path.id && name == other.name && resource == other.resource }
}
