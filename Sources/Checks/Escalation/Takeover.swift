import IAM
import Lifecycle

/// Taking over another user by credentials that one makes for them.
struct Takeover {
    let field: EscalationField
    let user: SnapshotUser
    /// Whether the user gets to administrator without MFA as well.
    let needsNoMFA: Bool

    private static let devices = ["iam:DeactivateMFADevice", "iam:EnableMFADevice"].compactMap { try? ActionName($0) }
    private static let more = try? ActionName("iam:DeleteAccessKey")

    /// The paths by which somebody gets what the user has.
    func steps(of actor: Actor) -> [EscalationStep] {
        EscalationPath.all.compactMap { path in
            guard path.gain == .user, actor.mayWalk(path), let call = path.calls.first else { return nil }
            let ability = able(actor, call.action).and(room(path, actor)).and(passingMFA(actor))
            if case .no = ability { return nil }
            return EscalationStep(path, user.name.text, ability)
        }
    }

    private func able(_ actor: Actor, _ action: ActionName) -> Ability {
        let detail = user.detail.user
        let facts = RequestFacts(tags: detail.tags).with("iam:PermissionsBoundary", detail.boundary?.description)
        return actor.ability(to: action, on: RequestedResource(detail.arn), facts)
    }

    /// Whether there is room for the credential: a user has two keys at most, and a password is made once and then changed.
    private func room(_ path: EscalationPath, _ actor: Actor) -> Ability {
        guard let row = user.row else { return .maybe([]) }
        switch path.id {
        case "create-login-profile": return row.passwordEnabled == true ? .no : .yes([])
        case "update-login-profile": return row.passwordEnabled == false ? .no : .yes([])
        default:
            guard row.keys.count > 1, let more = Self.more else { return .yes([]) }
            return able(actor, more)
        }
    }

    /// Whoever has a user's password or key has not its device; but somebody without a device can enrol the intruder's.
    private func passingMFA(_ actor: Actor) -> Ability {
        if needsNoMFA { return .yes([]) }
        let principal = field.account.snapshot.principal(user)
        guard EnrolmentReach(of: principal.arn, under: principal.policies).isPossible else { return .no }
        guard let row = user.row else { return .maybe([]) }
        guard row.mfaActive else { return .yes([]) }
        // Another device beside the user's own, or none.
        for action in Self.devices {
            let ability = able(actor, action)
            if case .no = ability { continue }
            return ability
        }
        return .no
    }
}
