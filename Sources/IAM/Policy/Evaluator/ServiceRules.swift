extension Judgement {
    /// What a service decides before any policy is asked; nil if it leaves the request to them.
    var serviceVerdict: Verdict? {
        for rule in ServiceRule.allCases where policies.serviceRules.contains(rule) {
            if let decision = decision(of: rule) { return Verdict(decision: decision, deciders: [.serviceRule(rule)]) }
        }
        return nil
    }

    private func decision(of rule: ServiceRule) -> Evaluation.Decision? {
        switch rule {
        case .callerIdentityIsAlwaysAllowed: request.action.isCalled("sts:GetCallerIdentity") ? .allowed : nil
        case .sessionTokenCannotBeControlled: isUser && request.action.isCalled("sts:GetSessionToken") ? .allowed : nil
        case .ownDevicesAreChangedWithMFA: changesOwnDevices && usesLongTermKey ? .explicitDeny : nil
        // This one only adds a layer that has to agree.
        case .someResourcesNeedTheirPolicy: nil
        }
    }

    /// What the account's password policy lets the caller do; empty if nothing.
    /// Source: IAM User Guide, "Permit IAM users to change their own passwords".
    var passwordGrant: [Evaluation.Decider] {
        guard policies.usersMayChangePassword, isUser else { return [] }
        let isOwn = request.action.isCalled("iam:ChangePassword") && isOwnUser
        return isOwn || request.action.isCalled("iam:GetAccountPasswordPolicy") ? [.passwordPolicy] : []
    }

    private var isUser: Bool { if case .user = request.caller { true } else { false } }

    private var isOwnUser: Bool {
        if case .user(let arn) = request.caller { arn.description == request.resource.text } else { false }
    }

    private var changesOwnDevices: Bool {
        isOwnUser && (request.action.isCalled("iam:EnableMFADevice") || request.action.isCalled("iam:DeactivateMFADevice"))
    }

    // Only temporary credentials carry the key.
    private var usesLongTermKey: Bool { request.context["aws:MultiFactorAuthPresent"] == nil }
}

extension Caller {
    /// Whether policies of its own give it permissions and limit them.
    var hasPermissions: Bool {
        switch self {
        case .user, .roleSession, .federatedUser, .unnamed: true
        case .root, .service: false
        }
    }

    /// Whether it can do nothing by its own policies unless one was passed when the session began.
    var needsSessionPolicy: Bool { if case .federatedUser = self { true } else { false } }
}
