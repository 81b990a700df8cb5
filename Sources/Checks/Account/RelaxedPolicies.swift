import IAM

extension PolicySet {
    /// The keys that its conditions ask for.
    var keys: Set<ContextKey> {
        var keys: Set<ContextKey> = []
        for policy in identity + (boundary.map { [$0] } ?? []) {
            for statement in policy.document.statements { keys.formUnion(statement.conditions.map(\.key)) }
        }
        return keys
    }

    /// The most that these policies can allow: conditions on unknown keys hold where they allow, and fail where they deny.
    func relaxed(_ isKnown: (ContextKey) -> Bool) -> PolicySet {
        var relaxed = self
        relaxed.identity = identity.map { AppliedPolicy($0.name, $0.document.relaxed(isKnown)) }
        relaxed.boundary = boundary.map { AppliedPolicy($0.name, $0.document.relaxed(isKnown)) }
        relaxed.resource = resource.map { AppliedPolicy($0.name, $0.document.relaxed(isKnown)) }
        return relaxed
    }
}
