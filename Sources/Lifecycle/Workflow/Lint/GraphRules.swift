extension Linter {
    /// Every state can be come to.
    mutating func lintReachability(in graph: StateGraph) {
        let reached = graph.reachable(from: [graph.initial])
        for state in graph.states where !reached.contains(state.name) {
            report(
                .unreachableState, state.key, "no way leads from '\(graph.initial)' to '\(state.name)'",
                remedy: "add a transition to \(state.name), or remove the state")
        }
    }

    /// Every life can go on until it ends. A state whose ways all lead to a dead end is not blamed for it.
    mutating func lintWaysOut(in graph: StateGraph) {
        let ends = graph.states.filter(\.isTerminal).map(\.name)
        let deadEnds = graph.states.filter { !$0.isTerminal && graph.transitions(from: $0.name).isEmpty }
        for state in deadEnds {
            report(
                .deadEnd, state.key, "'\(state.name)' has no way out and is not terminal",
                remedy: "add a transition from \(state.name), or write 'terminal: true'")
        }
        let hopeful = graph.reaching(ends + deadEnds.map(\.name))
        for state in graph.states where !hopeful.contains(state.name) {
            report(
                .noWayToEnd, state.key, "no way leads from '\(state.name)' to a terminal state",
                remedy: ends.isEmpty ? "write 'terminal: true' in the last state" : "add a transition towards \(ends[0])")
        }
        for state in graph.states where state.waitsFor.isHuman && !state.isTerminal { lintWayOn(from: state, in: graph) }
    }

    // An admin who is waited for may answer by revoking; a subject, manager or sponsor can only be waited for if they can end the wait.
    private mutating func lintWayOn(from state: State, in graph: StateGraph) {
        let ways = graph.transitions(from: state.name)
        let stages = graph.stages
        guard state.waitsFor != .admin, !ways.isEmpty, ways.allSatisfy({ stages[$0.to]?.endsAccess == true }) else { return }
        report(
            .noWayOn, state.key, "'\(state.name)' waits for \(state.waitsFor.rawValue), but its only ways out are revocation",
            remedy: "add the transition that \(state.waitsFor.rawValue) brings about")
    }

    /// An admin can revoke from every state, and no guard stands in the way.
    mutating func lintRevocation(in graph: StateGraph) {
        let stages = graph.stages
        for state in graph.states where !state.isTerminal && !state.stage.endsAccess {
            let ways = graph.transitions(from: state.name)
            let canRevoke = ways.contains { $0.by == .admin && $0.guards.isEmpty && stages[$0.to]?.endsAccess == true }
            guard !canRevoke, !ways.isEmpty else { continue }
            report(
                .noRevocation, state.key, "an admin cannot revoke from '\(state.name)' at any moment",
                remedy: "add \(state.name) to 'from' of a transition by admin, without 'when', to a state of stage revocation")
        }
    }

    /// What starts a transition says which one.
    mutating func lintCompetition(in graph: StateGraph) {
        let stages = graph.stages
        for state in graph.states {
            var seen: [Claim: Transition] = [:]
            for transition in graph.transitions(from: state.name) {
                guard let claim = Claim(transition, to: stages[transition.to]) else { continue }
                guard let first = seen[claim] else {
                    seen[claim] = transition
                    continue
                }
                report(
                    .ambiguousTransitions, transition.key,
                    "'\(first.name)' and '\(transition.name)' compete in '\(state.name)' under the same guards",
                    remedy: "tell them apart by a guard in 'when', or take \(state.name) out of one 'from'")
            }
        }
    }
}

/// What starts a transition: two that are equal cannot be told apart.
private struct Claim: Hashable {
    let trigger: Trigger
    let guards: Set<Guard>
    /// Where a person asks for the transition, the stage that they ask for.
    let stage: LifeStage?

    /// Nil for a transition at a deadline: its state names the one that is taken.
    init?(_ transition: Transition, to stage: LifeStage?) {
        switch transition.by {
        case .deadline: return nil
        case .tenure: self.stage = nil
        case .admin, .request: self.stage = stage
        }
        trigger = transition.by
        guards = Set(transition.guards)
    }
}

extension StateGraph {
    fileprivate var stages: [StateName: LifeStage] {
        Dictionary(states.map { ($0.name, $0.stage) }, uniquingKeysWith: { first, _ in first })
    }
}

extension LifeStage {
    /// Whether access is cut there and does not come back.
    fileprivate var endsAccess: Bool {
        switch self {
        case .revocation, .revoked: true
        case .creation, .decision, .notice, .enrolment, .confirmation, .active, .suspended: false
        }
    }
}
