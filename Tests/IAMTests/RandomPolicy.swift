import IAM

/// Policies and requests over few names, so that they meet often.
enum RandomPolicy {
    static let actions = ["iam:GetUser", "iam:getuser", "iam:Get*", "iam:*User", "s3:GetObject", "s3:*", "*", "iam:?etUser", "s3:G*t*"]
    static let asked = ["iam:GetUser", "IAM:GETUSER", "iam:DeleteUser", "s3:GetObject", "s3:PutObject", "iam:GetRole"]
    static let resources = [
        "*", "arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/${aws:username}/*", "arn:aws:iam::111122223333:user/alice",
        "arn:aws:iam::111122223333:user/a?ice", "arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'none'}/x", "arn:aws:s3:::b${*}cket/*",
    ]
    static let targets = [
        "*", "arn:aws:s3:::bucket/alice/x", "arn:aws:s3:::bucket/none/x", "arn:aws:s3:::b*cket/x", "arn:aws:iam::111122223333:user/alice",
        "arn:aws:iam::111122223333:user/ALICE", "arn:aws:s3:::other",
    ]
    static let conditions = [
        #""Bool":{"aws:MultiFactorAuthPresent":"true"}"#, #""BoolIfExists":{"aws:MultiFactorAuthPresent":false}"#,
        #""StringEquals":{"aws:PrincipalTag/team":["red","blue"]}"#, #""StringNotEquals":{"AWS:principaltag/TEAM":"red"}"#,
        #""StringLike":{"aws:PrincipalTag/team":"r*"}"#, #""Null":{"aws:PrincipalTag/team":"true"}"#,
    ]

    private static func list(_ random: inout SeededRandom, of texts: [String]) -> String {
        if random.chance(50) { return "\"\(random.pick(texts))\"" }
        return "[" + (0..<Int.random(in: 1...3, using: &random)).map { _ in "\"\(random.pick(texts))\"" }.joined(separator: ",") + "]"
    }

    static func statement(_ random: inout SeededRandom, as kind: PolicyKind = .identity, effect: String? = nil) -> String {
        var elements = [
            #""Effect":"\#(effect ?? random.pick(["Allow", "Allow", "Deny"]))""#,
            #""\#(random.pick(["Action", "Action", "NotAction"]))":"# + list(&random, of: actions),
            #""\#(random.pick(["Resource", "Resource", "NotResource"]))":"# + list(&random, of: resources),
        ]
        if kind == .resource {
            elements.append(
                random.pick([#""Principal":"*""#, #""NotPrincipal":{"AWS":["111122223333","arn:aws:iam::111122223333:user/alice"]}"#]))
        }
        if random.chance(40) {
            let chosen = conditions.filter { _ in random.chance(25) }
            elements.append(#""Condition":{\#(chosen.joined(separator: ","))}"#)
        }
        return "{\(elements.shuffled(using: &random).joined(separator: ","))}"
    }

    static func text(_ random: inout SeededRandom, as kind: PolicyKind = .identity) -> String {
        let statements = (0..<Int.random(in: 0...4, using: &random)).map { _ in statement(&random, as: kind) }
        let version = random.pick([#""Version":"2012-10-17","#, #""Version":"2012-10-17","#, #""Version":"2008-10-17","#, ""])
        return "{\(version)\"Statement\":[\(statements.joined(separator: ","))]}"
    }

    static func applied(_ random: inout SeededRandom) throws -> [AppliedPolicy] {
        try (0..<Int.random(in: 0...3, using: &random)).map { AppliedPolicy("policy \($0)", try document(text(&random))) }
    }

    static func request(_ random: inout SeededRandom) throws -> AuthorizationRequest {
        var context: [ContextKey: ContextValue] = [:]
        if random.chance(60) { context["aws:MultiFactorAuthPresent"] = .single(random.pick(["true", "false"])) }
        if random.chance(60) { context["aws:PrincipalTag/team"] = .single(random.pick(["red", "blue", "none"])) }
        return try IAMTests.request(random.pick(asked), on: random.pick(targets), context)
    }

    /// All that a document says, without where it says it.
    static func shape(_ document: PolicyDocument) -> [String] {
        document.statements.map { statement in
            var parts =
                [statement.sid ?? "-", statement.effect.rawValue, "\(statement.actions.isNegated)"] + statement.actions.items.map(\.text)
            parts += statement.resources.map { ["\($0.isNegated)"] + $0.items.map(\.text) } ?? []
            parts += statement.principals.map { ["\($0.isNegated)"] + $0.items.map { "\($0.type?.rawValue ?? "")=\($0.text)" } } ?? []
            parts += statement.conditions.map { "\($0.spelling) \($0.key) \($0.operands.map(\.text))" }
            return parts.joined(separator: " | ")
        } + [document.version?.rawValue ?? "none", document.id ?? "none"]
    }
}
