import IAM
import Testing

/// Laws of the evaluator over random policies and requests; a failure prints the seed that repeats it.
@Suite struct EvaluatorLawTests {
    private static let seeds = Array(0..<100 as Range<UInt64>)

    private func decision(_ request: AuthorizationRequest, _ policies: [AppliedPolicy]) -> Evaluation.Decision {
        evaluate(request, under: PolicySet(identity: policies)).decision
    }

    @Test(arguments: seeds)
    func `the evaluator decides as the documentation says, written down simply`(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<20 {
            let texts = (0..<Int.random(in: 0...3, using: &random)).map { _ in RandomPolicy.text(&random) }
            let boundary = random.chance(30) ? RandomPolicy.text(&random) : nil
            let request = try RandomPolicy.request(&random)
            let mfa = request.context["aws:MultiFactorAuthPresent"]?.all.first
            let team = request.context["aws:PrincipalTag/team"]?.all.first
            let reference = ReferenceEvaluator(
                action: request.action.text, resource: request.resource.text,
                context: ["aws:multifactorauthpresent": mfa, "aws:principaltag/team": team].compactMapValues(\.self))
            let answer = evaluate(
                request,
                under: PolicySet(
                    identity: try texts.map { AppliedPolicy("p", try document($0)) },
                    boundary: try boundary.map { AppliedPolicy("b", try document($0, as: .boundary)) }))
            let expected = try reference.decide(texts, boundary: boundary)
            #expect(
                answer.decision == expected, "seed \(seed): \(request.action) on \(request.resource) under \(texts), \(boundary ?? "-")")
        }
    }

    @Test(arguments: seeds)
    func `an explicit deny overrides every allow`(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let policies = try RandomPolicy.applied(&random) + [try policy(allowAll), try policy(denyAll)]
        #expect(decision(try RandomPolicy.request(&random), policies.shuffled(using: &random)) == .explicitDeny, "seed \(seed)")
    }

    @Test(arguments: seeds)
    func `no statement means deny`(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let request = try RandomPolicy.request(&random)
        #expect(decision(request, []) == .implicitDeny, "seed \(seed)")
        #expect(decision(request, [AppliedPolicy("empty", try document(#"{"Statement":[]}"#))]) == .implicitDeny, "seed \(seed)")
    }

    @Test(arguments: seeds)
    func `the order of policies and of statements does not matter`(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let statements = (0..<6).map { _ in RandomPolicy.statement(&random) }
        let request = try RandomPolicy.request(&random)
        let split = Int.random(in: 0...6, using: &random)
        func set(_ statements: [String]) throws -> [AppliedPolicy] {
            try [statements.prefix(split), statements.dropFirst(split)].map { part in
                AppliedPolicy("p", try document(#"{"Version":"2012-10-17","Statement":[\#(part.joined(separator: ","))]}"#))
            }
        }
        let shuffled = try set(statements.shuffled(using: &random)).shuffled(using: &random)
        #expect(decision(request, try set(statements)) == decision(request, shuffled), "seed \(seed)")
    }

    @Test(arguments: seeds)
    func `adding a deny never allows more, and adding an allow never denies explicitly`(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let policies = try RandomPolicy.applied(&random)
        let request = try RandomPolicy.request(&random)
        let before = decision(request, policies)
        let denied = decision(request, policies + [try policy(RandomPolicy.statement(&random, effect: "Deny"))])
        let allowed = decision(request, policies + [try policy(RandomPolicy.statement(&random, effect: "Allow"))])
        #expect(denied != .allowed || before == .allowed, "seed \(seed)")
        #expect(allowed != .explicitDeny || before == .explicitDeny, "seed \(seed)")
        #expect(before != .allowed || allowed == .allowed, "seed \(seed)")
    }

    @Test(arguments: seeds)
    func `a policy that was written and read again decides the same`(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let policies = try RandomPolicy.applied(&random)
        let again = try policies.map { AppliedPolicy($0.name, try document($0.document.canonicalText)) }
        let request = try RandomPolicy.request(&random)
        #expect(decision(request, policies) == decision(request, again), "seed \(seed)")
    }

    @Test(arguments: seeds)
    func `a boundary, a session policy and a control policy only take away`(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let request = try RandomPolicy.request(&random)
        var set = PolicySet(identity: try RandomPolicy.applied(&random))
        let before = evaluate(request, under: set).decision
        set.boundary = try policy(RandomPolicy.statement(&random), as: .boundary)
        set.session = random.chance(50) ? try RandomPolicy.applied(&random) : nil
        set.serviceControl = random.chance(50) ? [[try policy(RandomPolicy.statement(&random), as: .serviceControl)]] : []
        #expect(evaluate(request, under: set).decision != .allowed || before == .allowed, "seed \(seed)")
    }

    @Test(arguments: seeds)
    func `the deciders are statements with the effect of the decision`(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let answer = evaluate(try RandomPolicy.request(&random), under: PolicySet(identity: try RandomPolicy.applied(&random)))
        switch answer.decision {
        case .allowed: #expect(!answer.statements.isEmpty && answer.statements.allSatisfy { $0.effect == .allow }, "seed \(seed)")
        case .explicitDeny: #expect(!answer.statements.isEmpty && answer.statements.allSatisfy { $0.effect == .deny }, "seed \(seed)")
        case .implicitDeny: #expect(answer.deciders.isEmpty && answer.silentLayers == [.identity], "seed \(seed)")
        case .undetermined: Issue.record("no doubt can arise from these policies; seed \(seed)")
        }
        #expect(answer.mayBeAllowed == (answer.decision == .allowed), "seed \(seed)")
    }

    @Test func `a hostile wildcard costs the product of both lengths, not more`() throws {
        let pattern = String(repeating: "a*", count: 500)
        let hostile = try policy(#"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::\#(pattern)b"}"#)
        let target = "arn:aws:s3:::" + String(repeating: "a", count: 4_000)
        let clock = ContinuousClock()
        let asked = try request("s3:GetObject", on: target)
        let time = clock.measure { #expect(decision(asked, [hostile]) == .implicitDeny) }
        // Backtracking would take longer than the universe has lasted.
        #expect(time < .seconds(5))
    }
}
