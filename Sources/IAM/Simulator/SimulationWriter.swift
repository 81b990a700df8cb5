/// Results as the AWS CLI prints them: its members in its order.
public enum SimulationWriter {
    /// On several lines, as the AWS CLI does it.
    public static func text(_ results: [SimulationResult]) -> String { JSONWriter.pretty(tree(results)) + "\n" }

    /// On one line.
    public static func line(_ results: [SimulationResult]) -> String { JSONWriter.line(tree(results)) + "\n" }

    /// The answer to an input that cannot be simulated, on one line.
    public static func line(_ error: SimulationError) -> String {
        let about = [JSONMember("Code", string(error.code.rawValue)), JSONMember("Message", string(error.message))]
        return JSONWriter.line(object([JSONMember("Error", object(about))])) + "\n"
    }

    private static func tree(_ results: [SimulationResult]) -> JSONNode {
        object([JSONMember("EvaluationResults", list(results.map(tree))), JSONMember("IsTruncated", bool(false))])
    }

    private static func tree(_ result: SimulationResult) -> JSONNode {
        let sum = result.decision
        var members = [
            JSONMember("EvalActionName", string(result.action)), JSONMember("EvalResourceName", string(result.resource)),
            JSONMember("EvalDecision", string(sum.decision.rawValue)), JSONMember("MatchedStatements", list(sum.matched.map(tree))),
            JSONMember("MissingContextValues", list(sum.missingKeys.map(string))),
        ]
        if let allows = sum.allowedByOrganizations {
            members.append(JSONMember("OrganizationsDecisionDetail", object([JSONMember("AllowedByOrganizations", bool(allows))])))
        }
        if let boundary = boundary(of: sum) { members.append(boundary) }
        if !result.resources.isEmpty {
            members.append(JSONMember("EvalDecisionDetails", details(of: sum)))
            members.append(JSONMember("ResourceSpecificResults", list(result.resources.map(tree))))
        }
        let doubts = sum.doubts.map(\.rawValue).sorted()
        if !doubts.isEmpty { members.append(JSONMember("TenureUndetermined", list(doubts.map(string)))) }
        return object(members)
    }

    // Unlike the sum, it leaves out what is empty.
    private static func tree(_ decision: SimulatedDecision) -> JSONNode {
        var members = [
            JSONMember("EvalResourceName", string(decision.resource)),
            JSONMember("EvalResourceDecision", string(decision.decision.rawValue)),
        ]
        if !decision.matched.isEmpty { members.append(JSONMember("MatchedStatements", list(decision.matched.map(tree)))) }
        if !decision.missingKeys.isEmpty { members.append(JSONMember("MissingContextValues", list(decision.missingKeys.map(string)))) }
        if !decision.details.isEmpty { members.append(JSONMember("EvalDecisionDetails", details(of: decision))) }
        if let boundary = boundary(of: decision) { members.append(boundary) }
        return object(members)
    }

    private static func tree(_ statement: SimulatedStatement) -> JSONNode {
        object([
            JSONMember("SourcePolicyId", string(statement.policy)), JSONMember("SourcePolicyType", string(type(of: statement.layer))),
            JSONMember("StartPosition", tree(statement.extent.start)), JSONMember("EndPosition", tree(statement.extent.end)),
        ])
    }

    private static func tree(_ position: TextPosition) -> JSONNode {
        object([JSONMember("Line", number(position.line)), JSONMember("Column", number(position.column))])
    }

    private static func boundary(of decision: SimulatedDecision) -> JSONMember? {
        decision.allowedByBoundary.map {
            JSONMember("PermissionsBoundaryDecisionDetail", object([JSONMember("AllowedByPermissionsBoundary", bool($0))]))
        }
    }

    private static func details(of decision: SimulatedDecision) -> JSONNode {
        let known = decision.details.map { JSONMember(type(of: $0.key), string($0.value.rawValue)) }
        return object(known.sorted { $0.key < $1.key })
    }

    // Recorded: the API answers with these, and not with the values of its `PolicySourceType`.
    private static func type(of layer: PolicyLayer) -> String {
        switch layer {
        case .identity, .session, .serviceControl, .resourceControl: "IAM Policy"
        case .resource: "Resource Policy"
        case .boundary: "Permissions Boundary Policy"
        }
    }

    private static func object(_ members: [JSONMember]) -> JSONNode { JSONNode(.object(members)) }
    private static func list(_ items: [JSONNode]) -> JSONNode { JSONNode(.array(items)) }
    private static func string(_ text: String) -> JSONNode { JSONNode(.string(text)) }
    private static func bool(_ value: Bool) -> JSONNode { JSONNode(.bool(value)) }
    private static func number(_ value: Int) -> JSONNode { JSONNode(.number(String(value))) }
}
