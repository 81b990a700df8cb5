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
        ConformanceCase(
            "a password policy is replaced as a whole: what is not set is not kept",
            source: "IAM API Reference, UpdateAccountPasswordPolicy: every setting that is left out becomes its default"
        ) { world in
            var policy = PasswordPolicy(
                minimumLength: 14, requiresSymbols: true, requiresNumbers: true, requiresUppercase: false, requiresLowercase: true,
                usersMayChange: true, maximumAge: 90, reusePrevention: 24, hardExpiry: false)
            try await world.service.updateAccountPasswordPolicy(policy)
            let first = try await world.service.getAccountPasswordPolicy()
            try world.demand(first == policy, "GetAccountPasswordPolicy tells \(first)")
            (policy.maximumAge, policy.reusePrevention, policy.requiresUppercase) = (nil, nil, true)
            try await world.service.updateAccountPasswordPolicy(policy)
            let second = try await world.service.getAccountPasswordPolicy()
            try world.demand(second == policy, "GetAccountPasswordPolicy tells \(second)")
        },
        ConformanceCase(
            "a password policy has a minimum length of six at least", source: "IAM API Reference, UpdateAccountPasswordPolicy",
            motoDeviation: "moto takes any minimum length"
        ) { world in
            let policy = PasswordPolicy(
                minimumLength: 5, requiresSymbols: true, requiresNumbers: true, requiresUppercase: true, requiresLowercase: true,
                usersMayChange: true)
            try await world.refuses(.validationError) { try await world.service.updateAccountPasswordPolicy(policy) }
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
        ConformanceCase(
            "the details tell every kind of thing once, and only those that were asked for",
            source: "IAM API Reference, GetAccountAuthorizationDetails"
        ) { world in
            let user = try world.user()
            try await world.made(user)
            try await world.made(world.group())
            let policy = try await world.service.createPolicy(
                world.policy(), path: world.root, document: ConformanceWorld.allowAll, tags: [])
            try await world.service.attachGroupPolicy(policy.arn, to: world.group())
            for (kinds, expected) in [
                ([AccountEntity.Kind.user], 1), ([.group, .localPolicy], 2), ([.user, .group, .role, .localPolicy], 3),
            ] {
                let all = try await every { try await world.service.getAccountAuthorizationDetails(kinds, from: $0) }
                let ours = all.filter { "\($0)".contains(world.prefix) }
                try world.demand(Set(all).count == all.count, "a thing is told twice")
                try world.demand(ours.count == expected, "of \(kinds) \(ours.count) are told: \(ours)")
            }
            let all = try await every { try await world.service.getAccountAuthorizationDetails([.localPolicy], from: $0) }
            let told = all.compactMap { if case .policy(let detail) = $0 { detail } else { nil } }.first { $0.arn == policy.arn }
            try world.demand(told?.attachmentCount == 1, "the policy is attached \(told?.attachmentCount ?? 0) times")
            try world.demand(told?.document == ConformanceWorld.allowAll, "its document is \(told?.document ?? "-")")
        },
        ConformanceCase("server certificates are listed", source: "IAM API Reference, ListServerCertificates") { world in
            let certificates = try await every { try await world.service.listServerCertificates(from: $0) }
            try world.demand(Set(certificates.map(\.arn)).count == certificates.count, "a certificate is told twice")
        },
        ConformanceCase(
            "the services that a user used are found out", source: "IAM API Reference, GetServiceLastAccessedDetails",
            motoDeviation: "moto does not know the call"
        ) { world in
            let user = try await world.made(world.user())
            let job = try await world.service.generateServiceLastAccessedDetails(of: user.arn)
            for _ in 0..<100 {
                if case .completed = try await world.service.getServiceLastAccessedDetails(job, from: nil) { return }
            }
            throw Deviation(description: "the job does not end")
        },
        ConformanceCase(
            "requests of a user are simulated under what applies to the user", source: "IAM API Reference, SimulatePrincipalPolicy",
            motoDeviation: "moto does not know the call"
        ) { world in
            let user = try await world.made(world.user())
            let actions = ["iam:GetUser", "iam:DeleteUser", "s3:ListAllMyBuckets"]
            func answers() async throws -> [String: Evaluation.Decision] {
                let question = SimulationQuestion(of: user.arn, actions: actions, on: nil, context: [])
                let told = try await every { try await world.service.simulatePrincipalPolicy(question, from: $0) }
                return Dictionary(told.map { ($0.action, $0.decision) }) { first, _ in first }
            }
            var told = try await answers()
            try world.demand(told == Dictionary(actions.map { ($0, .implicitDeny) }) { first, _ in first }, "without a policy: \(told)")
            try await world.service.putUserPolicy(world.policy(), document: ConformanceWorld.allowAll, on: world.user())
            told = try await answers()
            let expected: [String: Evaluation.Decision] = [
                "iam:GetUser": .implicitDeny, "iam:DeleteUser": .implicitDeny, "s3:ListAllMyBuckets": .allowed,
            ]
            try world.demand(told == expected, "with all of S3: \(told)")
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
