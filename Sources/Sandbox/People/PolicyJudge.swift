import IAM

/// Decides what simulated people may do, with the same evaluator that proves policies.
public enum PolicyJudge {
    /// Answers as AWS would; where that cannot be told, or a policy cannot be read, nothing is allowed.
    public static let answer: Authorizer = { question in
        do {
            return answer(for: evaluate(try request(question), under: try policies(question)).decision)
        } catch {
            return .implicitDeny
        }
    }

    private static func answer(for decision: Evaluation.Decision) -> AuthorizationAnswer {
        switch decision {
        case .allowed: .allowed
        case .explicitDeny: .explicitDeny
        case .implicitDeny, .undetermined: .implicitDeny
        }
    }

    private static func request(_ question: AuthorizationQuestion) throws -> AuthorizationRequest {
        let context = question.context.map {
            (ContextKey($0.key), $0.value.count == 1 ? ContextValue.single($0.value[0]) : .many($0.value))
        }
        return AuthorizationRequest(
            by: .user(question.arn), action: try ActionName(question.action), on: try RequestedResource(question.resource),
            context: RequestContext(Dictionary(context) { first, _ in first }))
    }

    // That devices are changed with MFA alone is the simulated account's own matter: it knows who has one.
    private static func policies(_ question: AuthorizationQuestion) throws -> PolicySet {
        PolicySet(
            identity: try question.policies.map { try applied($0.source, $0.document) },
            boundary: try question.boundary.map { try applied("boundary", $0) }, usersMayChangePassword: question.isGrantedByAccount,
            serviceRules: [.callerIdentityIsAlwaysAllowed, .sessionTokenCannotBeControlled])
    }

    private static func applied(_ name: String, _ document: String) throws -> AppliedPolicy {
        AppliedPolicy(name, try PolicyDocument(parsing: document, as: .identity))
    }
}
