extension Linter {
    /// Who is waited for can be late, and what ends the access ends no later than a deadline inside it.
    mutating func lintDeadline(of state: State) {
        guard !state.isTerminal else { return }
        guard let deadline = state.deadline else {
            if state.waitsFor != .nobody {
                report(
                    .noDeadline, state.key, "'\(state.name)' waits for \(state.waitsFor.rawValue) without a deadline",
                    remedy: "add 'deadline:', such as 7d")
            } else if state.atDeadline != nil {
                report(.noDeadline, "\(state.key).at-deadline", "'\(state.name)' has no deadline", remedy: "add 'deadline:', such as 7d")
            }
            return
        }
        requireOrder(deadline, "\(state.key).deadline", atMost: draft.maximumTerm, "maximum-term")
        if state.name == draft.initial {
            requireOrder(deadline, "\(state.key).deadline", atMost: draft.approval?.beginWithin, "approval.begin-within")
        }
    }

    /// A request of any risk passes a stage, and its times fit into the longest term.
    mutating func lintApproval() {
        guard let approval = draft.approval else { return }
        requireOrder(approval.expires, "approval.expires", atMost: draft.maximumTerm, "maximum-term")
        requireOrder(approval.beginWithin, "approval.begin-within", atMost: draft.maximumTerm, "maximum-term")
        lintReview()
        guard let risk = Risk.allCases.first(where: { approval.stages(for: $0).isEmpty }) else { return }
        report(
            .noApproval, "approval.stages", "a request of risk '\(risk.rawValue)' passes no approval stage",
            remedy: "remove 'when' from one stage, or lower it to \(risk.rawValue)")
    }

    /// A review ends before the next begins, and nobody is written to once it has ended.
    private mutating func lintReview() {
        guard let review = draft.review else { return }
        let key = review.isPeriodAlone ? "review" : "review.every"
        requireOrder(review.every, key, atMost: draft.maximumTerm, "maximum-term")
        guard !review.isPeriodAlone else { return }
        requireOrder(review.within, "review.within", atMost: review.every, "review.every")
        for (index, reminder) in review.remind.enumerated() {
            requireOrder(reminder, "review.remind[\(index)]", atMost: review.within, "review.within")
        }
        if let escalate = review.escalate { requireOrder(escalate, "review.escalate", atMost: review.within, "review.within") }
    }

    private mutating func requireOrder(_ period: Period, _ key: String, atMost limit: Period?, _ limitKey: String) {
        guard let limit, period > limit else { return }
        report(
            .deadlineOrder, key, "'\(period)' is longer than '\(limitKey)', which is '\(limit)'",
            remedy: "write at most \(limit), or lengthen '\(limitKey)'")
    }

    /// A state and the transition that its deadline takes belong to each other.
    mutating func lintDeadlineTransitions() {
        let transitions = Dictionary(draft.transitions.readable.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for state in draft.states.readable where !state.isTerminal {
            guard let transition = state.atDeadline.flatMap({ transitions[$0] }) else { continue }
            let key = "\(state.key).at-deadline"
            if !transition.from.contains(state.name) {
                report(
                    .deadlineElsewhere, key, "'\(transition.name)' does not leave '\(state.name)'",
                    remedy: "add \(state.name) to 'from' of '\(transition.name)'")
            } else if transition.by != .deadline {
                report(
                    .deadlineTrigger, key, "'\(transition.name)' is by \(transition.by.rawValue), not by deadline",
                    remedy: "write 'by: deadline' in '\(transition.name)', or name another transition")
            }
        }
        for transition in draft.transitions.readable where transition.by == .deadline { lintUse(of: transition) }
    }

    private mutating func lintUse(of transition: Transition) {
        let users = Set(draft.states.readable.filter { $0.atDeadline == transition.name || $0.isTerminal }.map(\.name))
        for (index, state) in transition.from.enumerated() where !users.contains(state) {
            report(
                .unusedDeadline, "\(transition.key).from[\(index)]", "the deadline of '\(state)' does not take '\(transition.name)'",
                remedy: "add 'at-deadline: \(transition.name)' to '\(state)', or take it out of 'from'")
        }
    }
}
