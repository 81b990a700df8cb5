import IAM
import Lifecycle

/// What is known of a user's duty policy: the one that leaves nothing but enrolling MFA to whoever has none.
enum Duty: Sendable {
    /// The document that tenure ships, which is known to hold.
    case shipped(policy: String)
    /// Something else denies every sample request without MFA; only the proof says whether it denies all.
    case other
    /// Without MFA this is not denied.
    case none(open: ActionName, session: String)
    case unseen([UnreadablePolicy])
}

extension ExaminedAccount {
    /// The duty policy under which a user stands.
    ///
    /// `denying` are those of its policies that deny anything, and `shipped` the name of one that is the shipped duty policy.
    func duty(of user: SnapshotUser, _ principal: SnapshotPrincipal, denying: PolicySet, shipped: String?) -> Duty {
        if let shipped { return .shipped(policy: shipped) }
        guard let open = open(to: user, denying) else { return .other }
        return principal.isComplete ? .none(open: open.action, session: open.session) : .unseen(principal.unreadable)
    }

    /// The first sample request that is not explicitly denied without MFA, and in which session; nil if all are.
    private func open(to user: SnapshotUser, _ denying: PolicySet) -> (action: ActionName, session: String)? {
        // Where there is nothing that could deny, nothing has to be asked.
        if denying.identity.isEmpty, denying.boundary == nil { return Self.gated.first.map { ($0.action, "console") } }
        for (mfa, name) in [("false", "console"), (nil, "access key")] {
            let session = Session(of: user, mfa: mfa, at: asOf)
            for (action, resource) in Self.gated {
                let request = AuthorizationRequest(
                    by: .user(session.arn), action: action, on: RequestedResource(resource(user.detail.user.arn)), context: session.context)
                if evaluate(request, under: denying).decision != .explicitDeny { return (action, name) }
            }
        }
        return nil
    }

    /// Whether a document is the duty policy that tenure ships for this account.
    func isShippedDuty(_ document: PolicyDocument) -> Bool { shippedDuty.map(document.isSame) ?? false }

    /// The shipped duty policy for this account.
    var shippedDuty: PolicyDocument? { try? snapshot.document(DutyPolicy.document(in: snapshot.partition)) }

    /// What is tried, each about something of the user's own or of its account.
    private static let gated: [(action: ActionName, resource: @Sendable (ARN) -> ARN)] = {
        let data = { @Sendable (user: ARN) in ARN(partition: user.partition, service: "s3", account: "", resource: "tenure-probe/key") }
        let role = { @Sendable (user: ARN) in
            ARN(partition: user.partition, service: "iam", account: user.account, resource: "role/tenure-probe")
        }
        let own = { @Sendable (user: ARN) in user }
        let tried: [(String, @Sendable (ARN) -> ARN)] = [
            ("s3:GetObject", data), ("iam:CreateAccessKey", own), ("iam:ChangePassword", own), ("sts:AssumeRole", role),
            ("iam:DeactivateMFADevice", own), ("iam:ListAccessKeys", own),
        ]
        return tried.compactMap { name, resource in (try? ActionName(name)).map { ($0, resource) } }
    }()
}

extension PolicyDocument {
    // Statements are counted first: spelling out every policy of every user would take minutes.
    func isSame(as other: PolicyDocument) -> Bool {
        statements.count == other.statements.count && canonicalText == other.canonicalText
    }
}
