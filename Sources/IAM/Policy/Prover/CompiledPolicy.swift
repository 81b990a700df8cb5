/// What a policy means for users without MFA, whoever they are: worked out once, for all who have it.
final class CompiledPolicy {
    /// Kept, because its storage is what the policy is recognised by.
    private let document: PolicyDocument
    /// The statements that allow unless a condition about something else than MFA fails.
    let allows: [PolicyStatement]
    /// The statements that deny for certain.
    let denies: [PolicyStatement]
    /// What its widest denials leave: the actions that each of them names in `NotAction`.
    let gates: [[ActionName]]
    private var openings: [Int: Openings] = [:]

    /// Which actions of a short list a policy opens beyond enrolling, and which it closes; bit by bit.
    struct Openings {
        var open: UInt64 = 0
        var closed: UInt64 = 0
    }

    init(_ document: PolicyDocument, in session: SessionWithoutMFA, judge: PolicySet.Judge) {
        self.document = document
        let reader = TermReader(reading: PatternReading(knowledge: session.knowledgeOfAnybody, doubts: .forCounterexample), judge: judge)
        allows = document.statements.filter { $0.effect == .allow && reader.open($0, on: .origin) != nil }
        denies = document.statements.filter { $0.effect == .deny && reader.open($0, on: .hindering)?.isEmpty == true }
        gates = denies.filter(\.meansEveryResource).compactMap(\.actionsLeft)
    }

    /// What it does to some actions, which are known by a number.
    func openings(_ actions: [ActionName], numbered number: Int, _ enrolment: Enrolment) -> Openings {
        if let known = openings[number] { return known }
        var found = Openings()
        for (bit, action) in actions.enumerated() {
            let tolerated = enrolment.resources(of: action)
            if allows.contains(where: { $0.allows(action, beyond: tolerated) }) { found.open |= 1 << UInt64(bit) }
            if denies.contains(where: { $0.denies(action, beyond: tolerated) }) { found.closed |= 1 << UInt64(bit) }
        }
        openings[number] = found
        return found
    }
}

extension SessionWithoutMFA {
    /// What is known in such a session, whoever the user is.
    var knowledgeOfAnybody: Knowledge {
        let keys: Set<ContextKey> = ["aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"]
        switch self {
        case .console: return Knowledge(context: RequestContext(["aws:MultiFactorAuthPresent": "false"]), keys: keys)
        case .accessKey: return Knowledge(context: RequestContext(), keys: keys)
        }
    }
}

extension Enrolment {
    /// The resources on which an action counts as enrolling; empty if on none.
    func resources(of action: ActionName) -> [ResourcePattern] {
        statements.filter { $0.actions.items.contains { $0.matches(action) } }.flatMap { $0.resources?.items ?? [.everything] }
    }
}

extension PolicyStatement {
    fileprivate var meansEveryResource: Bool {
        guard let resources else { return true }
        return !resources.isNegated && resources.items.contains(.everything)
    }

    /// The actions that a statement leaves out, if they can be counted.
    fileprivate var actionsLeft: [ActionName]? {
        guard actions.isNegated, !actions.items.isEmpty, actions.items.count <= 64 else { return nil }
        let names = actions.items.compactMap { try? ActionName($0.text) }
        return names.count == actions.items.count ? names : nil
    }

    fileprivate func concerns(_ action: ActionName) -> Bool { actions.match { Match($0.matches(action)) } != .no }

    fileprivate func allows(_ action: ActionName, beyond tolerated: [ResourcePattern]) -> Bool {
        guard concerns(action) else { return false }
        return !tolerated.contains(.everything) && !(resources?.isIncluded(in: tolerated) ?? false)
    }

    fileprivate func denies(_ action: ActionName, beyond tolerated: [ResourcePattern]) -> Bool {
        guard concerns(action), !actions.items.isEmpty else { return false }
        if meansEveryResource { return true }
        guard let resources, resources.isNegated, !resources.items.isEmpty else { return false }
        return resources.isListed(in: tolerated)
    }
}
