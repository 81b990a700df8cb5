import IAM
import Lifecycle

/// Taking over another user by credentials that one makes for them.
struct Takeover {
    let field: EscalationField
    let user: SnapshotUser

    private static let devices = ["iam:DeactivateMFADevice", "iam:EnableMFADevice"].compactMap { try? ActionName($0) }
    private static let more = try? ActionName("iam:DeleteAccessKey")

    /// The paths by which somebody gets what the user has.
    /// `mfa` is how somebody with the user's password or key gets past the user's MFA; it is asked only where that matters.
    func steps(of actor: Actor, mfa: () -> MFA) -> [EscalationStep] {
        EscalationPath.all.compactMap { path in
            guard path.gain == .user, actor.mayWalk(path), let call = path.calls.first else { return nil }
            let ability = room(path, actor).and(able(actor, call.action)).and(passing(mfa(), actor))
            if case .no = ability { return nil }
            return EscalationStep(path, user.name.text, ability)
        }
    }

    private func able(_ actor: Actor, _ action: ActionName) -> Ability {
        let detail = user.detail.user
        let facts = RequestFacts(tags: detail.tags, tagging: "iam:TagUser").with("iam:PermissionsBoundary", detail.boundary?.description)
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

    /// What stands between a user's password and what the user can do.
    enum MFA: Sendable {
        /// Nothing: the user gets to administrator without MFA as well, or the intruder's device can be enrolled.
        case open
        /// It is not known whether the user has a device.
        case unknown
        /// The user's own device.
        case device
        /// Without MFA the user cannot even enrol.
        case closed
    }

    private func passing(_ mfa: MFA, _ actor: Actor) -> Ability {
        switch mfa {
        case .open: return .yes([])
        case .unknown: return .maybe([])
        case .closed: return .no
        case .device:
            // Another device beside the user's own, or none.
            for action in Self.devices {
                let ability = able(actor, action)
                if case .no = ability { continue }
                return ability
            }
            return .no
        }
    }
}
