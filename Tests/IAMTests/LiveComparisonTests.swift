import IAM
import Testing

/// A proof beside answers of AWS's simulator, which stand here as they might come.
@Suite struct LiveComparisonTests {
    private let user = userARN("alice")

    private func set(_ variant: DutyVariant, _ others: String...) throws -> PolicySet {
        let duty = AppliedPolicy("duty", try document(variant.document(in: .aws), as: .managed))
        return PolicySet(identity: [duty] + (try others.map { try policy($0) }))
    }

    private func probes(_ policies: PolicySet) -> [LiveProbe] {
        var prover = MFAProver()
        return LiveProbe.all(of: user, under: policies, proof: prover.prove(policies, of: user))
    }

    /// AWS as it answers if it follows its own rules, but where `other` says otherwise.
    private func compare(
        _ policies: PolicySet, _ other: (SimulationAnswer) -> SimulationAnswer? = { $0 }
    ) throws -> LiveComparison {
        var (simulator, comparison) = (Simulator(), LiveComparison())
        for group in LiveQuestions(probes(policies), of: user).groups {
            let answers = try simulator.results(of: SimulationInput(group.question), under: policies).compactMap { result in
                other(
                    SimulationAnswer(
                        action: result.action, decision: result.decision.decision, policies: [], allowedByOrganizations: nil))
            }
            try comparison.add(answers.reversed(), to: group, under: policies)
        }
        return comparison
    }

    private func flipped(_ answer: SimulationAnswer, organization: Bool? = nil) -> SimulationAnswer {
        SimulationAnswer(
            action: answer.action, decision: answer.decision == .allowed ? .implicitDeny : .allowed, policies: [],
            allowedByOrganizations: organization)
    }

    @Test func `under the strict policy and all permissions, AWS allows enrolment alone, and agrees in everything`() throws {
        let comparison = try compare(try set(.strict, allowAll))
        #expect(comparison.rows.count > 100)
        #expect(comparison.refutations.isEmpty)
        #expect(comparison.count(.agrees) == comparison.rows.count)
        let allowed = comparison.rows.filter { $0.theirs.decision == .allowed }
        #expect(Set(allowed.map(\.probe.request.action.text)).isSuperset(of: ["iam:EnableMFADevice", "iam:CreateVirtualMFADevice"]))
        #expect(Set(allowed.map(\.probe.session)) == Set(SessionWithoutMFA.allCases))
    }

    @Test func `what refutes the published policy beside all permissions is among what AWS is asked, and AWS allows it`() throws {
        let policies = try set(.seed, allowAll)
        var prover = MFAProver()
        guard case .refuted(let example) = prover.prove(policies, of: user) else {
            Issue.record("not refuted")
            return
        }
        let refutations = try compare(policies).refutations
        #expect(
            refutations.contains {
                $0.probe.request.action == example.request.action && $0.probe.request.resource == example.request.resource
            })
    }

    @Test func `an answer of AWS's that is not ours is a difference, whichever of the two allows`() throws {
        for action in ["iam:CreateAccessKey", "iam:EnableMFADevice"] {
            let comparison = try compare(try set(.strict, allowAll)) { $0.action == action ? flipped($0) : $0 }
            let different = comparison.rows.filter { $0.agreement == .differs }
            #expect(!different.isEmpty && different.allSatisfy { $0.probe.request.action.text == action })
            #expect(comparison.rows.filter { $0.probe.request.action.text != action }.allSatisfy { $0.agreement == .agrees })
        }
        let comparison = try compare(try set(.strict, allowAll)) { $0.action == "iam:CreateAccessKey" ? flipped($0) : $0 }
        #expect(
            comparison.refutations.allSatisfy { $0.probe.request.action.text == "iam:CreateAccessKey" } && !comparison.refutations.isEmpty)
    }

    @Test func `what the organisation denies is no difference, and what it is said to deny and AWS allows is one`() throws {
        let stricter = try compare(try set(.strict, allowAll)) { $0.decision == .allowed ? flipped($0, organization: false) : $0 }
        #expect(stricter.count(.stricterByOrganization) > 0 && stricter.count(.differs) == 0)
        let looser = try compare(try set(.strict, allowAll)) { $0.decision == .allowed ? $0 : flipped($0, organization: false) }
        #expect(looser.count(.differs) > 0)
    }

    @Test func `an action that AWS leaves out is an error, never a denial`() throws {
        #expect(throws: AnswerMissing(action: "iam:CreateAccessKey")) {
            _ = try compare(try set(.strict, allowAll)) { $0.action == "iam:CreateAccessKey" ? nil : $0 }
        }
    }

    @Test func `every probe is asked once, and no question names more than fifty actions`() throws {
        let statements = (0..<120).map { #"{"Effect":"Allow","Action":"s3:Action\#($0)","Resource":"*"}"# }
        let policies = PolicySet(identity: try statements.map { try policy($0) })
        let groups = LiveQuestions(probes(policies), of: user).groups
        #expect(groups.allSatisfy { $0.question.actions.count <= 50 && Set($0.question.actions).count == $0.question.actions.count })
        for number in 0..<120 {
            let asking = groups.filter { $0.question.actions.contains("s3:Action\(number)") }
            #expect(Set(asking.map { $0.question.context.map(\.name) }) == [[], ["aws:MultiFactorAuthPresent"]], "s3:Action\(number)")
        }
    }
}
