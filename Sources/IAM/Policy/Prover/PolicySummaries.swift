/// Answers for most users without a search: every policy is compiled once, and a user's are put together bit by bit.
struct PolicySummaries {
    let enrolment: Enrolment
    private var policies: [Key: CompiledPolicy] = [:]
    private var lists: [[ActionName]: Int] = [:]

    /// Documents are recognised by where their statements are stored: copies share it, and a compiled policy keeps it.
    private struct Key: Hashable {
        let storage: UInt
        let session: SessionWithoutMFA
        let judge: PolicySet.Judge
    }

    init(enrolment: Enrolment) { self.enrolment = enrolment }

    /// What the policies of one user leave open in such a session, as far as it can be told without knowing who it is.
    mutating func summary(of set: PolicySet, in session: SessionWithoutMFA) -> PolicySummary {
        let own = set.identity.map { compiled($0.document, in: session, judge: set.judge) }
        let limits = ([set.boundary].compactMap(\.self) + (set.session ?? []) + set.serviceControl.flatMap(\.self)).map {
            compiled($0.document, in: session, judge: set.judge)
        }
        let gates = (own + limits).flatMap(\.gates)
        guard let first = gates.first else {
            // Without a gate there is nothing to count; without an Allow there is nothing to deny.
            return PolicySummary(own: own, left: nil, open: 0, closed: 0)
        }
        let left = first.filter { action in gates.dropFirst().allSatisfy { $0.contains(action) } }
        let number = number(of: left)
        var (open, closed) = (UInt64(0), UInt64(0))
        for policy in own {
            let openings = policy.openings(left, numbered: number, enrolment)
            open |= openings.open
            closed |= openings.closed
        }
        for policy in limits { closed |= policy.openings(left, numbered: number, enrolment).closed }
        return PolicySummary(own: own, left: left, open: open, closed: closed)
    }

    /// The first of the summary's suspects where no gate leaves a short list of actions, and whether it is the same against everybody with
    /// these policies. It is found without a look at most of them.
    mutating func firstSuspect(
        against set: PolicySet, of user: ARN, in session: SessionWithoutMFA
    ) -> (suspect: Suspect, isAnybodys: Bool)? {
        guard set.resource == nil, !hasGates(set, in: session) else { return nil }
        let naming = SuspectNaming(user: user)
        var isAnybodys = true
        for index in set.identity.indices {
            for statement in compiled(set.identity[index].document, in: session, judge: set.judge).allows.prefix(4) {
                isAnybodys = isAnybodys && statement.resources?.items.contains(where: \.isVaried) != true
                if let suspect = naming.suspect(statement) { return (suspect, isAnybodys) }
            }
        }
        return nil
    }

    private mutating func hasGates(_ set: PolicySet, in session: SessionWithoutMFA) -> Bool {
        for index in set.identity.indices where set.identity[index].document.hasDeny {
            if !compiled(set.identity[index].document, in: session, judge: set.judge).gates.isEmpty { return true }
        }
        for policy in [set.boundary].compactMap(\.self) + (set.session ?? []) + set.serviceControl.flatMap(\.self)
        where policy.document.hasDeny && !compiled(policy.document, in: session, judge: set.judge).gates.isEmpty {
            return true
        }
        return false
    }

    private mutating func number(of actions: [ActionName]) -> Int {
        if let known = lists[actions] { return known }
        lists[actions] = lists.count
        return lists.count - 1
    }

    private mutating func compiled(
        _ document: PolicyDocument, in session: SessionWithoutMFA, judge: PolicySet.Judge
    ) -> CompiledPolicy {
        let key = Key(storage: document.storage, session: session, judge: judge)
        if let known = policies[key] { return known }
        let compiled = CompiledPolicy(document, in: session, judge: judge)
        policies[key] = compiled
        return compiled
    }
}

/// What a user's policies leave open.
struct PolicySummary {
    fileprivate let own: [CompiledPolicy]
    /// The actions that no gate denies; nil if there is no gate.
    fileprivate let left: [ActionName]?
    fileprivate let open: UInt64
    fileprivate let closed: UInt64

    /// Whether nothing is left beyond enrolling.
    var isClosed: Bool { left == nil ? own.allSatisfy(\.allows.isEmpty) : open & ~closed == 0 }

    /// Whether the user's own password cannot be changed, either.
    var deniesPasswords: Bool {
        guard let left else { return false }
        return !left.enumerated().contains { $1.isCalled("iam:ChangePassword") && closed >> UInt64($0) & 1 == 0 }
    }

    /// Requests that may well be allowed, to be tried before anything is searched: the worst first.
    func suspects(of user: ARN) -> some Sequence<Suspect> {
        let naming = SuspectNaming(user: user)
        let reached = (left ?? []).enumerated().filter { (open & ~closed) >> UInt64($0.offset) & 1 == 1 }.map(\.element)
        let named = naming.worstFirst(reached).lazy.flatMap { action in
            naming.resources(of: action).lazy.map { Suspect(action: action, resource: $0) }
        }
        // As a sequence and no collection, which would name every suspect once more to find where the sixteenth stands.
        let guessed = AnySequence(own.lazy.flatMap { left == nil ? $0.allows.prefix(4) : [] }.compactMap { naming.suspect($0) }).prefix(16)
        return [AnySequence(named), AnySequence(guessed)].lazy.joined()
    }
}
