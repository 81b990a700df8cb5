extension Judgement {
    /// The decision with all that AWS's simulator says about it; `missingKeys` is what it names if the request is implicitly denied.
    func simulated(_ action: SimulatedAction, missingKeys: [String]) -> SimulatedDecision {
        let controls = control(.probable)
        // Recorded: where control policies do not allow, nothing else is asked or named.
        guard controls.map({ $0 == .allowed }) ?? true else {
            return SimulatedDecision(
                resource: request.resource.text, decision: controls ?? .implicitDeny, matched: [], missingKeys: [],
                allowedByOrganizations: false, allowedByBoundary: nil, details: [:], doubts: simulationDoubts)
        }
        // Where the action knows no such resource, no policy says anything, not even no.
        let isKnown = action.knows(request.resource)
        let decision = isKnown ? verdict(.probable).decision : .implicitDeny
        return SimulatedDecision(
            resource: request.resource.text, decision: decision, matched: matched(decision),
            missingKeys: decision == .implicitDeny ? missingKeys : [], allowedByOrganizations: controls.map { $0 == .allowed },
            allowedByBoundary: policies.boundary.map { _ in isKnown && Self.decision(of: boundary, .probable) == .allowed },
            details: isKnown ? details : details.mapValues { _ in .implicitDeny }, doubts: isKnown ? simulationDoubts : [])
    }

    /// What the control policies say together; nil without any.
    private func control(_ reading: Reading) -> Evaluation.Decision? {
        let levels = serviceControl.map { Self.decision(of: $0, reading) }
        guard !levels.isEmpty else { return nil }
        return levels.contains(.explicitDeny) ? .explicitDeny : levels.contains(.implicitDeny) ? .implicitDeny : .allowed
    }

    private var simulationDoubts: Set<Doubt> {
        func decision(_ reading: Reading) -> Evaluation.Decision {
            if let controls = control(reading), controls != .allowed { return controls }
            return verdict(reading).decision
        }
        return decision(.wide) == decision(.narrow) ? [] : doubts
    }

    /// The statements of the decision's effect. A boundary only denies: what it allows is not named.
    private func matched(_ decision: Evaluation.Decision) -> [SimulatedStatement] {
        let layers: [(statements: [JudgedStatement], effect: PolicyEffect)]
        switch decision {
        case .allowed: layers = [(identity, .allow), (resource, .allow)]
        case .explicitDeny: layers = [(identity, .deny), (resource, .deny), (boundary, .deny)]
        case .implicitDeny, .undetermined: layers = []
        }
        return layers.flatMap { layer in
            layer.statements.filter { $0.reference.effect == layer.effect && Reading.probable.counts($0) }.map(\.place)
        }.sorted()
    }

    private var details: [PolicyLayer: Evaluation.Decision] {
        guard crossesAccounts else { return [:] }
        var details: [PolicyLayer: Evaluation.Decision] = [
            .identity: Self.decision(of: identity, .probable), .resource: Self.decision(of: resource, .probable),
        ]
        if policies.boundary != nil { details[.boundary] = Self.decision(of: boundary, .probable) }
        return details
    }
}

extension JudgedStatement {
    fileprivate var place: SimulatedStatement {
        SimulatedStatement(layer: reference.layer, policy: reference.policy, extent: extent)
    }
}

extension PolicySet {
    /// The same policies, asked by AWS's simulator.
    var simulated: PolicySet {
        var set = self
        set.judge = .simulator
        return set
    }

    /// The documents whose keys the simulator finds missing.
    var simulatedDocuments: [PolicyDocument] { (identity + [boundary, resource].compactMap(\.self)).map(\.document) }
}

extension PolicyStatement {
    /// Every key that its conditions and variables ask for.
    var keys: [ContextKey] {
        let variables = (resources?.items.flatMap(\.variables) ?? []) + conditions.flatMap(\.operands).flatMap(\.pattern.variables)
        return conditions.map(\.key) + variables.map(\.key)
    }
}
