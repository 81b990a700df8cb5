import IAM

/// Whether some policies allow no more than others, told in words.
struct SubsetTelling {
    let smaller: PolicySet
    let larger: PolicySet
    /// What the two are called.
    let names: [String]

    var telling: ProofTelling {
        let proof = SubsetProver(smaller, within: larger).prove()
        let record = ProofRecord(claim: "subset", proof: proof, users: [], allowedWithMFA: nil)
        return ProofTelling(isProved: proof.isProved, text: headline(proof) + proof.evidence, hint: hint(proof), record: record)
    }

    private func headline(_ proof: Proof) -> String {
        let (one, other) = (names.first ?? "", names.last ?? "")
        return switch proof {
        case .proved: "proved: everything that \(one) allows, \(other) allows\n"
        case .refuted: "refuted: \(one) allows something that \(other) does not\n"
        case .unknown: "unknown: whether \(other) allows everything that \(one) allows; treat it as refuted\n"
        }
    }

    private func hint(_ proof: Proof) -> String {
        switch proof {
        case .refuted: "allow that request in \(names.last ?? ""), or take it out of \(names.first ?? "")"
        case .proved, .unknown: "write the conditions of the statements that are named in the same words on both sides, then prove it again"
        }
    }
}
