import IAM
import Lifecycle

/// Who becomes administrator, worked out from the administrators backwards: every round adds those who reach somebody of the rounds before.
/// So chains of any length are followed, the shortest first, and circles lead nowhere.
struct EscalationGraph: Sendable {
    let certainty: Certainty
    private(set) var reached: [EscalationNode: Leg] = [:]
    private var steps: EscalationSteps

    /// How somebody gets one step nearer.
    struct Leg: Sendable {
        /// What is done; empty for an administrator.
        let steps: [EscalationStep]
        /// Who one is afterwards; nil for the one who began.
        let next: EscalationNode?
        /// How many others one becomes on the way.
        let distance: Int

        init(steps: [EscalationStep], next: EscalationNode?, distance: Int = 0) {
            self.steps = steps
            self.next = next
            self.distance = distance
        }
    }

    /// Some people and roles, and who of them is administrator; with what is certain already, what is possible besides.
    init(
        _ field: EscalationField, _ certainty: Certainty, administrators: [EscalationNode], _ actors: [Actor],
        after certain: EscalationGraph? = nil
    ) {
        self.certainty = certainty
        steps = EscalationSteps(field: field, certainty: certainty)
        reached = certain?.reached ?? [:]
        for node in administrators where reached[node] == nil { reached[node] = Leg(steps: [], next: nil) }
        var waiting = actors.filter { reached[$0.node] == nil }.map { (actor: $0, growth: Growth(of: $0, in: field, certainty)) }
        for (actor, growth) in waiting {
            if growth.isAdministrator {
                reached[actor.node] = Leg(steps: growth.steps, next: nil)
            } else if let leg = steps.throughWeakRoles(actor, growth).first {
                reached[actor.node] = leg
            }
        }
        var frontier = Set(reached.keys)
        var distance = 0
        while !frontier.isEmpty {
            distance += 1
            waiting.removeAll { reached[$0.actor.node] != nil }
            let targets = EscalationSteps.Targets(frontier.sorted { $0.name < $1.name }, in: field)
            frontier = []
            for (actor, growth) in waiting {
                guard let leg = steps.legs(of: actor, growth, to: targets).first else { continue }
                reached[actor.node] = Leg(steps: leg.steps, next: leg.next, distance: distance)
                frontier.insert(actor.node)
            }
        }
    }

    /// Every way of somebody who has been reached: one for each first step, none of which comes back to where it began.
    mutating func routes(of actor: Actor, in field: EscalationField) -> [EscalationRoute] {
        let others = reached.filter { $0.key != actor.node && !chain(from: $0.key).contains(actor.node) }
            .sorted { ($0.value.distance, $0.key.name) < ($1.value.distance, $1.key.name) }.map(\.key)
        let growth = Growth(of: actor, in: field, certainty)
        var legs = steps.ownLegs(of: actor)
        if legs.isEmpty, growth.isAdministrator { legs = [Leg(steps: growth.steps, next: nil)] }
        legs += steps.legs(of: actor, growth, to: EscalationSteps.Targets(others, in: field), isFirst: false)
        legs += steps.throughWeakRoles(actor, growth)
        var seen: Set<String> = []
        return legs.map(route).filter { seen.insert($0.id).inserted }
    }

    /// A leg with all that follow it.
    private func route(_ leg: Leg) -> EscalationRoute {
        var steps = leg.steps
        var next = leg.next
        while let node = next, let leg = reached[node], steps.count < 64 {
            steps += leg.steps
            guard leg.next != nil else { return EscalationRoute(steps: steps, administrator: node.name) }
            next = leg.next
        }
        return EscalationRoute(steps: steps, administrator: next?.name)
    }

    /// Everybody whom a chain passes.
    private func chain(from start: EscalationNode) -> Set<EscalationNode> {
        var passed: Set<EscalationNode> = []
        var next: EscalationNode? = start
        while let node = next, passed.insert(node).inserted { next = reached[node]?.next }
        return passed
    }
}
