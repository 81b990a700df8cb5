extension Linter {
    /// A life that has ended waits for nothing.
    mutating func lintEnd(of state: State) {
        guard state.isTerminal else { return }
        let leftovers: [(isThere: Bool, key: String)] = [
            (state.deadline != nil, "deadline"), (!state.reminders.isEmpty, "remind"), (state.atDeadline != nil, "at-deadline"),
            (state.waitsFor != .nobody, "waits-for"),
        ]
        for leftover in leftovers where leftover.isThere {
            let remedy = leftover.key == "waits-for" ? "write 'waits-for: nobody'" : "remove it, or 'terminal: true'"
            report(
                .terminalState, "\(state.key).\(leftover.key)", "the terminal state '\(state.name)' has '\(leftover.key)'", remedy: remedy)
        }
        for transition in draft.transitions.readable {
            guard let index = transition.from.firstIndex(of: state.name) else { continue }
            report(
                .terminalState, "\(transition.key).from[\(index)]", "'\(transition.name)' leaves the terminal state '\(state.name)'",
                remedy: "take it out of 'from'")
        }
    }

    /// Where somebody must act, the state says who; where a person must, it names a person.
    mutating func lintOwner(of state: State) {
        guard !state.isTerminal else { return }
        let isIdle = state.waitsFor == .nobody && state.stage != .active
        guard isIdle || (state.stage.needsPerson && !state.waitsFor.isHuman) else { return }
        let parties = Party.allCases.filter { state.stage.needsPerson ? $0.isHuman : $0 != .nobody }.map(\.rawValue)
        report(
            .noOwner, "\(state.key).waits-for", "'\(state.name)' waits for \(state.waitsFor.rawValue), who cannot end its stage",
            remedy: "write one of \(parties.listed)")
    }

    /// Reminders go to a person, one after the other, before the deadline.
    mutating func lintReminders(of state: State) {
        guard !state.isTerminal, !state.reminders.isEmpty else { return }
        if !state.waitsFor.isHuman {
            report(
                .reminderWithoutPerson, "\(state.key).remind", "'\(state.name)' reminds, but waits for no person",
                remedy: "remove 'remind', or name a person in 'waits-for'")
        }
        for (index, reminder) in state.reminders.enumerated() {
            let key = "\(state.key).remind[\(index)]"
            if let deadline = state.deadline, reminder >= deadline {
                report(
                    .reminderAfterDeadline, key, "the reminder after '\(reminder)' is not before the deadline '\(deadline)'",
                    remedy: "write less than \(deadline)")
            } else if index > 0, reminder <= state.reminders[index - 1] {
                report(
                    .reminderOrder, key, "the reminder after '\(reminder)' does not follow that after '\(state.reminders[index - 1])'",
                    remedy: "list reminders from first to last, each once")
            }
        }
    }
}

extension LifeStage {
    /// Whether only a person can end it.
    fileprivate var needsPerson: Bool {
        switch self {
        case .decision, .enrolment, .confirmation: true
        case .creation, .notice, .active, .suspended, .revocation, .revoked: false
        }
    }
}
