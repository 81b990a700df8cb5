extension WorkflowReading {
    /// Errors about users who stand in a state from which this version of the workflow would not let them go on: it has removed the
    /// state, or their life would be over there, or nothing leaves it. Empty if this version has errors of its own: they come first.
    ///
    /// - Parameter usersIn: how many users stand in each state of the old version.
    public func findings(replacing old: Workflow, usersIn: [StateName: Int]) -> [LintFinding] {
        guard let workflow else { return [] }
        return old.states.compactMap { state in
            guard let count = usersIn[state.name], count > 0, !state.isTerminal else { return nil }
            guard let problem = problem(with: state.name, in: workflow) else { return nil }
            let users = count == 1 ? "1 user stands" : "\(count) users stand"
            return source.finding(
                .strandedUsers, "states.\(state.name)", "\(users) in '\(state.name)', \(problem)",
                remedy: "keep the state until they have left it, or move them first")
        }
    }

    private func problem(with name: StateName, in workflow: Workflow) -> String? {
        guard let state = workflow.state(name) else { return "which is gone" }
        if state.isTerminal { return "which would end their lives" }
        return workflow.transitions(from: name).isEmpty ? "which has no way out any more" : nil
    }
}
