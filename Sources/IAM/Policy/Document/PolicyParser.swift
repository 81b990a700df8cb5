/// Reads documents of one kind from JSON, by IAM's grammar.
/// Source: IAM User Guide, "Grammar of the IAM JSON policy language".
struct PolicyParser {
    let kind: PolicyKind

    func document(_ root: JSONNode, size: Int) throws(PolicySyntaxError) -> PolicyDocument {
        let elements = try PolicyElements(root, called: "policy", known: ["Version", "Id", "Statement"])
        let version = try version(elements["Version"])
        if let id = elements["Id"], !kind.mayHaveID { throw PolicySyntaxError(.forbiddenElement("Id", kind), at: id.position) }
        let id = try elements["Id"].map { node throws(PolicySyntaxError) in try node.value.string("Id") }
        guard let body = elements["Statement"] else { throw PolicySyntaxError(.missingElement("Statement"), at: root.position) }
        let statements = try statements(body.value, version: version)
        return PolicyDocument(kind: kind, version: version, id: id, statements: statements, size: size)
    }

    private func version(_ member: JSONMember?) throws(PolicySyntaxError) -> PolicyVersion? {
        guard let node = member?.value else { return nil }
        let text = try node.string("Version")
        guard let version = PolicyVersion(rawValue: text) else { throw PolicySyntaxError(.unknownVersion(text), at: node.position) }
        return version
    }

    private func statements(_ node: JSONNode, version: PolicyVersion?) throws(PolicySyntaxError) -> [PolicyStatement] {
        var statements: [PolicyStatement] = []
        var sids: Set<String> = []
        var start = node.position.next
        var parser = StatementParser(kind: kind, version: version)
        for item in node.items {
            let place = StatementPlace(index: statements.count, extent: TextRange(start: start, end: item.range.end))
            start = item.range.end
            let statement = try parser.statement(item, at: place)
            if let sid = statement.sid, !sid.isEmpty, !sids.insert(sid).inserted {
                throw PolicySyntaxError(.duplicateSid(sid), at: item.position)
            }
            statements.append(statement)
        }
        return statements
    }
}

/// The elements of a policy or of a statement, by name.
struct PolicyElements {
    let position: TextPosition
    private let members: [JSONMember]

    /// The members of an object; a name that is not known is refused where it stands.
    init(_ node: JSONNode, called name: String, known: Set<String>) throws(PolicySyntaxError) {
        guard case .object(let members) = node.value else {
            throw PolicySyntaxError(.wrongKind(element: name, wanted: "an object", found: node.value.noun), at: node.position)
        }
        for member in members where !known.contains(member.key) {
            throw PolicySyntaxError(.unknownElement(member.key), at: member.position)
        }
        position = node.position
        self.members = members
    }

    subscript(name: String) -> JSONMember? { members.indices.first { members[$0].key == name }.map { members[$0] } }

    /// The element or its negation, of which there may be one.
    func either(_ name: String, _ negation: String) throws(PolicySyntaxError) -> (member: JSONMember, isNegated: Bool)? {
        if let member = self[name] {
            if let other = self[negation] { throw PolicySyntaxError(.conflictingElements(name, negation), at: other.position) }
            return (member, false)
        }
        return self[negation].map { ($0, true) }
    }
}

extension JSONNode {
    /// The elements of an array, or the value itself: IAM takes one for the other everywhere.
    var items: [JSONNode] {
        if case .array(let elements) = value { return elements }
        return [self]
    }

    /// The text of a string; `element` is what it is the value of.
    func string(_ element: String) throws(PolicySyntaxError) -> String {
        guard case .string(let text) = value else {
            throw PolicySyntaxError(.wrongKind(element: element, wanted: "a string", found: value.noun), at: position)
        }
        return text
    }
}
