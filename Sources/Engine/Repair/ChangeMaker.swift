import Checks
import IAM

/// Makes one planned change at IAM. Made twice, it is made once.
struct ChangeMaker: Sendable {
    let session: AccountSession
    let world: World
    private var iam: any IAMService { session.iam }

    init(session: AccountSession, world: World) {
        self.session = session
        self.world = world
    }

    /// Makes the call, or throws `IAMError` or `StepConflict`. That what is to go is gone already is no refusal.
    func make(_ change: PlannedChange) async throws {
        switch change {
        case .deactivateKey(let key, let user): try await iam.updateAccessKey(key, of: user, active: false)
        case .deleteKey(let key, let user): try await ignoring([.noSuchEntity]) { try await iam.deleteAccessKey(key, of: user) }
        case .deletePassword(let user): try await ignoring([.noSuchEntity]) { try await iam.deleteLoginProfile(of: user) }
        case .joinDutyGroup(let user, let group):
            _ = try await DutyGroup(session: session, sleep: world.sleep).ensure()
            try await iam.addUser(user, to: group)
        case .setPasswordRules(let rules, _): try await iam.updateAccountPasswordPolicy(rules)
        case .createGroup(let group): try await ignoring([.entityAlreadyExists]) { _ = try await iam.createGroup(group, path: .root) }
        case .attachGroupPolicy(let arn, let group): try await iam.attachGroupPolicy(arn, to: group)
        case .putGroupPolicy(let policy, let document, let group, _): try await iam.putGroupPolicy(policy, document: document, on: group)
        case .addToGroup(let user, let group): try await iam.addUser(user, to: group)
        case .detachUserPolicy(let arn, let user): try await ignoring([.noSuchEntity]) { try await iam.detachUserPolicy(arn, from: user) }
        case .deleteUserPolicy(let policy, let user, _), .dropUserPolicy(let policy, let user, _):
            try await ignoring([.noSuchEntity]) { try await iam.deleteUserPolicy(policy, of: user) }
        case .detachGroupPolicy(let arn, let group):
            try await ignoring([.noSuchEntity]) { try await iam.detachGroupPolicy(arn, from: group) }
        case .deletePolicyVersion(let version, let arn):
            try await ignoring([.noSuchEntity]) { try await iam.deletePolicyVersion(version, of: arn) }
        case .replacePolicy(let arn, let document, _): _ = try await iam.createPolicyVersion(of: arn, document: document)
        case .rewriteUserPolicy(let policy, let user, let document, _): try await iam.putUserPolicy(policy, document: document, on: user)
        case .rewriteGroupPolicy(let policy, let group, let document, _):
            try await iam.putGroupPolicy(policy, document: document, on: group)
        case .dropGroupPolicy(let policy, let group, _):
            try await ignoring([.noSuchEntity]) { try await iam.deleteGroupPolicy(policy, of: group) }
        }
    }
}

extension CallerIdentity {
    /// The role whose session it is; nil for a user.
    var role: RoleName? {
        let parts = arn.resource.split(separator: "/")
        guard parts.first == "assumed-role", parts.count > 1 else { return nil }
        return try? RoleName(String(parts[1]))
    }
}
