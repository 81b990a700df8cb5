import Foundation
import IAM
import Ledger
import Lifecycle

/// That one user without MFA can only enrol it: as proved from the policies of now, and as AWS's own simulator answers.
public struct LiveProof: Sendable {
    public let snapshot: SnapshotStore.Entry
    public let user: SnapshotUser
    public let principal: SnapshotPrincipal
    /// Nil if not all of the user's policies are known.
    public let proof: Proof?
    public let comparison: LiveComparison
    /// The text of the evidence, and where it is kept.
    public let evidence: String
    public let file: URL

    /// Reads the account, proves, asks AWS's simulator, and keeps both answers. Reads IAM alone: nobody's MFA is touched, and none of the
    /// requests is made.
    ///
    /// Throws `WrongAccount` before anything else is asked of another account, and `IAMError` if AWS does not simulate for these credentials.
    public static func make(
        of name: UserName, in account: Account, of home: Home, enrolment: Enrolment = .own, by actor: Actor,
        progress: @escaping @Sendable (String) -> Void
    ) async throws -> LiveProof {
        let kept = try await SnapshotStore(of: home).pull(account, in: home.world, lastAccessed: false, by: actor, progress: progress)
        guard let user = kept.snapshot.user(name) else {
            throw Refusal(
                .unknownUser, "account '\(account.alias)' has no user '\(name)'",
                hint: "names are told apart by case; see 'tenure snapshot show --latest'")
        }
        let principal = kept.snapshot.principal(user)
        var prover = MFAProver(enrolment)
        let proof = principal.isComplete ? prover.prove(principal.policies, of: principal.arn) : nil
        let probes = LiveProbe.all(of: principal.arn, under: principal.policies, proof: proof, enrolment: enrolment)
        let iam = try await AccountSession.open(account, in: home.world).iam
        let policies = kept.snapshot.simulated(principal.policies, of: user)
        let comparison = try await compare(probes, of: principal.arn, under: policies, at: iam, progress)
        let evidence = try LiveEvidence(principal, proof, comparison, snapshot: kept.entry.snapshot).text
        let live = LiveProof(
            snapshot: kept.entry, user: user, principal: principal, proof: proof, comparison: comparison, evidence: evidence,
            file: Home.url(.proofs, in: home.directory).appending(path: "\(Digest.of(text: evidence)).json"))
        try PrivateFile.write(Data(evidence.utf8), to: live.file)
        try home.record(.proofCompared(comparison: live.compared), of: account.alias, at: home.world.now(), by: actor)
        return live
    }

    private static func compare(
        _ probes: [LiveProbe], of user: ARN, under policies: PolicySet, at iam: any IAMService, _ progress: @Sendable (String) -> Void
    ) async throws -> LiveComparison {
        var comparison = LiveComparison()
        for group in LiveQuestions(probes, of: user).groups {
            progress("asked AWS's simulator about \(comparison.rows.count) of \(probes.count) requests")
            let answers = try await every { try await iam.simulatePrincipalPolicy(group.question, from: $0) }
            try comparison.add(answers, to: group, under: policies)
        }
        return comparison
    }

    /// What the ledger keeps of it.
    var compared: ComparedProof {
        ComparedProof(
            user: user.detail.user.id, snapshot: snapshot.snapshot.digest, proof: verdict, asked: comparison.rows.count,
            allowed: comparison.refutations.count, differing: comparison.count(.differs), evidence: Digest.of(text: evidence))
    }

    /// The proof's verdict alone; unknown if not all of the user's policies are.
    public var verdict: Proof.Verdict { proof?.verdict ?? .unknown }

    /// Whether it is proved and AWS allows nothing against it.
    public var isConfirmed: Bool { verdict == .proved && comparison.refutations.isEmpty && comparison.count(.differs) == 0 }
}
