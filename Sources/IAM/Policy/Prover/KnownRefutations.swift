/// Requests that refuted the claim for somebody: against others of the same policies they are tried first.
///
/// What is tried first follows from the policies alone, and whether it goes through is decided anew for each user: so everybody gets the
/// answer that they would get alone, without a search for it.
struct KnownRefutations {
    /// A request to begin with, and what of the policies has a say in it.
    struct First {
        let suspect: Suspect
        let concerned: PolicySet
    }

    // Where users have nothing in common everybody would be kept, and nobody found again.
    private static let room = 1_000
    private var known: [Key: (first: First, policies: PolicySet)] = [:]

    /// Policies are recognised by where they are stored: what is kept keeps that, too.
    private struct Key: Hashable {
        let identity: UInt
        let boundary: UInt?
        let boundaryName: String?
        let usersMayChangePassword: Bool
        let judge: PolicySet.Judge
        let session: SessionWithoutMFA
        let partition: Partition
        let account: String

        /// Nil for policies that no snapshot has, of which no two users are expected to share theirs.
        init?(_ policies: PolicySet, _ user: ARN, _ session: SessionWithoutMFA) {
            let hasOthers = policies.session != nil || policies.resource != nil || !policies.serviceControl.isEmpty
            guard !hasOthers, policies.resourceControl.isEmpty, policies.serviceRules.isEmpty else { return nil }
            identity = policies.identity.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
            (boundary, boundaryName) = (policies.boundary?.document.storage, policies.boundary?.name)
            usersMayChangePassword = policies.usersMayChangePassword
            judge = policies.judge
            self.session = session
            (partition, account) = (user.partition, user.account)
        }
    }

    /// What refuted the claim for somebody with these policies in the same account; nil if nobody had them.
    func first(against policies: PolicySet, of user: ARN, in session: SessionWithoutMFA) -> First? {
        Key(policies, user, session).flatMap { known[$0]?.first }
    }

    mutating func keep(_ first: First, against policies: PolicySet, of user: ARN, in session: SessionWithoutMFA) {
        guard known.count < Self.room, let key = Key(policies, user, session) else { return }
        known[key] = (first, policies)
    }
}

extension PolicySet {
    /// The same without the user's policies that are not about an action: they have no say in any request for it.
    func concerned(by action: ActionName) -> PolicySet {
        var concerned = self
        concerned.identity = identity.indices.filter { identity[$0].document.mayMean(action) }.map { identity[$0] }
        return concerned
    }
}

extension PolicyDocument {
    /// Where its statements are stored: copies share that.
    var storage: UInt { statements.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } }

    /// Whether a statement is about an action, or may be.
    fileprivate func mayMean(_ action: ActionName) -> Bool {
        statements.indices.contains { statements[$0].actions.mayMean(action) }
    }
}
