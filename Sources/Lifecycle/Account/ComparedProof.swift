import IAM

/// That a user without MFA can only enrol it, as tenure proved and as AWS's own simulator answered. Both are kept, in a file outside the ledger
/// that names people and has this digest.
public struct ComparedProof: Hashable, Sendable, Codable {
    public let user: UserID
    /// The snapshot whose policies the proof is about, taken just before AWS was asked.
    public let snapshot: Digest
    public let proof: Proof.Verdict
    /// How many requests AWS was asked about.
    public let asked: Int
    /// How many of them it allows although they are no enrolment.
    public let allowed: Int
    /// How many it decides otherwise than tenure, neither because of the organisation nor where AWS's behaviour is not documented.
    public let differing: Int
    /// Over the file with every request and both answers.
    public let evidence: Digest

    /// What is kept of a comparison.
    public init(user: UserID, snapshot: Digest, proof: Proof.Verdict, asked: Int, allowed: Int, differing: Int, evidence: Digest) {
        self.user = user
        self.snapshot = snapshot
        self.proof = proof
        self.asked = asked
        self.allowed = allowed
        self.differing = differing
        self.evidence = evidence
    }
}
