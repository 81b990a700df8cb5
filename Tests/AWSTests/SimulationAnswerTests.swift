import IAM
import Testing

@testable import AWS

/// The simulator of IAM on the wire, in the shape of the API Reference of SimulatePrincipalPolicy; moto has none.
@Suite struct SimulationAnswerTests {
    private static let first = Answers.result(
        "SimulatePrincipalPolicy",
        """
        <IsTruncated>true</IsTruncated><Marker>more</Marker>
        <EvaluationResults><member>
          <MatchedStatements><member>
            <SourcePolicyId>group_staff_access</SourcePolicyId><SourcePolicyType>IAM Policy</SourcePolicyType>
            <EndPosition><Column>119</Column><Line>1</Line></EndPosition><StartPosition><Column>32</Column><Line>1</Line></StartPosition>
          </member></MatchedStatements>
          <MissingContextValues/>
          <EvalResourceName>arn:aws:iam::123456789012:user/jane</EvalResourceName>
          <EvalDecision>allowed</EvalDecision><EvalActionName>iam:EnableMFADevice</EvalActionName>
        </member></EvaluationResults>
        """)
    private static let second = Answers.result(
        "SimulatePrincipalPolicy",
        """
        <EvaluationResults><member>
          <MatchedStatements/><MissingContextValues><member>aws:SourceIp</member></MissingContextValues>
          <OrganizationsDecisionDetail><AllowedByOrganizations>false</AllowedByOrganizations></OrganizationsDecisionDetail>
          <EvalDecision>implicitDeny</EvalDecision><EvalActionName>iam:CreateAccessKey</EvalActionName>
        </member></EvaluationResults>
        """)

    private func question() throws -> SimulationQuestion {
        let user = try ARN("arn:aws:iam::123456789012:user/jane")
        return SimulationQuestion(
            of: user, actions: ["iam:EnableMFADevice", "iam:CreateAccessKey"], on: user.description,
            context: [SimulatedKey(name: "aws:MultiFactorAuthPresent", type: "boolean", values: ["false"])])
    }

    @Test func `a question goes out as IAM wants it, and its pages come back as one answer`() async throws {
        try await StubServer.run { _, number in
            .answer(200, number == 0 ? Self.first : Self.second)
        } _: { server in
            let question = try question()
            let answers = try await withClient(of: server) { client in
                try await every { try await client.simulatePrincipalPolicy(question, from: $0) }
            }
            #expect(
                answers == [
                    SimulationAnswer(
                        action: "iam:EnableMFADevice", decision: .allowed, policies: ["group_staff_access"], allowedByOrganizations: nil),
                    SimulationAnswer(action: "iam:CreateAccessKey", decision: .implicitDeny, policies: [], allowedByOrganizations: false),
                ])
            let form = server.requests[0].form
            #expect(form["Action"] == "SimulatePrincipalPolicy" && form["PolicySourceArn"] == question.principal.description)
            #expect(form["ActionNames.member.1"] == "iam:EnableMFADevice" && form["ActionNames.member.2"] == "iam:CreateAccessKey")
            #expect(form["ResourceArns.member.1"] == question.resource)
            #expect(form["ContextEntries.member.1.ContextKeyName"] == "aws:MultiFactorAuthPresent")
            #expect(form["ContextEntries.member.1.ContextKeyType"] == "boolean")
            #expect(form["ContextEntries.member.1.ContextKeyValues.member.1"] == "false")
            #expect(server.requests[1].form["Marker"] == "more")
        }
    }

    @Test func `a decision that IAM does not have is an error`() async throws {
        try await StubServer.run { _, _ in
            .answer(200, Self.second.replacing("implicitDeny", with: "perhaps"))
        } _: { server in
            let question = try question()
            await #expect(throws: IAMError.self) {
                _ = try await withClient(of: server) { try await $0.simulatePrincipalPolicy(question, from: nil) }
            }
        }
    }
}
