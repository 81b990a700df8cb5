/// As much of a workflow file as could be read.
struct WorkflowDraft {
    var name: WorkflowName?
    var title: Bilingual?
    var kind: Workflow.Kind?
    var requires: [Workflow.Requirement] = []
    var maximumTerm: Period?
    var approval: ApprovalPlan?
    var review: ReviewRule?
    var invariants: [Invariant] = []
    /// The states that `always` invariants name, with the keys that they stand under.
    var promised: [(key: String, state: StateName)] = []
    var initial: StateName?
    var states = DraftPart<State, StateName>()
    var transitions = DraftPart<Transition, TransitionName>()

    /// The workflow; nil if a part of it could not be read.
    var workflow: Workflow? {
        guard let name, let title, let kind, let approval, let review, let initial else { return nil }
        return Workflow(
            name: name, title: title, kind: kind, requires: requires, maximumTerm: maximumTerm, approval: approval,
            review: review, invariants: invariants, initial: initial, states: states.readable, transitions: transitions.readable
        )
    }
}

/// The states or the transitions of a file.
struct DraftPart<Item, Name: Hashable> {
    /// Those in which everything could be read, in the file's order.
    var readable: [Item] = []
    /// The names of all, the unreadable ones too, so that a mistake inside one makes no reference to it wrong.
    var names: [Name] = []
    /// Whether everything in them could be read.
    var isWhole = false
}
