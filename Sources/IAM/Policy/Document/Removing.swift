extension PolicyDocument {
    /// The document without some of its statements; nil if none would be left, which IAM would not take.
    public func without(_ isRemoved: (PolicyStatement) -> Bool) -> PolicyDocument? {
        let left = statements.filter { !isRemoved($0) }
        guard !left.isEmpty else { return nil }
        return PolicyDocument(kind: kind, version: version, id: id, statements: left, size: size)
    }
}
