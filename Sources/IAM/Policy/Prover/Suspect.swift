/// A request that may break a claim, in names that people know.
struct Suspect {
    let action: ActionName
    let resource: RequestedResource
}

/// Names requests that a statement seems to allow.
struct SuspectNaming {
    let user: ARN

    /// What is tried where a statement leaves the choice: what an intruder would do first.
    private static let actions = [
        "iam:CreateAccessKey", "iam:EnableMFADevice", "iam:AttachUserPolicy", "iam:PassRole", "sts:AssumeRole", "s3:ListAllMyBuckets",
        "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "ec2:RunInstances", "ec2:DescribeInstances", "lambda:InvokeFunction",
        "dynamodb:GetItem", "dynamodb:PutItem", "kms:Decrypt", "secretsmanager:GetSecretValue", "ssm:GetParameter", "iam:GetUser",
        "iam:DeleteUser", "iam:ChangePassword",
    ].compactMap { try? ActionName($0) }

    private static let aboutUsers = ["User", "MFADevice", "AccessKey", "LoginProfile", "ChangePassword"]

    /// Actions in the order in which they matter.
    func worstFirst(_ actions: [ActionName]) -> [ActionName] {
        Self.actions.filter(actions.contains) + actions.filter { !Self.actions.contains($0) }
    }

    /// What an intruder would do first, on whatever it can be about.
    var firstOfIntruders: [Suspect] {
        Self.actions.flatMap { action in resources(of: action).map { Suspect(action: action, resource: $0) } }
    }

    /// The requests that the Allow statements of policies suggest.
    func suspects(_ policies: [AppliedPolicy]) -> some Sequence<Suspect> {
        policies.lazy.flatMap { $0.document.statements }.filter { $0.effect == .allow }.compactMap { suspect($0) }
    }

    /// The first request that a statement suggests; nil if none comes to mind.
    func suspect(_ statement: PolicyStatement) -> Suspect? {
        guard let action = action(statement.actions) else { return nil }
        guard let resources = statement.resources, !resources.isNegated else {
            return self.resources(of: action).first.map { Suspect(action: action, resource: $0) }
        }
        for item in resources.items {
            switch item {
            case .everything: return self.resources(of: action).first.map { Suspect(action: action, resource: $0) }
            case .arn(let pattern): if let resource = resource(pattern) { return Suspect(action: action, resource: resource) }
            }
        }
        return nil
    }

    /// Resources that an action may be about: somebody else's, or none.
    func resources(of action: ActionName) -> [RequestedResource] {
        let name = action.text.lowercased()
        let other = [RequestedResource(arn("user/another-user")), RequestedResource(arn("mfa/another-device"))]
        if name == "iam:createvirtualmfadevice" || name == "iam:deletevirtualmfadevice" { return other.reversed() + [.none] }
        let isAboutUsers = name.hasPrefix("iam:") && Self.aboutUsers.contains { name.contains($0.lowercased()) }
        return isAboutUsers ? other + [.none] : [.none] + other
    }

    /// The same counterexample in names that people know, if there is one of the same kind.
    func better(
        _ example: Counterexample, among terms: [Term], _ confirm: (AuthorizationRequest) -> Counterexample?
    ) -> Counterexample {
        let request = example.request
        for action in names(of: request.action, among: terms) {
            for resource in [whole(request.resource), request.resource] where action != nil || resource != request.resource {
                let named = AuthorizationRequest(
                    by: request.caller, action: action ?? request.action, on: resource, resourceAccount: request.resourceAccount,
                    context: request.context)
                if let found = confirm(named), found.isCertain == example.isCertain { return found }
            }
        }
        return example
    }

    /// Known actions of the same patterns, unless the action is written in a policy itself; nil stands for the action as it is.
    private func names(of action: ActionName, among terms: [Term]) -> [ActionName?] {
        let patterns = terms.flatMap(\.spellings).compactMap(ActionPattern.init).filter { $0.matches(action) }
        guard !patterns.contains(where: { $0.text == action.text }) else { return [nil] }
        let service = action.text.prefix { $0 != ":" }.lowercased()
        return Self.actions.filter { known in
            patterns.contains { $0.matches(known) } || (patterns.isEmpty && known.text.hasPrefix("\(service):"))
        } + [nil]
    }

    /// The resource with an account, where IAM's have one, and without empty parts of a path.
    private func whole(_ resource: RequestedResource) -> RequestedResource {
        var parts = resource.text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6 else { return resource }
        if parts[2] == "iam", parts[4].isEmpty { parts[4] = user.account }
        parts[5] = parts[5].replacing("//", with: "/team/") + (parts[5].hasSuffix("/") ? "any" : "")
        return (try? RequestedResource(parts.joined(separator: ":"))) ?? resource
    }

    private func arn(_ resource: String) -> ARN {
        ARN(partition: user.partition, service: "iam", account: user.account, resource: resource)
    }

    private func action(_ clause: Clause<ActionPattern>) -> ActionName? {
        if clause.isNegated { return Self.actions.first { action in !clause.items.contains { $0.matches(action) } } }
        guard let pattern = clause.items.first else { return nil }
        if let name = try? ActionName(pattern.text) { return name }
        return Self.actions.first(where: pattern.matches)
            ?? (try? ActionName(
                pattern.text.replacing("*", with: pattern.text.hasSuffix(":*") ? "AnyAction" : "Any").replacing("?", with: "x")))
    }

    private func resource(_ pattern: ARNPattern) -> RequestedResource? {
        guard pattern.isComplete else { return nil }
        let isFixed = pattern.segments.allSatisfy { $0.fixed != nil }
        let context = isFixed ? RequestContext() : Caller.user(user).derivedContext
        let parts = pattern.segments.enumerated().compactMap { index, segment -> String? in
            guard segment.text != "*" else { return wildcard(index) }
            return ValueCandidates.text(of: segment, in: context)
        }
        return parts.count == 6 ? try? RequestedResource(parts.joined(separator: ":")) : nil
    }

    private func wildcard(_ index: Int) -> String {
        switch index {
        case 1: user.partition.rawValue
        case 3: ""
        case 4: user.account
        default: "any"
        }
    }
}
