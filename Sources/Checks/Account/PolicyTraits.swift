import IAM

/// What a policy is about, whoever has it.
struct PolicyTraits {
    /// Which of the survey's probes it may allow under some condition, bit by bit.
    let probes: UInt64
    let isDenying: Bool
    /// Whether it is the duty policy that tenure ships for the account.
    let isShippedDuty: Bool
    /// The actions of the table of escalations that it allows somewhere.
    let escalations: EscalationActions
}

/// The traits of an account's policies. What many users have is looked at once, which takes most of the time out of a survey.
struct PolicyTraitsShelf {
    private let probes: [Probe]
    private let shipped: PolicyDocument?
    private var known: [String: PolicyTraits] = [:]
    private var walks: [EscalationActions: Bool] = [:]

    /// Traits as to these probes, 64 at the most.
    init(probes: [Probe], shipped: PolicyDocument?) {
        precondition(probes.count <= UInt64.bitWidth)
        self.probes = probes
        self.shipped = shipped
    }

    /// The traits of the policies that apply to a user; what is the user's own is not kept.
    mutating func traits(of set: PolicySet, own: Set<String>) -> [PolicyTraits] {
        set.identity.map { policy in
            if let traits = known[policy.name] { return traits }
            let traits = traits(of: policy.document)
            if !own.contains(policy.name) { known[policy.name] = traits }
            return traits
        }
    }

    /// Whether some path of the table asks for no action that is not among these.
    mutating func mayWalk(_ actions: EscalationActions) -> Bool {
        if let known = walks[actions] { return known }
        let mayWalk = !actions.isEmpty && EscalationPath.all.contains { actions.contains(EscalationActions(of: $0)) }
        walks[actions] = mayWalk
        return mayWalk
    }

    private func traits(of document: PolicyDocument) -> PolicyTraits {
        var named: UInt64 = 0
        for (bit, probe) in probes.enumerated() where document.mayAllow(probe.action) { named |= 1 << UInt64(bit) }
        return PolicyTraits(
            probes: named, isDenying: document.statements.contains { $0.effect == .deny },
            isShippedDuty: shipped.map(document.isSame) ?? false, escalations: EscalationActions(in: document, .allow))
    }
}

extension PolicyDocument {
    /// Whether a statement allows that action on something under some condition.
    func mayAllow(_ action: ActionName) -> Bool { statements.contains { $0.mayAllow(action) } }
}
