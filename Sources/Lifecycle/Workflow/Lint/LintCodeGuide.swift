extension LintCode {
    /// What the code says about a file, and what to do about it: the source of the table in `docs/workflows.md`.
    public var explanation: (meaning: String, remedy: String) {
        switch self {
        case .tooLarge: ("the file is larger than 256 KiB", "split it, or take out what is not a workflow")
        case .notUTF8: ("the file is not UTF-8", "save it as UTF-8")
        case .tooManyAliases: ("the file uses more than 16 YAML aliases", "write the lists out")
        case .notYAML: ("the file is not one YAML document", "mend the place named; indent with blanks, never with tabs")
        case .duplicateKey: ("a key stands twice in one mapping", "keep one of them")
        case .unknownKey: ("a key that workflow files do not have", "correct its spelling or remove it")
        case .missingKey: ("a key that must be there is not", "add it")
        case .wrongValue: ("a value is not of the kind that its key takes", "write a value of the kind named")
        case .duplicateName: ("a list names the same thing twice", "keep one of them")
        case .unknownRole: ("`waits-for`, `by` or `groups` names nobody that tenure knows", "use one of the words listed")
        case .unknownGuard: ("`when` of a transition names a guard that does not exist", "use one of the guards listed")
        case .unknownStep: ("`steps` names a step that does not exist", "use one of the steps listed")
        case .unknownTemplate: ("`guide` names a guide that does not exist", "use one of the guides listed")
        case .unknownFact: ("an invariant speaks of a fact that does not exist", "use one of the facts listed")
        case .missingTarget: ("a state or transition is named that the file does not declare", "declare it or correct the name")
        case .initialTerminal: ("the initial state is terminal", "begin in a state that goes on")
        case .terminalState: ("a terminal state has a deadline, reminders, an owner or a way out", "remove them, or `terminal: true`")
        case .noOwner: ("a state in which somebody must act waits for nobody who could", "name in `waits-for` who must act")
        case .noDeadline: ("a state that waits for somebody has no deadline, so nobody would ever be stuck in it", "give it a `deadline`")
        case .noWayOn: ("a person is waited for, but the only ways out are revocation", "add the transition that the person brings about")
        case .reminderAfterDeadline: ("a reminder is not before the deadline", "move it before the deadline")
        case .reminderOrder: ("reminders do not follow each other", "list them from first to last")
        case .reminderWithoutPerson: ("reminders in a state that waits for no person", "remove them or name a person in `waits-for`")
        case .deadlineOrder: ("one deadline outlasts another that ends it first", "shorten the one named")
        case .deadlineElsewhere: ("`at-deadline` names a transition that does not leave the state", "add the state to its `from`")
        case .deadlineTrigger: ("`at-deadline` names a transition that is not `by: deadline`", "write `by: deadline` there")
        case .unusedDeadline: ("a transition `by: deadline` leaves a state that does not name it", "name it in the state's `at-deadline`")
        case .stepOrder: ("steps stand in an order, or together, as they cannot be carried out", "put them in the order named")
        case .guideMissing: ("`deliver-guide` without a `guide`", "name the guide")
        case .guideNotDelivered: ("a `guide` without `deliver-guide`", "add the step or remove the guide")
        case .ambiguousTransitions: ("two transitions compete in one state under the same guards", "tell them apart by a guard")
        case .unreachableState: ("no way leads from the initial state to this one", "add a transition to it or remove it")
        case .deadEnd: ("a state that is not terminal has no way out", "add a transition from it, or `terminal: true`")
        case .noWayToEnd: ("from this state no way leads to a terminal one", "add a transition out of the circle")
        case .noRevocation:
            ("an admin cannot revoke from this state, or only under a guard", "add it to `from` of the unguarded revocation")
        case .idleLoop: ("a loop with neither a person nor time in it: `tenure run` would never end", "break it with a guard or trigger")
        case .noApproval: ("a request of some risk would pass no approval stage", "remove `when` from one stage")
        case .unknownGroup: ("an approval group that has no members in this home", "give it members")
        case .unreachableQuorum:
            ("too few people could approve once requester and subject are left out", "add people to the group or lower the quorum")
        case .unreachableSignature:
            ("too few of those who could approve a signed stage have a key that signs", "register keys with `tenure person key`")
        case .strandedUsers: ("a change would leave users in a state that has gone or leads nowhere", "move the users first")
        }
    }

    /// The Markdown table of all codes, as `docs/workflows.md` holds it.
    public static var table: String {
        let rows = allCases.map { code in
            "| `\(code.rawValue)` | \(code.severity.rawValue) | \(code.explanation.meaning) | \(code.explanation.remedy) |"
        }
        return (["| code | | what it means | what to do |", "|---|---|---|---|"] + rows).joined(separator: "\n") + "\n"
    }
}
