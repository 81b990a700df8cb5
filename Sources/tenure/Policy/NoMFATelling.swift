import IAM

/// What policies let somebody do without MFA, told for people with and without a path.
struct NoMFATelling {
    let set: PolicySet
    let enrolment: Enrolment
    private let users: [ARN]

    init(set: PolicySet, enrolment: Enrolment, in partition: Partition? = nil) {
        self.set = set
        self.enrolment = enrolment
        users = SomeUser(under: set, in: partition).users
    }

    var telling: ProofTelling {
        var prover = MFAProver(enrolment)
        let proofs = users.map { prover.prove(set, of: $0) }
        let reaches = users.map { EnrolmentReach(of: $0, under: set) }
        let proof = proofs.first { !$0.isProved } ?? .proved
        let withMFA = users.first.flatMap { MFAProver.allowedWithMFA(set, of: $0) }
        let record = ProofRecord(
            claim: "no-mfa", proof: proof, users: zip(users, zip(proofs, reaches)).map { UserProofRecord($0, $1.0, $1.1) },
            allowedWithMFA: withMFA.map(RequestRecord.init))
        return ProofTelling(
            isProved: proof.isProved, text: headline(proof) + proof.evidence + details(proof, reaches, withMFA), hint: hint(proof),
            record: record)
    }

    private func headline(_ proof: Proof) -> String {
        switch proof {
        case .proved: "proved: without MFA, whoever has these policies can do nothing but enrol MFA\n"
        case .refuted: "refuted: without MFA, whoever has these policies can do more than enrol MFA\n"
        case .unknown: "unknown: whether somebody without MFA can do more than enrol MFA; treat it as refuted\n"
        }
    }

    private func details(_ proof: Proof, _ reaches: [EnrolmentReach], _ withMFA: Counterexample?) -> String {
        var lines: [String] = []
        if proof.isProved {
            lines.append("holds for every action, resource and context; at the console and with an access key; with path / and /team/")
            lines.append("remains allowed on the user's own: " + list(reaches, onAccount: false))
            lines.append("remains allowed in the account: " + list(reaches, onAccount: true))
            lines.append("no policy can deny: sts:GetCallerIdentity, sts:GetSessionToken")
        }
        lines.append(
            "with MFA: " + (withMFA.map { "\($0.request.action) on \($0.request.resource) is allowed, for one" } ?? "nothing is allowed"))
        lines += zip(reaches, ["/", "/team/"]).map { reach, path in "can enrol, with path \(path): " + words(reach) }
        return lines.map { "  \($0)\n" }.joined()
    }

    private func list(_ reaches: [EnrolmentReach], onAccount: Bool) -> String {
        var actions: [String] = []
        for request in reaches.flatMap(\.remaining) where (request.resource == .none) == onAccount && !actions.contains(request.action.text)
        {
            actions.append(request.action.text)
        }
        return actions.isEmpty ? "nothing" : actions.joined(separator: ", ")
    }

    private func words(_ reach: EnrolmentReach) -> String {
        guard let obstacle = reach.obstacles.first else { return "yes" }
        let how =
            obstacle.evaluation.decision == .explicitDeny
            ? "denied by \(obstacle.evaluation.statements.map(\.description).joined(separator: "; "))" : "allowed by no statement"
        return "no: \(obstacle.request.action) on \(obstacle.request.resource) is \(how)"
    }

    private func hint(_ proof: Proof) -> String {
        guard case .refuted(let example) = proof else {
            return "simplify the statements that are named, or put what 'tenure policy show duty' prints beside them"
        }
        if example.evaluation.deciders == [.passwordPolicy] {
            return "put what 'tenure policy show duty' prints beside it: its Deny covers what the password policy allows"
        }
        return "put what 'tenure policy show duty' prints beside these policies, through a group; its denials close this"
    }
}

/// Somebody whom no policy names.
struct SomeUser {
    private let name: String
    private let partition: Partition

    /// In that partition, or in the only one that the policies name.
    init(under set: PolicySet, in partition: Partition?) {
        let policies = set.identity + [set.boundary].compactMap(\.self) + set.serviceControl.flatMap(\.self)
        let text = policies.map(\.document.canonicalText).joined().lowercased()
        name = ["somebody", "whoever", "jane-roe", "x7q"].first { !text.contains($0.prefix(4)) } ?? "k3v9z"
        let named = Partition.allCases.filter { text.contains("arn:\($0.rawValue):") }
        self.partition = partition ?? (named.count == 1 ? named[0] : .aws)
    }

    /// With and without a path.
    var users: [ARN] {
        ["user/\(name)", "user/team/\(name)"].map { ARN(partition: partition, service: "iam", account: "111122223333", resource: $0) }
    }
}
