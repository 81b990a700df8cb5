import IAM
import Synchronization

/// What a user's policies come to, worked out in one go: reading them again for every check would take most of the time.
///
/// It never changes, and is an object so that handing it from check to check copies nothing.
final class Standing: Sendable {
    /// Whether they are a full administrator.
    let administration: Reach
    /// Whether they can stop or delete the audit trail.
    let audit: Reach
    let duty: Duty
    /// Whether it is proved that they can do nothing but enrol MFA without it.
    let proof: DutyProof
    /// Whether a console session without MFA may not change its own password, whatever allows it.
    let isPasswordKept: Bool
    let unreadable: [UnreadablePolicy]
    /// Whether some of their policies may allow reading secrets or data; if not, there is nothing to evaluate.
    let mayReadData: Bool
    /// The user's inline policies that some check may find fault with, or that cannot be read; all others are harmless.
    let inline: [PolicyName: Result<PolicyDocument, PolicySyntaxError>]
    /// The user's inline policies that do nothing but deny everything.
    let cuts: Set<PolicyName>
    /// The user at work, if they are no administrator and something of theirs may make one of them.
    let suspect: Actor?

    init(
        administration: Reach, audit: Reach, duty: Duty, proof: DutyProof, isPasswordKept: Bool, unreadable: [UnreadablePolicy],
        mayReadData: Bool, own: OwnPolicies, suspect: Actor?
    ) {
        self.administration = administration
        self.audit = audit
        self.duty = duty
        self.proof = proof
        self.isPasswordKept = isPasswordKept
        self.unreadable = unreadable
        self.mayReadData = mayReadData
        inline = own.inline
        cuts = own.cuts
        self.suspect = suspect
    }

    /// Whether everything that was tried is denied without MFA.
    var isUnderDuty: Bool {
        switch duty {
        case .shipped, .other: true
        case .none, .unseen: false
        }
    }
}

/// The standing of every user of an account, worked out when it is first asked for.
final class Standings: Sendable {
    private let known = Mutex<[(user: SnapshotUser, standing: Standing)]?>(nil)

    func all(in account: ExaminedAccount) -> [(user: SnapshotUser, standing: Standing)] {
        known.withLock { known in
            if let known { return known }
            let all = Abreast.made(of: account.snapshot.users[...], worthwhile: 100) { users in
                var survey = StandingSurvey(of: account)
                return users.map { (user: $0, standing: survey.standing(of: $0)) }
            }
            known = all
            return all
        }
    }
}

extension ExaminedAccount {
    /// The users with their standing.
    var standing: [(user: SnapshotUser, standing: Standing)] { standings.all(in: self) }
}
