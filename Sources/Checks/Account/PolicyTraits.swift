import IAM

/// What policies come to, whoever has them: one policy, or all that somebody has.
struct PolicyTraits {
    /// Which of the survey's probes they may allow under some condition, bit by bit.
    private(set) var probes = ActionNumbers.Bits.zero
    /// Those that deny anything.
    private(set) var denying: [AppliedPolicy] = []
    /// The name of the first that is the duty policy which tenure ships for the account; nil if none is.
    private(set) var shippedDuty: String?
    /// The actions of the table of escalations that they allow somewhere.
    private(set) var escalations = EscalationActions()

    fileprivate init() {}

    fileprivate init(of policy: AppliedPolicy, probes: ActionNumbers, shipped: PolicyDocument?) {
        self.probes = probes.bits(in: policy.document, .allow)
        if policy.document.hasDeny { denying = [policy] }
        if shipped.map(policy.document.isSame) ?? false { shippedDuty = policy.name }
        escalations = EscalationActions(in: policy.document, .allow)
    }

    fileprivate mutating func add(_ others: PolicyTraits) {
        probes = probes | others.probes
        denying += others.denying
        shippedDuty = shippedDuty ?? others.shippedDuty
        escalations.add(others.escalations)
    }
}

/// The traits of an account's policies. What many users have is looked at once, which takes most of the time out of a survey.
struct PolicyTraitsShelf {
    private let probes: ActionNumbers
    private let shipped: PolicyDocument?
    // Where users have nothing in common everybody's would be kept, and nobody's found again.
    private static let room = 1_000
    private var known: [String: PolicyTraits] = [:]
    // With what they are of: as long as that is kept, no other can stand where it stands.
    private var ofGiven: [ObjectIdentifier: (given: GivenPolicies, traits: PolicyTraits)] = [:]
    private var walks: [EscalationActions: Bool] = [:]

    /// Traits as to these probes.
    init(probes: [Probe], shipped: PolicyDocument?) {
        self.probes = ActionNumbers(probes.map(\.action))
        self.shipped = shipped
    }

    /// The traits of all that a user has; those of its own policies are not kept.
    mutating func traits(of own: [OwnPolicy], _ given: GivenPolicies) -> PolicyTraits {
        var traits = PolicyTraits()
        for policy in own.compactMap(\.applied) { traits.add(PolicyTraits(of: policy, probes: probes, shipped: shipped)) }
        traits.add(self.traits(of: given))
        return traits
    }

    private mutating func traits(of given: GivenPolicies) -> PolicyTraits {
        if let known = ofGiven[ObjectIdentifier(given)] { return known.traits }
        var traits = PolicyTraits()
        for policy in given.identity { traits.add(self.traits(of: policy)) }
        if ofGiven.count < Self.room { ofGiven[ObjectIdentifier(given)] = (given, traits) }
        return traits
    }

    private mutating func traits(of policy: AppliedPolicy) -> PolicyTraits {
        if let known = known[policy.name] { return known }
        let traits = PolicyTraits(of: policy, probes: probes, shipped: shipped)
        known[policy.name] = traits
        return traits
    }

    /// Whether some path of the table asks for no action that is not among these.
    mutating func mayWalk(_ actions: EscalationActions) -> Bool {
        guard !actions.isEmpty else { return false }
        if let known = walks[actions] { return known }
        let mayWalk = EscalationPath.all.contains { actions.contains(EscalationActions(of: $0)) }
        walks[actions] = mayWalk
        return mayWalk
    }
}

extension PolicyDocument {
    /// Whether a statement allows that action on something under some condition.
    func mayAllow(_ action: ActionName) -> Bool { statements.contains { $0.mayAllow(action) } }
}
