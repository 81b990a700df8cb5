import Foundation
import IAM

/// What the users of a snapshot can do without MFA, one after another.
struct AccountTelling {
    private let snapshot: AccountSnapshot
    private let verdicts: [UserVerdict]

    /// Proves it of those users.
    init(_ users: [SnapshotUser], of snapshot: AccountSnapshot, enrolment: Enrolment) {
        self.snapshot = snapshot
        // One prover for the account: each policy is read once, however many users have it.
        var prover = MFAProver(enrolment)
        verdicts = users.map { user in
            let principal = snapshot.principal(user)
            // An unknown policy may allow, and may deny.
            let proof = principal.isComplete ? prover.prove(principal.policies, of: principal.arn) : nil
            return UserVerdict(principal: principal, proof: proof, reach: EnrolmentReach(of: principal.arn, under: principal.policies))
        }
    }

    var isProved: Bool { verdicts.allSatisfy(\.isProved) }

    /// Every user that is not proved with the reason, then how many are.
    var text: String {
        let told = verdicts.count == 1 ? verdicts : verdicts.filter { !$0.isProved || !$0.reach.isPossible }
        let counts = Proof.Verdict.allCases.map(\.rawValue).map { word in "\(verdicts.count { $0.word == word }) \(word)" }
        return told.map(\.text).joined()
            + "\(Count.of(verdicts.count, "user")) of account \(snapshot.account): \(counts.joined(separator: ", "))\n"
    }

    var record: AccountRecord {
        AccountRecord(
            claim: "no-mfa", account: snapshot.account.text, asOf: snapshot.taken.formatted(.iso8601), users: verdicts.map(\.record))
    }

    /// The evidence for programs.
    struct AccountRecord: Encodable {
        let claim: String
        let account: String
        let asOf: String
        let users: [UserVerdict.Record]
    }
}

/// One user's proof.
struct UserVerdict {
    let principal: SnapshotPrincipal
    /// Nil if not all of the user's policies are known.
    let proof: Proof?
    let reach: EnrolmentReach

    var isProved: Bool { proof?.isProved ?? false }
    var word: String { (proof?.verdict ?? .unknown).rawValue }

    var text: String {
        var text = "\(principal.arn): \(word)\(reach.isPossible ? "" : "; cannot enrol MFA")\n" + (proof?.evidence ?? "")
        for policy in principal.unreadable { text += "  \(policy)\n" }
        return text
    }

    var record: Record {
        var counterexample: RequestRecord?
        if case .refuted(let example) = proof { counterexample = RequestRecord(example) }
        var obstacles: [ObstacleRecord] = []
        if case .unknown(let found) = proof { obstacles = found.map(ObstacleRecord.init) }
        return Record(
            user: principal.arn.description, verdict: word, canEnrol: reach.isPossible, counterexample: counterexample,
            obstacles: obstacles,
            unreadable: principal.unreadable.map(\.description))
    }

    /// The same for programs.
    struct Record: Encodable {
        let user: String
        let verdict: String
        let canEnrol: Bool
        let counterexample: RequestRecord?
        let obstacles: [ObstacleRecord]
        /// Policies that apply and are not known.
        let unreadable: [String]
    }
}
