import IAM

extension IAMClient {
    public func simulatePrincipalPolicy(_ question: SimulationQuestion, from marker: Marker?) async throws -> Page<SimulationAnswer> {
        try await ask(.simulatePrincipalPolicy, question.parameters + paging(marker)) { result throws(AnswerFault) in
            try result.page("EvaluationResults", after: marker) { member throws(AnswerFault) in try member.simulationAnswer() }
        }
    }
}

extension SimulationQuestion {
    fileprivate var parameters: [(name: String, value: String?)] {
        var all: [(name: String, value: String?)] = [("PolicySourceArn", principal.description), ("ResourceArns.member.1", resource)]
        for (index, action) in actions.enumerated() { all.append(("ActionNames.member.\(index + 1)", action)) }
        for (index, key) in context.enumerated() {
            let entry = "ContextEntries.member.\(index + 1)"
            all += [("\(entry).ContextKeyName", key.name), ("\(entry).ContextKeyType", key.type)]
            for (place, value) in key.values.enumerated() { all.append(("\(entry).ContextKeyValues.member.\(place + 1)", value)) }
        }
        return all
    }
}

extension XMLNode {
    fileprivate func simulationAnswer() throws(AnswerFault) -> SimulationAnswer {
        let word = try text("EvalDecision")
        guard let decision = Evaluation.Decision(rawValue: word), decision != .undetermined else {
            throw AnswerFault("'\(word)' is no decision of the simulator")
        }
        var policies: [String] = []
        for statement in optionalMembers("MatchedStatements") { policies.append(try statement.text("SourcePolicyId")) }
        let organization = try child("OrganizationsDecisionDetail")?.flag("AllowedByOrganizations")
        return SimulationAnswer(
            action: try text("EvalActionName"), decision: decision, policies: policies, allowedByOrganizations: organization)
    }
}
