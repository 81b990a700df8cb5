/// Turns a document back into JSON: lists of one become their element, booleans and numbers of conditions strings.
enum PolicyWriter {
    static func tree(of document: PolicyDocument) -> JSONNode {
        var members: [JSONMember] = []
        if let version = document.version { members.append(JSONMember("Version", string(version.rawValue))) }
        if let id = document.id { members.append(JSONMember("Id", string(id))) }
        members.append(JSONMember("Statement", JSONNode(.array(document.statements.map(tree)))))
        return JSONNode(.object(members))
    }

    private static func tree(of statement: PolicyStatement) -> JSONNode {
        var members: [JSONMember] = []
        if let sid = statement.sid { members.append(JSONMember("Sid", string(sid))) }
        members.append(JSONMember("Effect", string(statement.effect.rawValue)))
        if let clause = statement.principals {
            members.append(JSONMember(clause.isNegated ? "NotPrincipal" : "Principal", principals(clause.items)))
        }
        let actions = statement.actions
        members.append(JSONMember(actions.isNegated ? "NotAction" : "Action", list(actions.items.map(\.text))))
        if let clause = statement.resources {
            members.append(JSONMember(clause.isNegated ? "NotResource" : "Resource", list(clause.items.map(\.text))))
        }
        if !statement.conditions.isEmpty { members.append(JSONMember("Condition", conditions(statement.conditions))) }
        return JSONNode(.object(members))
    }

    private static func principals(_ patterns: [PrincipalPattern]) -> JSONNode {
        if patterns.first?.type == nil, !patterns.isEmpty { return string("*") }
        let members = PrincipalType.allCases.compactMap { type in
            let texts = patterns.filter { $0.type == type }.map(\.text)
            return texts.isEmpty ? nil : JSONMember(type.rawValue, list(texts))
        }
        return JSONNode(.object(members))
    }

    private static func conditions(_ tests: [ConditionTest]) -> JSONNode {
        var groups: [(spelling: String, members: [JSONMember])] = []
        for test in tests {
            let member = JSONMember(test.key.text, list(test.operands.map(\.text)))
            if groups.last?.spelling == test.spelling {
                groups[groups.count - 1].members.append(member)
            } else {
                groups.append((test.spelling, [member]))
            }
        }
        return JSONNode(.object(groups.map { JSONMember($0.spelling, JSONNode(.object($0.members))) }))
    }

    private static func list(_ texts: [String]) -> JSONNode {
        texts.count == 1 ? string(texts[0]) : JSONNode(.array(texts.map(string)))
    }

    private static func string(_ text: String) -> JSONNode { JSONNode(.string(text)) }
}
