import Foundation
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
        relaxed.identity = identity.map { $0.relaxed(isKnown) }
        relaxed.boundary = boundary.map { $0.relaxed(isKnown) }
        return relaxed
    }
}

extension AppliedPolicy {
    func relaxed(_ isKnown: (ContextKey) -> Bool) -> AppliedPolicy {
        let isAffected = document.statements.contains { statement in statement.conditions.contains { !isKnown($0.key) } }
        guard isAffected, let relaxed = RelaxedDocument(document, isKnown).document else { return self }
        return AppliedPolicy(name, relaxed)
    }
}

/// A document written again without its conditions on unknown keys.
private struct RelaxedDocument: Encodable {
    let version: String?
    let statements: [Entry]

    enum CodingKeys: String, CodingKey {
        case version = "Version"
        case statements = "Statement"
    }

    init(_ document: PolicyDocument, _ isKnown: (ContextKey) -> Bool) {
        version = document.version?.rawValue
        statements = document.statements.compactMap { statement in
            let isUncertain = statement.conditions.contains { !isKnown($0.key) }
            return statement.effect == .deny && isUncertain ? nil : Entry(statement, isKnown)
        }
    }

    // What the parser has read once it reads again.
    var document: PolicyDocument? {
        guard let data = try? JSONEncoder().encode(self) else { return nil }
        return try? PolicyDocument(parsing: String(decoding: data, as: UTF8.self), as: .identity)
    }

    struct Entry: Encodable {
        let effect: String
        var actions: [String]?
        var allButActions: [String]?
        var resources: [String]?
        var allButResources: [String]?
        var conditions: [String: [String: [String]]] = [:]

        enum CodingKeys: String, CodingKey {
            case effect = "Effect"
            case actions = "Action"
            case allButActions = "NotAction"
            case resources = "Resource"
            case allButResources = "NotResource"
            case conditions = "Condition"
        }

        init(_ statement: PolicyStatement, _ isKnown: (ContextKey) -> Bool) {
            effect = statement.effect.rawValue
            let names = statement.actions.items.map(\.text)
            if statement.actions.isNegated { allButActions = names } else { actions = names }
            if let clause = statement.resources {
                let texts = clause.items.map(\.text)
                if clause.isNegated { allButResources = texts } else { resources = texts }
            }
            for test in statement.conditions where isKnown(test.key) {
                conditions[test.spelling, default: [:]][test.key.text] = test.operands.map(\.text)
            }
        }
    }
}
