/// One request without MFA that AWS's simulator is asked about, to compare a proof with it.
public struct LiveProbe: Sendable {
    public let session: SessionWithoutMFA
    public let request: AuthorizationRequest
    /// Whether it is part of enrolling MFA, and so may be allowed.
    public let isEnrolment: Bool

    /// The keys of the request that do not follow from who calls, with their types: these are given to the simulator.
    public var keys: [SimulatedKey] {
        let derived = request.caller.derivedContext
        return request.context.keys.compactMap { key in
            guard let value = request.context[key], value != derived[key] else { return nil }
            return SimulatedKey(name: key.text, type: Self.type(of: key, value), values: value.all)
        }
    }

    private static func type(of key: ContextKey, _ value: ContextValue) -> String {
        let type =
            switch GlobalKey.named(key)?.type ?? .string {
            case .string, .arn: SimulatedType.string
            case .number: SimulatedType.numeric
            case .bool: SimulatedType.boolean
            case .date: SimulatedType.date
            case .address: SimulatedType.ip
            case .binary: SimulatedType.binary
            }
        if case .many = value { return "\(type.rawValue)List" }
        return type.rawValue
    }
}

extension LiveProbe {
    /// What is worth asking about a user: every call of an enrolment, on the user and on somebody else; what an intruder would do first; what
    /// each statement of the policies suggests; and the request that refutes the proof, if one does. In either kind of session without MFA.
    public static func all(of user: ARN, under policies: PolicySet, proof: Proof?, enrolment: Enrolment = .own) -> [LiveProbe] {
        let naming = SuspectNaming(user: user)
        let steps = EnrolmentReach(of: user, under: policies).steps.filter { $0.session == .console }
        let suspects =
            steps.map { Suspect(action: $0.request.action, resource: $0.request.resource) }
            + steps.flatMap { step in naming.resources(of: step.request.action).map { Suspect(action: step.request.action, resource: $0) } }
            + naming.firstOfIntruders + naming.suspects(policies.identity)
        var probes: [LiveProbe] = []
        for session in SessionWithoutMFA.allCases {
            var seen: Set<[String]> = []
            for suspect in suspects where seen.insert([suspect.action.text, suspect.resource.text]).inserted {
                let request = AuthorizationRequest(
                    by: .user(user), action: suspect.action, on: suspect.resource, context: session.context(of: user))
                probes.append(LiveProbe(session: session, request: request, isEnrolment: enrolment.permits(request)))
            }
        }
        // What another account has to agree to is beyond the simulator's answer for one user.
        if case .refuted(let example) = proof, !example.needsOtherAccount {
            let session: SessionWithoutMFA = example.request.context["aws:MultiFactorAuthPresent"] == nil ? .accessKey : .console
            probes.append(LiveProbe(session: session, request: example.request, isEnrolment: false))
        }
        return probes
    }
}
