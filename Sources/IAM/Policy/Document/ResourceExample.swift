extension ResourcePattern {
    /// One ARN that the pattern means in such a request: wildcards are filled in, those for region and account with what is given.
    /// Nil for `*`, for what is not written as a whole ARN, and where a variable has no value.
    public func example(in context: RequestContext, region: String, account: AccountID, partition: Partition) -> ARN? {
        guard case .arn(let pattern) = self, pattern.isComplete else { return nil }
        let usual = [1: partition.rawValue, 3: region, 4: account.text]
        let parts = pattern.segments.enumerated().compactMap { place, segment -> String? in
            if segment.text == "*", let usual = usual[place] { return usual }
            return ValueCandidates.text(of: segment, in: context)
        }
        return parts.count == 6 ? try? ARN(parts.joined(separator: ":")) : nil
    }

    /// What stands before the first slash of the resource, `user` in `arn:aws:iam::*:user/${aws:username}`; nil if that may be various things.
    public var kind: String? {
        guard case .arn(let pattern) = self, pattern.isComplete, let resource = pattern.segments.last?.text, resource.contains("/") else {
            return nil
        }
        let kind = String(resource.prefix { $0 != "/" })
        return kind.contains { "*?$".contains($0) } ? nil : kind
    }

    /// What stands behind the last slash of every ARN that the pattern means in such a request; nil if that may be various things.
    public func lastName(in context: RequestContext) -> String? {
        guard case .arn(let pattern) = self, case .units(let units) = pattern.whole.resolved(in: context),
            let slash = units.lastIndex(of: .exactly(0x2F))
        else { return nil }
        let name = units[(slash + 1)...].compactMap { if case .exactly(let unit) = $0 { unit } else { nil } }
        return name.count == units.count - slash - 1 ? String(decoding: name, as: UTF16.self) : nil
    }
}

extension PolicyDocument {
    /// The document without the statement of that index; the others keep their places.
    public func without(_ index: Int) -> PolicyDocument {
        PolicyDocument(kind: kind, version: version, id: id, statements: statements.filter { $0.index != index }, size: size)
    }

    /// A document of one statement that allows everything.
    public static let everything = PolicyDocument(
        kind: .identity, version: .v2012, id: nil,
        statements: [
            PolicyStatement(
                index: 0, position: .beginning, sid: nil, effect: .allow, principals: nil,
                actions: Clause(isNegated: false, items: ActionPattern("*").map { [$0] } ?? []),
                resources: Clause(isNegated: false, items: [.everything]), conditions: [])
        ], size: 0)
}
