import Foundation
import IAM

/// The grammar that IAM checks when an identity policy is stored. What the policy means is no business of this module.
enum PolicyRules {
    static func check(_ document: String) throws(Refusal) {
        guard let shape = try? JSONDecoder().decode(PolicyShape.self, from: Data(document.utf8)) else {
            throw malformed("Syntax errors in policy.")
        }
        guard shape.version.map({ ["2012-10-17", "2008-10-17"].contains($0) }) ?? true else { throw malformed("Syntax errors in policy.") }
        for statement in shape.statements { try check(statement) }
        let ids = shape.statements.compactMap(\.id)
        guard Set(ids).count == ids.count else { throw malformed("Statement IDs (SID) in a single policy must be unique.") }
    }

    private static func check(_ statement: StatementShape) throws(Refusal) {
        guard !statement.namesPrincipal else { throw malformed("Policy document should not specify a principal.") }
        guard ["Allow", "Deny"].contains(statement.effect) else { throw malformed("Syntax errors in policy.") }
        guard statement.actions != nil || statement.notActions != nil else { throw malformed("Policy statement must contain actions.") }
        guard statement.actions == nil || statement.notActions == nil else { throw malformed("Syntax errors in policy.") }
        guard statement.resources != nil || statement.notResources != nil else {
            throw malformed("Policy statement must contain resources.")
        }
        guard statement.resources == nil || statement.notResources == nil else { throw malformed("Syntax errors in policy.") }
        for action in (statement.actions ?? statement.notActions ?? []) where action != "*" && !action.contains(":") {
            throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")
        }
        for resource in (statement.resources ?? statement.notResources ?? []) where resource != "*" && !resource.hasPrefix("arn:") {
            throw malformed("Resource \(resource) must be in ARN format or \"*\".")
        }
    }

    private static func malformed(_ message: String) -> Refusal { Refusal(.malformedPolicyDocument, message) }
}

private struct PolicyShape: Decodable {
    let version: String?
    let statements: [StatementShape]

    enum CodingKeys: String, CodingKey {
        case version = "Version"
        case statements = "Statement"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        version = try container.decodeIfPresent(String.self, forKey: .version)
        statements = try container.decode(OneOrMany<StatementShape>.self, forKey: .statements).values
    }
}

private struct StatementShape: Decodable {
    let id: String?
    let effect: String
    let actions: [String]?
    let notActions: [String]?
    let resources: [String]?
    let notResources: [String]?
    let namesPrincipal: Bool

    enum CodingKeys: String, CodingKey {
        case id = "Sid"
        case effect = "Effect"
        case actions = "Action"
        case notActions = "NotAction"
        case resources = "Resource"
        case notResources = "NotResource"
        case principal = "Principal"
        case notPrincipal = "NotPrincipal"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func list(_ key: CodingKeys) throws -> [String]? { try container.decodeIfPresent(OneOrMany<String>.self, forKey: key)?.values }
        id = try container.decodeIfPresent(String.self, forKey: .id)
        effect = try container.decode(String.self, forKey: .effect)
        actions = try list(.actions)
        notActions = try list(.notActions)
        resources = try list(.resources)
        notResources = try list(.notResources)
        namesPrincipal = container.contains(.principal) || container.contains(.notPrincipal)
    }
}

private struct OneOrMany<Value: Decodable>: Decodable {
    let values: [Value]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let one = try? container.decode(Value.self) {
            values = [one]
        } else {
            values = try container.decode([Value].self)
        }
    }
}
