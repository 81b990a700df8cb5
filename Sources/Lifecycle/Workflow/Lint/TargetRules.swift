import IAM

extension Linter {
    /// Every state and transition that is named is declared.
    mutating func lintTargets() {
        let states = Set(draft.states.names)
        if let initial = draft.initial { require(initial, in: states, "initial") }
        for (key, state) in draft.promised { require(state, in: states, key) }
        for transition in draft.transitions.readable {
            for (index, state) in transition.from.enumerated() { require(state, in: states, "\(transition.key).from[\(index)]") }
            require(transition.to, in: states, "\(transition.key).to")
        }
        let transitions = Set(draft.transitions.names)
        for state in draft.states.readable {
            guard let target = state.atDeadline, !transitions.contains(target) else { continue }
            let names = draft.transitions.names.map(\.text)
            report(
                .missingTarget, "\(state.key).at-deadline", "'\(target)' is not a transition of this file",
                remedy: hint(target.text, names, "transitions"))
        }
        lintInitial()
    }

    private mutating func require(_ state: StateName, in states: Set<StateName>, _ key: String) {
        guard !draft.states.names.isEmpty, !states.contains(state) else { return }
        let names = draft.states.names.map(\.text)
        report(.missingTarget, key, "'\(state)' is not a state of this file", remedy: hint(state.text, names, "states"))
    }

    private func hint(_ written: String, _ names: [String], _ section: String) -> String {
        Spelling.nearest(to: written, in: names).map { "did you mean '\($0)'?" }
            ?? "declare it under '\(section):', or name one that is there"
    }

    private mutating func lintInitial() {
        guard let initial = draft.states.readable.first(where: { $0.name == draft.initial }), initial.isTerminal else { return }
        report(
            .initialTerminal, "initial", "the initial state '\(initial.name)' is terminal",
            remedy: "name the state that an approved request puts a user in")
    }
}
