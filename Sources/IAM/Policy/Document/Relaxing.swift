extension PolicyDocument {
    /// The most that the document can allow where not every key is known: conditions on the others hold in what allows, and fail in what
    /// denies. Its statements keep their places.
    public func relaxed(_ isKnown: (ContextKey) -> Bool) -> PolicyDocument {
        PolicyDocument(kind: kind, version: version, id: id, statements: statements.compactMap { $0.relaxed(isKnown) }, size: size)
    }
}

extension PolicyStatement {
    fileprivate func relaxed(_ isKnown: (ContextKey) -> Bool) -> PolicyStatement? {
        let known = conditions.filter { isKnown($0.key) }
        guard known.count < conditions.count else { return self }
        guard effect == .allow else { return nil }
        return PolicyStatement(
            index: index, position: position, extent: extent, sid: sid, effect: effect, principals: principals, actions: actions,
            resources: resources, conditions: known)
    }
}
