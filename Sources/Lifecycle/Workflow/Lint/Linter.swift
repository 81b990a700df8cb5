/// The rules that a workflow must keep besides being readable. Each rule stands in the file named for what it looks at.
struct Linter {
    let draft: WorkflowDraft
    var source: SourceMap

    /// Adds a finding for each rule that is broken.
    mutating func lint() {
        lintTargets()
        lintApproval()
        for state in draft.states.readable {
            lintEnd(of: state)
            lintOwner(of: state)
            lintReminders(of: state)
            lintDeadline(of: state)
        }
        for transition in draft.transitions.readable {
            lintGuide(of: transition)
            lintSteps(of: transition)
        }
        if let graph = StateGraph(draft) { lint(graph) }
    }

    // What the graph looks like is asked only of a file whose every state, transition and name in them is right.
    private mutating func lint(_ graph: StateGraph) {
        lintDeadlineTransitions()
        lintReachability(in: graph)
        lintWaysOut(in: graph)
        lintRevocation(in: graph)
        lintCompetition(in: graph)
        lintIdleLoops(in: graph)
    }

    /// Adds a finding at the place of its key.
    mutating func report(_ code: LintCode, _ key: String, _ message: String, remedy: String) {
        source.report(code, key, message, remedy: remedy)
    }
}

extension State {
    /// The key of the state in its file.
    var key: String { "states.\(name)" }
}

extension Transition {
    /// The key of the transition in its file.
    var key: String { "transitions.\(name)" }
}
