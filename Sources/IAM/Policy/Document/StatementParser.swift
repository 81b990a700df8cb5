/// Where a statement stands among the others.
struct StatementPlace {
    let index: Int
    let extent: TextRange
}

/// Reads the statements of a document, one after the other.
struct StatementParser {
    let kind: PolicyKind
    let version: PolicyVersion?
    /// Statements of one document often mean the same: what was read last is not read again.
    private var last: ResourcePattern?

    init(kind: PolicyKind, version: PolicyVersion?) {
        self.kind = kind
        self.version = version
    }

    private static let known: Set<String> = [
        "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
    ]

    mutating func statement(_ node: JSONNode, at place: StatementPlace) throws(PolicySyntaxError) -> PolicyStatement {
        let elements = try PolicyElements(node, called: "Statement", known: Self.known)
        return PolicyStatement(
            index: place.index, position: node.position, extent: place.extent, sid: try sid(elements["Sid"]), effect: try effect(elements),
            principals: try principals(elements), actions: try actions(elements), resources: try resources(elements),
            conditions: try elements["Condition"].map { member throws(PolicySyntaxError) in
                try ConditionParser(kind: kind, version: version).tests(member.value)
            } ?? [])
    }

    private func sid(_ member: JSONMember?) throws(PolicySyntaxError) -> String? {
        guard let node = member?.value else { return nil }
        let text = try node.string("Sid")
        // Policies on resources are stored by other services, some of which take blanks and hyphens.
        let isPlain = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        }
        guard isPlain || (kind.standsOnResource && kind != .trust) else { throw PolicySyntaxError(.invalidSid(text), at: node.position) }
        return text
    }

    private func effect(_ elements: PolicyElements) throws(PolicySyntaxError) -> PolicyEffect {
        guard let node = elements["Effect"]?.value else { throw PolicySyntaxError(.missingElement("Effect"), at: elements.position) }
        let text = try node.string("Effect")
        guard let effect = PolicyEffect(rawValue: text) else { throw PolicySyntaxError(.unknownEffect(text), at: node.position) }
        return effect
    }

    private func actions(_ elements: PolicyElements) throws(PolicySyntaxError) -> Clause<ActionPattern> {
        guard let (member, isNegated) = try elements.either("Action", "NotAction") else {
            throw PolicySyntaxError(.missingElement("Action"), at: elements.position)
        }
        var items: [ActionPattern] = []
        for node in member.value.items {
            let text = try node.string(member.key)
            guard let pattern = ActionPattern(text) else { throw PolicySyntaxError(.invalidAction(text), at: node.position) }
            items.append(pattern)
        }
        return Clause(isNegated: isNegated, items: items)
    }

    private mutating func resources(_ elements: PolicyElements) throws(PolicySyntaxError) -> Clause<ResourcePattern>? {
        guard let (member, isNegated) = try elements.either("Resource", "NotResource") else {
            guard kind.standsOnResource else {
                throw PolicySyntaxError(.missingElement("Resource"), at: elements.position)
            }
            return nil
        }
        guard kind != .trust else { throw PolicySyntaxError(.forbiddenElement(member.key, kind), at: member.position) }
        var items: [ResourcePattern] = []
        for node in member.value.items {
            let text = try node.string(member.key)
            guard let pattern = resource(text) else { throw PolicySyntaxError(.invalidResource(text), at: node.position) }
            items.append(pattern)
            last = pattern
        }
        return Clause(isNegated: isNegated, items: items)
    }

    private func resource(_ text: String) -> ResourcePattern? {
        // Bytes, since Swift's strings are equal when only canonically equivalent.
        if let last, last.text.utf8.elementsEqual(text.utf8) { return last }
        return ResourcePattern(text, version: version, in: kind)
    }

    private func principals(_ elements: PolicyElements) throws(PolicySyntaxError) -> Clause<PrincipalPattern>? {
        guard let (member, isNegated) = try elements.either("Principal", "NotPrincipal") else {
            guard kind.namesPrincipals else { return nil }
            throw PolicySyntaxError(.missingElement("Principal"), at: elements.position)
        }
        guard kind.namesPrincipals else { throw PolicySyntaxError(.forbiddenElement(member.key, kind), at: member.position) }
        return Clause(isNegated: isNegated, items: try PrincipalParser(kind: kind).patterns(member))
    }
}

/// Reads the value of `Principal` or `NotPrincipal`.
struct PrincipalParser {
    let kind: PolicyKind

    func patterns(_ member: JSONMember) throws(PolicySyntaxError) -> [PrincipalPattern] {
        switch member.value.value {
        case .string("*"): return [PrincipalPattern(type: nil, text: "*")]
        // IAM takes no bare ARN; whoever simulates means it.
        case .string(let text) where kind == .simulatedResource && Self.isWellFormed(text):
            return [PrincipalPattern(type: .aws, text: text)]
        case .string(let text): throw PolicySyntaxError(.invalidPrincipal(text), at: member.value.position)
        case .object(let types):
            var patterns: [PrincipalPattern] = []
            for type in types { patterns += try self.patterns(of: type) }
            return patterns
        case .null, .bool, .number, .array:
            throw PolicySyntaxError(
                .wrongKind(element: member.key, wanted: "\"*\" or an object", found: member.value.value.noun), at: member.value.position)
        }
    }

    private func patterns(of member: JSONMember) throws(PolicySyntaxError) -> [PrincipalPattern] {
        guard let type = PrincipalType(rawValue: member.key) else {
            throw PolicySyntaxError(.unknownElement(member.key), at: member.position)
        }
        var patterns: [PrincipalPattern] = []
        for node in member.value.items {
            let text = try node.string(member.key)
            guard type != .aws || Self.isWellFormed(text) else { throw PolicySyntaxError(.invalidPrincipal(text), at: node.position) }
            patterns.append(PrincipalPattern(type: type, text: text))
        }
        return patterns
    }

    /// `*`, an account's number, the unique id that IAM leaves for a deleted principal, or an ARN: never of a group.
    private static func isWellFormed(_ text: String) -> Bool {
        if text == "*" || (try? AccountID(text)) != nil { return true }
        guard let arn = try? ARN(text) else { return (try? UserID(text)) != nil }
        return !arn.resource.hasPrefix("group/") && !text.contains("*")
    }
}
