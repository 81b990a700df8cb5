import Testing

@testable import IAM

/// A prover remembers what refuted others, and looks at most policies only where it has to: that must not show.
@Suite struct KnownRefutationsTests {
    @Test(arguments: (0..<80).map { UInt64($0) * 7_919 + 3 })
    func `whoever comes after others is answered as by a look at all policies`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let lists = try (0..<4).map { _ in try RandomPolicy.applied(&random) + [try policy(random.pick(Self.statements))] }
        let boundaries = [nil, try RandomPolicy.applied(&random).first, try policy(allowAll)]
        var prover = MFAProver()
        for _ in 0..<20 {
            let set = PolicySet(
                identity: random.pick(lists), boundary: random.pick(boundaries), usersMayChangePassword: random.chance(20))
            let user = userARN(random.pick(["alice", "bob"]), path: random.pick(["/", "/team/"]), account: random.pick(Self.accounts))
            let (found, wanted) = (told(prover.prove(set, of: user)), told(searched(set, user)))
            #expect(found == wanted, "seed \(seed), \(user), \(set.identity.map(\.document.text))")
        }
    }

    private static let accounts = ["111122223333", "444455556666"]
    private static let statements = [
        allowAll, denyAll, #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::${aws:username}/*"}"#,
        #"{"Effect":"Allow","Action":"iam:GetUser","Resource":"arn:aws:iam::111122223333:user/alice"}"#,
        #"{"Effect":"Allow","Action":"iam:*","Resource":"*","Condition":{"StringEquals":{"aws:username":"bob"}}}"#,
        #"{"Effect":"Deny","NotAction":"iam:Get*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}"#,
        #"{"Effect":"Deny","NotAction":["iam:GetUser","iam:EnableMFADevice"],"Resource":"*"}"#,
    ]

    /// The answer without anything that was remembered, and with every policy in sight.
    private func searched(_ policies: PolicySet, _ user: ARN) -> Proof {
        var unknown: [Obstacle] = []
        for session in SessionWithoutMFA.allCases {
            var summaries = PolicySummaries(enrolment: .own)
            let summary = summaries.summary(of: policies, in: session)
            if summary.isClosed, !policies.usersMayChangePassword || summary.deniesPasswords { continue }
            let claim = MFAClaim(policies: policies, user: user, knowledge: session.knowledge(of: user), enrolment: .own)
            switch claim.first(of: summary.suspects(of: user)).map(Proof.refuted) ?? claim.search() {
            case .proved: break
            case .refuted(let example): return .refuted(example)
            case .unknown(let obstacles): unknown += obstacles.filter { !unknown.contains($0) }
            }
        }
        return unknown.isEmpty ? .proved : .unknown(unknown)
    }

    private func told(_ proof: Proof) -> String {
        switch proof {
        case .proved: return "proved"
        case .unknown(let obstacles): return "\(obstacles)"
        case .refuted(let example):
            let evaluation = example.evaluation
            return """
                \(example.request.caller) \(example.request.action) \(example.request.resource) \(example.assumptions) \
                \(evaluation.decision) \(evaluation.deciders) \(evaluation.silentLayers) \(evaluation.missingKeys) \
                \(evaluation.doubts.map(\.rawValue).sorted())
                """
        }
    }
}
