import IAM
import Lifecycle

/// Who becomes administrator, worked out from the administrators backwards: every round adds those who reach somebody of the rounds before.
/// So chains of any length are followed, the shortest first, and circles lead nowhere.
struct EscalationGraph: Sendable {
    let certainty: Certainty
    private(set) var reached: [EscalationNode: Leg] = [:]
    private var steps: EscalationSteps
    /// Those who were reached, the nearest first.
    private var order: [EscalationNode] = []
    private var known: [String: [EscalationRoute]] = [:]
    private var returns: [Return] = []

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

    /// A role that changes what others may do, and who can become it: one of those may be whom it makes an administrator.
    private struct Return: Sendable {
        let role: Actor
        let ways: EscalationGraph
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
                reached[actor.node] = Leg(steps: growth.steps, next: nil, distance: 1)
            } else if let leg = steps.throughOthers(actor, growth).first {
                reached[actor.node] = Leg(steps: leg.steps, next: nil, distance: 1)
            }
        }
        spread(from: Set(reached.keys), to: &waiting)
        spread(from: comeBack(waiting), to: &waiting)
        sort()
    }

    /// Who becomes somebody.
    private init(to goal: EscalationNode, _ steps: EscalationSteps, among waiting: [Waiting]) {
        certainty = steps.certainty
        self.steps = steps
        reached = [goal: Leg(steps: [], next: nil)]
        var waiting = waiting
        spread(from: [goal], to: &waiting)
        sort()
    }

    private typealias Waiting = (actor: Actor, growth: Growth)

    private mutating func sort() {
        order = reached.sorted { ($0.value.distance, $0.key.name) < ($1.value.distance, $1.key.name) }.map(\.key)
    }

    /// Round after round, those who reach somebody of the round before.
    private mutating func spread(from first: Set<EscalationNode>, to waiting: inout [Waiting]) {
        let field = steps.field
        var frontier = first
        while !frontier.isEmpty {
            waiting.removeAll { reached[$0.actor.node] != nil }
            let targets = EscalationSteps.Targets(frontier.sorted { $0.name < $1.name }, in: field)
            frontier = []
            var known: [String: Leg?] = [:]
            for (actor, growth) in waiting {
                let signature = Self.signature(of: actor, growth, in: field)
                let leg = signature.flatMap { known[$0] } ?? steps.legs(of: actor, growth, to: targets).first
                if let signature { known[signature] = .some(leg) }
                guard let leg else { continue }
                let nearer = leg.next.flatMap { reached[$0]?.distance } ?? 0
                reached[actor.node] = Leg(steps: leg.steps, next: leg.next, distance: nearer + 1)
                frontier.insert(actor.node)
            }
        }
    }

    /// Those who can become a role that then makes administrators of them.
    private mutating func comeBack(_ waiting: [Waiting]) -> Set<EscalationNode> {
        let movers = waiting.filter { !$0.growth.steps.isEmpty || steps.mayBecomeSomebody($0.actor) }
        for (actor, _) in waiting where actor.mayChangeOthers {
            guard case .role = actor.node else { continue }
            returns.append(Return(role: actor, ways: EscalationGraph(to: actor.node, steps, among: movers)))
        }
        var found: Set<EscalationNode> = []
        for (actor, _) in movers {
            guard let leg = returning(actor).first else { continue }
            reached[actor.node] = Leg(steps: leg.steps, next: nil, distance: leg.distance)
            found.insert(actor.node)
        }
        return found
    }

    /// The legs of somebody as they were reached, or with what they can give themselves by now.
    private mutating func returning(_ actor: Actor, holding growth: Growth? = nil) -> [Leg] {
        returns.flatMap { way -> [Leg] in
            guard way.role.node != actor.node,
                let leg = growth.map({ leg(of: actor, $0, in: way.ways) }) ?? way.ways.reached[actor.node]
            else { return [] }
            let before = way.ways.route(leg).steps
            return steps.changes(of: actor, by: way.role).map { Leg(steps: before + $0, next: nil, distance: before.count + 1) }
        }
    }

    private mutating func leg(of actor: Actor, _ growth: Growth, in ways: EscalationGraph) -> Leg? {
        let others = ways.order.filter { $0 != actor.node && !ways.passes(actor.node, from: $0) }
        return steps.legs(of: actor, growth, to: EscalationSteps.Targets(others, in: steps.field)).first
    }

    /// What tells that somebody reaches others as somebody else does; nil where the policies alone do not tell.
    private static func signature(of actor: Actor, _ growth: Growth, in field: EscalationField) -> String? {
        guard growth.steps.isEmpty, field.namedRoles(actor).isEmpty else { return nil }
        return actor.signature
    }

    /// The ways of somebody who has been reached: one for each first step, to those who are nearer.
    mutating func routes(of actor: Actor, in field: EscalationField) -> [EscalationRoute] {
        let growth = Growth(of: actor, in: field, certainty)
        let distance = reached[actor.node]?.distance ?? 0
        let back = returning(actor)
        // What comes back to somebody is about nobody else.
        let signature = back.isEmpty ? Self.signature(of: actor, growth, in: field).map { "\(distance) \($0)" } : nil
        if let known = signature.flatMap({ known[$0] }) { return known }
        let routes = routes(of: actor, growth, through: order.filter { reached[$0]?.distance ?? 0 < distance }, back)
        if let signature { known[signature] = routes }
        return routes
    }

    /// Whether there is a way for somebody that does not come back to where it began. They may hold other things than when they were reached.
    mutating func isOpen(to actor: Actor, in field: EscalationField) -> Bool {
        let others = order.filter { $0 != actor.node && !passes(actor.node, from: $0) }
        let growth = Growth(of: actor, in: field, certainty)
        return !routes(of: actor, growth, through: others, returning(actor, holding: growth)).isEmpty
    }

    private mutating func routes(of actor: Actor, _ growth: Growth, through others: [EscalationNode], _ back: [Leg]) -> [EscalationRoute] {
        var legs = steps.ownLegs(of: actor)
        if legs.isEmpty, growth.isAdministrator { legs = [Leg(steps: growth.steps, next: nil)] }
        legs += steps.legs(of: actor, growth, to: EscalationSteps.Targets(others, in: steps.field), isFirst: false)
        legs += steps.throughOthers(actor, growth) + back
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

    /// Whether a chain comes by somebody.
    private func passes(_ node: EscalationNode, from start: EscalationNode) -> Bool {
        var next: EscalationNode? = start
        while let here = next {
            if here == node { return true }
            next = reached[here]?.next
        }
        return false
    }
}
