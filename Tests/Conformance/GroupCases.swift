import IAM

extension ConformanceCase {
    static let groups: [ConformanceCase] = [
        ConformanceCase("a group is made once", source: "IAM API Reference, CreateGroup") { world in
            let made = try await world.made(world.group())
            try world.demand(made.arn.resource == "group/\(made.name)", "the ARN is \(made.arn)")
            let read = try await world.service.getGroup(made.name)
            try world.demand(read == made, "GetGroup tells \(read)")
            try await world.refuses(.entityAlreadyExists) { try await world.made(made.name) }
        },
        ConformanceCase("a group that is missing cannot be found", source: "IAM API Reference, GetGroup, NoSuchEntity") { world in
            let name = try world.group()
            try await world.refuses(.noSuchEntity) {
                _ = try await world.service.getGroup(name)
            }
        },
        ConformanceCase("a member is added, twice without harm, told and removed", source: "IAM API Reference, AddUserToGroup") { world in
            let (user, group) = (try world.user(), try world.group())
            try await world.made(user)
            try await world.made(group)
            for _ in 0..<2 { try await world.service.addUser(user, to: group) }
            let told = try await every { try await world.service.listGroups(of: user, from: $0) }
            try world.demand(told == [group], "ListGroupsForUser tells \(told)")
            try await world.service.removeUser(user, from: group)
            let left = try await every { try await world.service.listGroups(of: user, from: $0) }
            try world.demand(left.isEmpty, "ListGroupsForUser still tells \(left)")
        },
        ConformanceCase("who is no member cannot be removed", source: "IAM API Reference, RemoveUserFromGroup, NoSuchEntity") { world in
            try await world.made(world.user())
            try await world.made(world.group())
            try await world.refuses(.noSuchEntity) { try await world.service.removeUser(world.user(), from: world.group()) }
        },
        ConformanceCase("a membership needs its user and its group", source: "IAM API Reference, AddUserToGroup, NoSuchEntity") { world in
            try await world.made(world.user())
            try await world.made(world.group())
            try await world.refuses(.noSuchEntity) { try await world.service.addUser(world.user(), to: world.group("missing")) }
            try await world.refuses(.noSuchEntity) { try await world.service.addUser(world.user("missing"), to: world.group()) }
        },
        ConformanceCase(
            "a user is in ten groups at most", source: "IAM User Guide, IAM and AWS STS quotas",
            motoDeviation: "moto has no quota of groups"
        ) { world in
            try await world.made(world.user())
            for number in 0...10 { try await world.made(world.group("g\(number)")) }
            for number in 0..<10 { try await world.service.addUser(world.user(), to: world.group("g\(number)")) }
            try await world.refuses(.limitExceeded) { try await world.service.addUser(world.user(), to: world.group("g10")) }
        },
        ConformanceCase("a managed policy is attached to a group, twice without harm", source: "IAM API Reference, AttachGroupPolicy") {
            world in
            let group = try world.group()
            try await world.made(group)
            let policy = try await world.service.createPolicy(
                world.policy(), path: world.root, document: ConformanceWorld.allowAll, tags: [])
            for _ in 0..<2 { try await world.service.attachGroupPolicy(policy.arn, to: group) }
            let told = try await every { try await world.service.listAttachedGroupPolicies(of: group, from: $0) }
            try world.demand(told == [AttachedPolicy(name: policy.name, arn: policy.arn)], "ListAttachedGroupPolicies tells \(told)")
        },
        ConformanceCase(
            "a group's policies are put, told, detached and deleted",
            source: "IAM API Reference, PutGroupPolicy, DetachGroupPolicy, DeleteGroupPolicy"
        ) { world in
            let (group, inline) = (try world.group(), try world.policy("inline"))
            try await world.made(group)
            try await world.service.putGroupPolicy(inline, document: ConformanceWorld.allowAll, on: group)
            let document = try await world.service.getGroupPolicy(inline, of: group)
            try world.demand(document == ConformanceWorld.allowAll, "GetGroupPolicy tells \(document)")
            let policy = try await world.service.createPolicy(
                world.policy(), path: world.root, document: ConformanceWorld.allowAll, tags: [])
            try await world.refuses(.noSuchEntity) { try await world.service.detachGroupPolicy(policy.arn, from: group) }
            try await world.service.attachGroupPolicy(policy.arn, to: group)
            try await world.service.detachGroupPolicy(policy.arn, from: group)
            let told = try await every { try await world.service.listAttachedGroupPolicies(of: group, from: $0) }
            try world.demand(told.isEmpty, "ListAttachedGroupPolicies still tells \(told)")
            try await world.refuses(.malformedPolicyDocument) {
                try await world.service.putGroupPolicy(inline, document: "{}", on: group)
            }
            try await world.refuses(.noSuchEntity) {
                try await world.service.putGroupPolicy(inline, document: ConformanceWorld.allowAll, on: world.group("missing"))
            }
            try await world.service.deleteGroupPolicy(inline, of: group)
            try await world.refuses(.noSuchEntity) { try await world.service.deleteGroupPolicy(inline, of: group) }
            let left = try await every { try await world.service.listGroupPolicies(of: group, from: $0) }
            try world.demand(left.isEmpty, "ListGroupPolicies still tells \(left)")
        },
        ConformanceCase("a policy that is missing is not attached", source: "IAM API Reference, AttachGroupPolicy, NoSuchEntity") { world in
            let account = try await world.service.getCallerIdentity()
            let missing = ARN(
                partition: account.arn.partition, service: "iam", account: account.account.text, resource: "policy/\(world.prefix)-missing")
            try await world.made(world.group())
            try await world.refuses(.noSuchEntity) { try await world.service.attachGroupPolicy(missing, to: world.group()) }
        },
        ConformanceCase("a group without inline policies tells none", source: "IAM API Reference, ListGroupPolicies") { world in
            try await world.made(world.group())
            let told = try await every { try await world.service.listGroupPolicies(of: world.group(), from: $0) }
            try world.demand(told.isEmpty, "ListGroupPolicies tells \(told)")
            try await world.refuses(.noSuchEntity) { _ = try await world.service.getGroupPolicy(world.policy(), of: world.group()) }
        },
    ]
}
