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
        for (mfa, name) in [("false", "console"), (nil, "access key")] {
            let session = Session(of: user, mfa: mfa, at: asOf)
            for probe in Self.gated(user.detail.user.arn) {
                let request = AuthorizationRequest(
                    by: .user(session.arn), action: probe.action, on: probe.resource, context: session.context)
                guard evaluate(request, under: denying).decision != .explicitDeny else { continue }
                return principal.isComplete ? .none(open: probe.action, session: name) : .unseen(principal.unreadable)
            }
        }
        return .other
    }

    /// Whether a document is the duty policy that tenure ships for this account.
    func isShippedDuty(_ document: PolicyDocument) -> Bool { shippedDuty.map(document.isSame) ?? false }

    /// The shipped duty policy for this account.
    var shippedDuty: PolicyDocument? { try? snapshot.document(DutyPolicy.document(in: snapshot.partition)) }

    private static func gated(_ user: ARN) -> [Probe] {
        let data = ARN(partition: user.partition, service: "s3", account: "", resource: "tenure-probe/key")
        let role = ARN(partition: user.partition, service: "iam", account: user.account, resource: "role/tenure-probe")
        return Probe.list([
            ("s3:GetObject", data), ("iam:CreateAccessKey", user), ("iam:ChangePassword", user), ("sts:AssumeRole", role),
            ("iam:DeactivateMFADevice", user), ("iam:ListAccessKeys", user),
        ])
    }
}

extension PolicyDocument {
    // Statements are counted first: spelling out every policy of every user would take minutes.
    func isSame(as other: PolicyDocument) -> Bool {
        statements.count == other.statements.count && canonicalText == other.canonicalText
    }
}
