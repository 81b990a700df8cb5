/// Reads a document as IAM does, and says what IAM would refuse: all of it that can be seen at once.
struct SyntaxCheck {
    let kind: PolicyKind

    enum Outcome {
        case read(PolicyDocument, JSONNode)
        case refused([PolicyFinding])
    }

    func read(_ text: String) -> Outcome {
        do throws(PolicySyntaxError) {
            let document = try PolicyDocument(parsing: text, as: kind)
            let root = try JSONReader.read(text)
            let refused = refusedOperands(of: document)
            return refused.isEmpty ? .read(document, root) : .refused(refused)
        } catch {
            return .refused(([error] + others(than: error, in: text)).map(Self.finding))
        }
    }

    /// The errors of other statements than the first that has one.
    private func others(than first: PolicySyntaxError, in text: String) -> [PolicySyntaxError] {
        guard let root = try? JSONReader.read(text) else { return [] }
        let version = root.member("Version").flatMap { PolicyVersion(rawValue: (try? $0.string("Version")) ?? "") }
        var parser = StatementParser(kind: kind, version: version)
        return root.statementNodes.enumerated().compactMap { index, node in
            do throws(PolicySyntaxError) {
                _ = try parser.statement(node, at: StatementPlace(index: index, extent: node.range))
                return nil
            } catch {
                return error == first ? nil : error
            }
        }
    }

    /// Values that IAM refuses to store, where it is not known that IAM stores the document.
    private func refusedOperands(of document: PolicyDocument) -> [PolicyFinding] {
        document.statements.flatMap(\.conditions).flatMap { test in
            test.operands.filter { !test.comparison.family.takes($0) }.map { operand in
                Self.finding(PolicySyntaxError(.invalidOperand(operator: test.spelling, value: operand.text), at: operand.position))
            }
        }
    }

    private static func finding(_ error: PolicySyntaxError) -> PolicyFinding {
        let (code, remedy) = error.problem.advice
        return PolicyFinding(code, at: error.position, "\(error.problem)", remedy: remedy)
    }
}

extension JSONNode {
    /// The value of a member of an object.
    func member(_ key: String) -> JSONNode? {
        guard case .object(let members) = value else { return nil }
        return members.first { $0.key == key }?.value
    }
}

extension PolicySyntaxError.Problem {
    /// What the linter calls it, and what to do.
    fileprivate var advice: (PolicyLintCode, String) {
        switch self {
        case .unexpected: (.notJSON, "mend the JSON there: a comma, a bracket or a quote is missing or too many")
        case .invalidEscape: (.notJSON, "write a backslash as \\\\, and other characters as \\uXXXX")
        case .tooDeep: (.notJSON, "policies nest seven deep: remove a level")
        case .forbiddenCharacter: (.forbiddenCharacter, "write it as \\uXXXX inside a string, or remove it")
        case .duplicateKey: (.duplicateKey, "keep one of them; two values for one key go into one list")
        case .tooLong: (.tooLong, "split the policy, or use wildcards in place of long lists")
        case .wrongKind: (.wrongKind, "write a value of that kind")
        case .unknownElement: (.unknownElement, "correct its spelling, whose case counts, or remove it")
        case .missingElement: (.missingElement, "add it")
        case .forbiddenElement(let name, _):
            (.forbiddenElement, name.hasSuffix("Principal") ? "remove it, or lint with --kind resource or --kind trust" : "remove it")
        case .conflictingElements: (.conflictingElements, "keep one of them, and put the other into a statement of its own")
        case .unknownVersion: (.unknownVersion, "write \"Version\": \"2012-10-17\"")
        case .unknownEffect: (.unknownEffect, "write Allow or Deny, with this case")
        case .invalidSid: (.invalidSid, "write ASCII letters and digits")
        case .duplicateSid: (.duplicateSid, "give each statement an id of its own, or none")
        case .invalidAction: (.invalidAction, "write SERVICE:NAME, as in iam:GetUser")
        case .invalidResource: (.invalidResource, "write * or arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE")
        case .invalidPrincipal: (.invalidPrincipal, "write \"*\", or {\"AWS\": …} with ARNs or account ids; a group is no principal")
        case .unknownOperator: (.unknownOperator, "use an operator of IAM, such as StringEquals, StringLike, ArnLike, Bool or IpAddress")
        case .invalidOperand: (.invalidValue, "write a value of the kind that the operator compares")
        }
    }
}
