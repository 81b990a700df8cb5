/// What is known of every request that a proof is about; all other keys may be missing or have any value.
struct Knowledge {
    /// The keys that every such request has, with their values.
    let context: RequestContext
    /// The keys whose value is known, and those that are known to be missing.
    let keys: Set<ContextKey>

    /// Nothing is known, not even who calls.
    static let nothing = Knowledge(context: RequestContext(), keys: [])

    /// Whether every such request decides the test alike.
    func covers(_ test: ConditionTest) -> Bool {
        keys.contains(test.key)
            && test.operands.allSatisfy { operand in
                (operand.pattern.variables + operand.arn.segments.flatMap(\.variables)).allSatisfy { keys.contains($0.key) }
            }
    }
}

/// How a user works without MFA. Source: IAM User Guide, "AWS global condition context keys", `aws:MultiFactorAuthPresent`.
public enum SessionWithoutMFA: String, Hashable, Sendable, CaseIterable {
    /// Signed in at the console, or with GetSessionToken and no code: the key is `false`.
    case console
    /// With a long-term access key, whose requests have no such key.
    case accessKey

    /// What is in every request of that user in such a session.
    public func context(of user: ARN) -> RequestContext {
        switch self {
        case .console:
            var context = Caller.user(user).derivedContext
            context[.hasMFA] = "false"
            return context
        case .accessKey: return Caller.user(user).derivedContext
        }
    }

    func knowledge(of user: ARN) -> Knowledge { Knowledge(context: context(of: user), keys: Self.known) }

    /// With MFA nothing but the presence of MFA is known.
    static func knowledgeWithMFA(of user: ARN) -> Knowledge {
        let context = Caller.user(user).derivedContext.merging(RequestContext(["aws:MultiFactorAuthPresent": "true"]))
        return Knowledge(context: context, keys: known.subtracting(["aws:MultiFactorAuthAge"]))
    }

    /// Without MFA there is no age of it.
    private static let known: Set<ContextKey> = [
        "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:username", "aws:PrincipalArn", "aws:PrincipalAccount",
        "aws:PrincipalType", "aws:PrincipalIsAWSService", "aws:PrincipalServiceName",
    ]
}
