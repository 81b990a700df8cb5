import IAM

/// A proof as people and programs read it.
struct ProofTelling {
    let isProved: Bool
    let text: String
    /// What to do if it is not proved.
    let hint: String
    let record: ProofRecord
}

extension Proof {
    /// What shows it, indented; nothing for a proof.
    var evidence: String {
        switch self {
        case .proved: ""
        case .refuted(let example): example.lines.map { "  \($0)\n" }.joined()
        case .unknown(let obstacles): obstacles.prefix(8).map { "  \($0.line)\n" }.joined()
        }
    }
}

extension Counterexample {
    /// The request in words, and what lets it through.
    var lines: [String] {
        var lines = ["request: \(request.action) on \(request.resource)", "by: \(who)"]
        let values = assumptions.map { key, value in "\(key) is " + value.all.map { "'\($0)'" }.joined(separator: " and ") }
        if !values.isEmpty { lines.append("where: " + values.joined(separator: ", ")) }
        lines.append("answer: \(answer)")
        if needsOtherAccount { lines.append("if the account of the resource allows it, too, which cannot be seen from here") }
        return lines
    }

    private var answer: String {
        let causes = evaluation.deciders.map(\.words).joined(separator: "; ")
        guard isCertain else {
            return "may be allowed (\(evaluation.doubts.map(\.rawValue).sorted().joined(separator: "; "))): \(causes)"
        }
        return "allowed by \(causes)"
    }

    private var who: String {
        guard case .user(let arn) = request.caller else { return "somebody" }
        switch request.context["aws:MultiFactorAuthPresent"] {
        case nil: return "\(arn), with an access key (aws:MultiFactorAuthPresent is absent)"
        case .single("true"): return "\(arn), with MFA (aws:MultiFactorAuthPresent is true)"
        case .single, .many: return "\(arn), at the console without MFA (aws:MultiFactorAuthPresent is false)"
        }
    }
}

extension Obstacle {
    /// What could not be decided, in words.
    var line: String {
        let subject = action.map { "\($0): " } ?? ""
        let causes = statements.map(\.description).joined(separator: "; ")
        return subject + reason.rawValue + (causes.isEmpty ? "" : " (\(causes))")
    }
}

extension Evaluation.Decider {
    var words: String {
        switch self {
        case .statement(let reference): reference.description
        case .passwordPolicy: "the account's password policy, which lets users change their own password"
        case .serviceRule: "a rule of the service"
        case .rootUser: "being the root user"
        }
    }
}

extension SessionWithoutMFA {
    var words: String {
        switch self {
        case .console: "at the console"
        case .accessKey: "with an access key"
        }
    }
}
