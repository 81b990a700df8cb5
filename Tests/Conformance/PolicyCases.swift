import IAM

extension ConformanceCase {
    // White space and characters that change in form and URL encoding: the document must come back as it went.
    private static let awkward = """
        {
          "Version": "2012-10-17",
          "Statement": [{"Sid": "S1", "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::a+b/50%/~x?&=c/${aws:username}"}]
        }
        """
    private static let malformed = ["not json", "{}", #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*"}]}"#]

    static let policies: [ConformanceCase] = [
        ConformanceCase(
            "a managed policy is made once and told as it was given",
            source: "IAM API Reference, CreatePolicy; PolicyVersion, which is URL-encoded", motoDeviation: "moto does not encode it"
        ) { world in
            let tags = [Tag("tenure:digest", "abc")]
            let made = try await world.service.createPolicy(world.policy(), path: world.root, document: awkward, tags: tags)
            try world.demand(made.arn.resource == "policy/\(made.name)" && made.defaultVersion == "v1", "CreatePolicy tells \(made)")
            let read = try await world.service.getPolicy(made.arn)
            try world.demand(read.tags == tags && read.name == made.name, "GetPolicy tells \(read)")
            let document = try await world.service.getPolicyVersion("v1", of: made.arn)
            try world.demand(document == awkward, "GetPolicyVersion tells \(document)")
            try await world.refuses(.entityAlreadyExists) {
                _ = try await world.service.createPolicy(world.policy(), path: world.root, document: awkward, tags: [])
            }
        },
        ConformanceCase(
            "a version is added, in force at once, and an old one deleted; the one in force cannot be",
            source: "IAM API Reference, CreatePolicyVersion, ListPolicyVersions, DeletePolicyVersion"
        ) { world in
            let arn = try await world.service.createPolicy(
                world.policy(), path: world.root, document: ConformanceWorld.allowAll, tags: []
            ).arn
            for number in 2...ManagedPolicyVersion.most {
                let made = try await world.service.createPolicyVersion(of: arn, document: other(number))
                try world.demand(made == ManagedPolicyVersion(id: "v\(number)", isDefault: true), "CreatePolicyVersion tells \(made)")
            }
            let document = try await world.service.getPolicyVersion("v3", of: arn)
            try world.demand(document == other(3), "GetPolicyVersion tells \(document)")
            try await world.refuses(.limitExceeded) {
                _ = try await world.service.createPolicyVersion(of: arn, document: ConformanceWorld.allowAll)
            }
            try await world.refuses(.deleteConflict) {
                try await world.service.deletePolicyVersion("v\(ManagedPolicyVersion.most)", of: arn)
            }
            try await world.service.deletePolicyVersion("v1", of: arn)
            let told = try await every { try await world.service.listPolicyVersions(of: arn, from: $0) }
            try world.demand(Set(told.map(\.id)) == ["v2", "v3", "v4", "v5"], "ListPolicyVersions tells \(told)")
            try world.demand(told.filter(\.isDefault).map(\.id) == ["v5"], "in force are \(told.filter(\.isDefault))")
            try await world.refuses(.noSuchEntity) { try await world.service.deletePolicyVersion("v1", of: arn) }
        },
        ConformanceCase("a managed policy that is missing cannot be found", source: "IAM API Reference, GetPolicy, NoSuchEntity") { world in
            let account = try await world.service.getCallerIdentity()
            let missing = ARN(
                partition: account.arn.partition, service: "iam", account: account.account.text, resource: "policy/\(world.prefix)-missing")
            try await world.refuses(.noSuchEntity) { _ = try await world.service.getPolicy(missing) }
            try await world.refuses(.noSuchEntity) { _ = try await world.service.getPolicyVersion("v1", of: missing) }
        },
        ConformanceCase("a malformed document is refused", source: "IAM API Reference, CreatePolicy, MalformedPolicyDocument") { world in
            try await world.made(world.user())
            for document in malformed {
                try await world.refuses(.malformedPolicyDocument) {
                    _ = try await world.service.createPolicy(world.policy(), path: world.root, document: document, tags: [])
                }
                try await world.refuses(.malformedPolicyDocument) {
                    try await world.service.putUserPolicy(world.policy(), document: document, on: world.user())
                }
            }
        },
        ConformanceCase("an inline policy is put, replaced, told and deleted", source: "IAM API Reference, PutUserPolicy") { world in
            let (user, policy) = (try world.user(), try world.policy())
            try await world.made(user)
            for document in [ConformanceWorld.allowAll, awkward] {
                try await world.service.putUserPolicy(policy, document: document, on: user)
                let told = try await world.service.getUserPolicy(policy, of: user)
                try world.demand(told == document, "GetUserPolicy tells \(told)")
            }
            let names = try await every { try await world.service.listUserPolicies(of: user, from: $0) }
            try world.demand(names == [policy], "ListUserPolicies tells \(names)")
            try await world.service.deleteUserPolicy(policy, of: user)
            try await world.refuses(.noSuchEntity) { try await world.service.deleteUserPolicy(policy, of: user) }
            try await world.refuses(.noSuchEntity) { _ = try await world.service.getUserPolicy(policy, of: user) }
        },
        ConformanceCase(
            "a user's inline policies have 2,048 characters together, white space apart",
            source: "IAM User Guide, IAM and AWS STS quotas, character limits", motoDeviation: "moto accepts inline policies of any size"
        ) { world in
            try await world.made(world.user())
            let (half, blank) = (sized(1100, blanks: 0), sized(900, blanks: 4000))
            try await world.service.putUserPolicy(world.policy("a"), document: half, on: world.user())
            try await world.service.putUserPolicy(world.policy("b"), document: blank, on: world.user())
            try await world.refuses(.limitExceeded) {
                try await world.service.putUserPolicy(world.policy("c"), document: half, on: world.user())
            }
        },
        ConformanceCase("what is not attached cannot be detached", source: "IAM API Reference, DetachUserPolicy, NoSuchEntity") { world in
            try await world.made(world.user())
            let policy = try await world.service.createPolicy(
                world.policy(), path: world.root, document: ConformanceWorld.allowAll, tags: [])
            try await world.refuses(.noSuchEntity) { try await world.service.detachUserPolicy(policy.arn, from: world.user()) }
        },
        ConformanceCase(
            "an attached policy is told and detached", source: "IAM API Reference, DetachUserPolicy", needs: [.attachedPolicy]
        ) { world in
            try await world.made(world.user())
            let arn = try ARN(await world.arranged(.attachedPolicy, for: world.user()))
            let told = try await every { try await world.service.listAttachedUserPolicies(of: world.user(), from: $0) }
            try world.demand(told.map(\.arn) == [arn], "ListAttachedUserPolicies tells \(told)")
            try await world.service.detachUserPolicy(arn, from: world.user())
            try await world.service.deleteUser(world.user())
        },
    ]

    private static func other(_ number: Int) -> String {
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b\#(number)/*"}]}"#
    }

    private static func sized(_ size: Int, blanks: Int) -> String {
        let frame = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get","Resource":"*"}]}"#
        let action = "s3:Get" + String(repeating: "x", count: size - frame.utf8.count)
        return String(repeating: " ", count: blanks)
            + #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"\#(action)","Resource":"*"}]}"#
    }
}
