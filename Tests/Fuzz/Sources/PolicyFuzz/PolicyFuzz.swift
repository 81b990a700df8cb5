import IAM

/// Documents that nobody meant to be any: the parser refuses or reads them, the evaluator, the simulator and the prover answer, and what was read is
/// written and read the same.
///
/// The first byte of an input says what it is read as, the rest is the text. A property that does not hold stops the program, as a crash does.
@main
struct PolicyFuzz {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        _ = runFuzzer(&count, &arguments, judged)
    }
}

@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ body: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

@_cdecl("LLVMFuzzerTestOneInput")
func judged(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    let kinds = PolicyKind.allCases
    let kind = kinds[Int(bytes[0]) % kinds.count]
    let text = String(decoding: UnsafeBufferPointer(start: bytes + 1, count: count - 1), as: UTF8.self)
    guard let document = try? PolicyDocument(parsing: text, as: kind) else { return 0 }
    survive(document, as: kind)
    if kind == .identity { prove(document) }
    return 0
}

/// What is read is written and read the same, and every request has an answer that agrees with itself.
func survive(_ document: PolicyDocument, as kind: PolicyKind) {
    let written = document.text
    do {
        let again = try PolicyDocument(parsing: written, as: kind)
        precondition(again.text == written, "parse after print is not identity")
    } catch {
        // White space aside, what is written may be longer than what was read: a scalar that becomes a list.
        guard case .tooLong = error.problem else { preconditionFailure("what was written is refused: \(error)") }
    }
    for question in Questions.all {
        let answer = evaluate(question, under: set(of: document, as: kind))
        precondition(answer.decision != .allowed || answer.mayBeAllowed, "allowed, and may not be")
        precondition(
            (answer.decision == .undetermined) == !answer.doubts.isEmpty, "undetermined without a doubt, or a doubt that does not matter")
    }
}

/// The prover and the simulator come to an end, and a refutation is a request that the evaluator may allow.
func prove(_ document: PolicyDocument) {
    let policies = PolicySet(identity: [AppliedPolicy("input", document)], usersMayChangePassword: true)
    guard let user = try? ARN("arn:aws:iam::123456789012:user/team/alice") else { return }
    var prover = MFAProver()
    let proof = prover.prove(policies, of: user)
    if case .refuted(let example) = proof {
        precondition(evaluate(example.request, under: policies).mayBeAllowed || example.needsOtherAccount, "refuted by what is denied")
    }
    precondition(SubsetProver(policies, within: policies).prove().isProved, "not within itself")
    var comparison = LiveComparison()
    for group in LiveQuestions(LiveProbe.all(of: user, under: policies, proof: proof), of: user).groups {
        let answers = group.question.actions.map {
            SimulationAnswer(action: $0, decision: .implicitDeny, policies: [], allowedByOrganizations: nil)
        }
        do { try comparison.add(answers, to: group, under: policies) } catch {
            preconditionFailure("AWS would refuse the question: \(error)")
        }
    }
}

func set(of document: PolicyDocument, as kind: PolicyKind) -> PolicySet {
    let applied = AppliedPolicy("input", document)
    var policies = PolicySet(usersMayChangePassword: true, serviceRules: Set(ServiceRule.allCases))
    switch kind {
    case .resource, .trust, .simulatedResource: policies.resource = applied
    case .boundary: policies.boundary = applied
    case .session: policies.session = [applied]
    case .serviceControl: policies.serviceControl = [[applied]]
    case .resourceControl: policies.resourceControl = [[applied]]
    case .identity, .userInline, .groupInline, .roleInline, .managed, .simulated: policies.identity = [applied]
    }
    return policies
}
