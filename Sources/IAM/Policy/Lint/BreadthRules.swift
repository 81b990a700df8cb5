extension PolicyLint {
    /// What a statement opens wider than it looks, and what it cannot close.
    mutating func lintBreadth(of statement: LintedStatement) {
        lintNegations(of: statement)
        switch statement.effect {
        case .allow: lintGrants(of: statement)
        case .deny: lintUncontrollable(in: statement)
        }
    }

    private mutating func lintNegations(of statement: LintedStatement) {
        let allows = statement.effect == .allow
        if let principals = statement.statement.principals, principals.isNegated {
            report(
                allows ? .allowNotPrincipal : .denyNotPrincipal, at: statement.position("NotPrincipal"),
                allows
                    ? "'NotPrincipal' allows everyone else, whoever they are"
                    : "'NotPrincipal' spares a user or a role only if its account is listed, too",
                remedy: allows ? "name those who are meant with Principal" : "deny with Principal \"*\" and a test of aws:PrincipalArn")
        }
        guard allows else { return }
        if statement.actions.isNegated {
            report(
                .allowNotAction, at: statement.position("NotAction"),
                "'NotAction' allows every other action of every service, those to come, too",
                remedy: "name the actions that are meant with Action, or deny these with a statement of their own")
        }
        if let resources = statement.statement.resources, resources.isNegated {
            report(
                .allowNotResource, at: statement.position("NotResource"), "'NotResource' allows every other resource, those to come, too",
                remedy: "name the resources that are meant with Resource, or deny these with a statement of their own")
        }
    }

    private mutating func lintEveryone(of statement: LintedStatement) {
        guard statement.conditions.isEmpty, let principals = statement.statement.principals, !principals.isNegated,
            principals.items.contains(where: { $0.text == "*" && ($0.type == nil || $0.type == .aws) }), document.kind.grants
        else { return }
        report(
            .openToEveryone, at: statement.position("Principal"), "this allows everyone, in every account",
            remedy: "name those who are meant, or test aws:PrincipalOrgID")
    }

    private mutating func lintGrants(of statement: LintedStatement) {
        lintEveryone(of: statement)
        guard statement.conditions.isEmpty, !statement.actions.isNegated, let resources = statement.statement.resources,
            !resources.isNegated, resources.items.contains(.everything), document.kind.grants
        else { return }
        for (pattern, position) in statement.listed.map({ ($0.pattern, $0.position) }) {
            if pattern.meansEverything {
                report(
                    .administrator, at: position, "this allows everything on everything",
                    remedy: "name the actions and resources that are needed")
            } else if pattern.meansPassRole {
                report(
                    .passAnyRole, at: position,
                    "\(pattern.text.cited) allows to pass any role to any service, and so to do what any role may",
                    remedy: "name the roles, and test iam:PassedToService")
            }
        }
    }

    /// Source: AWS STS API Reference, GetSessionToken and GetCallerIdentity.
    private mutating func lintUncontrollable(in statement: LintedStatement) {
        guard !statement.actions.isNegated else { return }
        for entry in statement.listed where ["sts:getsessiontoken", "sts:getcalleridentity"].contains(entry.pattern.text.lowercased()) {
            report(
                .uncontrollableAction, at: entry.position, "no policy takes \(entry.pattern.text.cited) away from a user",
                remedy: "leave it out")
        }
    }
}

extension ActionPattern {
    fileprivate var meansPassRole: Bool {
        guard let action = try? ActionName("iam:PassRole") else { return false }
        return matches(action)
    }
}

extension PolicyKind {
    /// Whether what it allows is thereby granted: other kinds only limit.
    fileprivate var grants: Bool {
        switch self {
        case .identity, .userInline, .groupInline, .roleInline, .managed, .resource, .trust, .simulated, .simulatedResource: true
        case .boundary, .session, .serviceControl, .resourceControl: false
        }
    }
}
