import IAM

extension ConformanceCase {
    static let account: [ConformanceCase] = [
        ConformanceCase("the summary tells the quotas that tenure reads", source: "IAM API Reference, GetAccountSummary") { world in
            let summary = try await world.service.getAccountSummary()
            for key in [
                "Users", "UsersQuota", "GroupsPerUserQuota", "AccessKeysPerUserQuota", "AttachedPoliciesPerUserQuota", "AccountMFAEnabled",
            ] {
                try world.demand(summary[key] != nil, "'\(key)' is missing")
            }
        },
        ConformanceCase("an account has a password policy, or cannot find it", source: "IAM API Reference, GetAccountPasswordPolicy") {
            world in
            do {
                let policy = try await world.service.getAccountPasswordPolicy()
                try world.demand((6...128).contains(policy.minimumLength), "the minimum length is \(policy.minimumLength)")
            } catch let error as IAMError {
                try world.demand(error.code == .noSuchEntity, "\(error)")
            }
        },
        ConformanceCase("the details of a user tell groups, tags and policies", source: "IAM API Reference, GetAccountAuthorizationDetails")
        { world in
            let user = try world.user()
            try await world.made(user, tags: [Tag("owner", "P-7")])
            try await world.made(world.group())
            try await world.service.addUser(user, to: world.group())
            try await world.service.putUserPolicy(world.policy(), document: ConformanceWorld.allowAll, on: user)
            let details = try await every { try await world.service.getUserDetails(from: $0) }.filter { $0.user.name == user }
            try world.demand(details.count == 1, "the user is told \(details.count) times")
            guard let detail = details.first else { return }
            try world.demand(detail.groups == [try world.group()], "the groups are \(detail.groups)")
            try world.demand(
                detail.inlinePolicies == [try world.policy(): ConformanceWorld.allowAll], "the policies are \(detail.inlinePolicies)")
            try world.demand(detail.user.tags == [Tag("owner", "P-7")], "the tags are \(detail.user.tags)")
        },
        ConformanceCase("roles and aliases are listed", source: "IAM API Reference, ListRoles and ListAccountAliases") { world in
            let roles = try await every { try await world.service.listRoles(from: $0) }
            try world.demand(Set(roles.map(\.arn)).count == roles.count, "a role is told twice")
            let aliases = try await world.service.listAccountAliases()
            try world.demand(aliases.count <= 1, "there are \(aliases.count) aliases")
        },
        ConformanceCase("a credential report is made and can be read", source: "IAM User Guide, credential reports") { world in
            try await world.made(world.user())
            let report = try await report(world)
            try world.demand(report.rows.allSatisfy { !$0.arn.account.isEmpty }, "a row has no account")
        },
        ConformanceCase(
            "root has the first row of a credential report", source: "IAM User Guide, credential reports, and recordings of live reports",
            motoDeviation: "moto's report has no row of root"
        ) { world in
            try await world.made(world.user())
            let report = try await report(world)
            try world.demand(report.rows.first?.subject == .root, "the first row is \(String(describing: report.rows.first?.subject))")
            try world.demand(report.rows.first?.passwordEnabled == nil, "root's password is told")
        },
    ]

    private static func report(_ world: ConformanceWorld) async throws -> CredentialReport {
        for _ in 0..<100 where try await world.service.generateCredentialReport() == .complete { break }
        return try CredentialReport(try await world.service.getCredentialReport().text)
    }
}
