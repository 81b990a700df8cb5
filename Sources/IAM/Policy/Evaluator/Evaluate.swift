/// Decides a request as AWS does. Source: IAM User Guide, "Policy evaluation logic".
///
/// The answer depends on nothing but the arguments, and on no order of policies or statements. Where AWS's behaviour is
/// unclear the request is decided twice, with every doubt for it and with every doubt against it: only if both
/// agree is there an answer, otherwise the decision is `undetermined`.
public func evaluate(_ request: AuthorizationRequest, under policies: PolicySet) -> Evaluation {
    let judgement = Judgement(request: request, policies: policies)
    let (wide, narrow) = (judgement.verdict(.wide), judgement.verdict(.narrow))
    let isCertain = wide.decision == narrow.decision
    // Only what is certain decides: in the reading that is against the decision.
    let certain = wide.decision == .allowed ? narrow : wide
    return Evaluation(
        decision: isCertain ? wide.decision : .undetermined,
        mayBeAllowed: wide.decision == .allowed,
        deciders: isCertain ? certain.deciders : judgement.doubtful,
        silentLayers: isCertain ? certain.silentLayers : [],
        missingKeys: judgement.missingKeys,
        doubts: isCertain ? [] : judgement.doubts)
}

/// How doubts are settled.
enum Reading {
    /// For the request.
    case wide
    /// Against it.
    case narrow
    /// As AWS most probably does.
    case probable

    /// Whether a statement counts as matching.
    func counts(_ statement: JudgedStatement) -> Bool {
        switch statement.match {
        case .yes: true
        case .no: false
        case .unclear(let doubts):
            self == .probable ? doubts.allSatisfy(\.probablyMatches) : (self == .wide) == (statement.reference.effect == .allow)
        }
    }
}

/// A decision of one reading.
struct Verdict {
    let decision: Evaluation.Decision
    var deciders: [Evaluation.Decider] = []
    var silentLayers: [PolicyLayer] = []
}
