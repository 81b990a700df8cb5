/// The states of a workflow and the transitions between them, by name.
struct StateGraph {
    let initial: StateName
    let states: [State]
    private let leaving: [StateName: [Transition]]

    /// The graph of a file whose every state and transition could be read and leads somewhere; nil for any other.
    init?(_ draft: WorkflowDraft) {
        guard let initial = draft.initial, draft.states.isWhole, draft.transitions.isWhole else { return nil }
        self.init(initial: initial, states: draft.states.readable, transitions: draft.transitions.readable)
    }

    private init?(initial: StateName, states: [State], transitions: [Transition]) {
        let names = Set(states.map(\.name))
        let named = Set(transitions.map(\.name))
        guard names.contains(initial), transitions.allSatisfy({ names.contains($0.to) && names.isSuperset(of: $0.from) }),
            states.allSatisfy({ state in state.atDeadline.map { named.contains($0) } ?? true })
        else { return nil }
        self.initial = initial
        self.states = states
        var leaving: [StateName: [Transition]] = [:]
        for transition in transitions {
            for state in transition.from { leaving[state, default: []].append(transition) }
        }
        self.leaving = leaving
    }

    /// The transitions that leave a state, in the file's order.
    func transitions(from state: StateName) -> [Transition] { leaving[state] ?? [] }

    /// The states that can be come to from these, these among them.
    func reachable(from starts: some Sequence<StateName>) -> Set<StateName> {
        spread(from: starts) { name in transitions(from: name).map(\.to) }
    }

    /// The states from which one of these can be come to, these among them.
    func reaching(_ ends: some Sequence<StateName>) -> Set<StateName> {
        var sources: [StateName: [StateName]] = [:]
        for state in states {
            for transition in transitions(from: state.name) { sources[transition.to, default: []].append(state.name) }
        }
        return spread(from: ends) { sources[$0] ?? [] }
    }

    private func spread(from starts: some Sequence<StateName>, _ next: (StateName) -> [StateName]) -> Set<StateName> {
        var waiting = Array(starts)
        var found = Set(waiting)
        while let name = waiting.popLast() {
            for other in next(name) where found.insert(other).inserted { waiting.append(other) }
        }
        return found
    }
}
