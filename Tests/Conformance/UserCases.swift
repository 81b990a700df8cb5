import IAM

extension ConformanceCase {
    static let users: [ConformanceCase] = [
        ConformanceCase("the caller's ARN is in the caller's account", source: "STS API Reference, GetCallerIdentity") { world in
            let caller = try await world.service.getCallerIdentity()
            try world.demand(caller.arn.account == caller.account.text, "\(caller.arn) is not in \(caller.account)")
        },
        ConformanceCase("a new user has an ARN with its path", source: "IAM API Reference, CreateUser") {
            world in
            let made = try await world.service.createUser(world.user(), path: IAMPath("/staff/it/"), tags: [])
            try world.demand(made.arn.resource == "user/staff/it/\(made.name)", "the ARN is \(made.arn)")
            let read = try await world.service.getUser(made.name)
            try world.demand(read.id == made.id && read.path == made.path, "GetUser tells \(read)")
        },
        ConformanceCase("GetUser tells the tags that CreateUser set", source: "IAM API Reference, GetUser") { world in
            let tags = [Tag("tenure:nonce", "a b/c=d+e@f"), Tag("owner", "홍길동"), Tag("empty", "")]
            try await world.made(world.user(), tags: tags)
            let read = try await world.service.getUser(world.user())
            try world.demand(Set(read.tags) == Set(tags), "GetUser tells \(read.tags)")
        },
        ConformanceCase("a name is given once", source: "IAM API Reference, CreateUser") { world in
            let name = try world.user()
            try await world.made(name)
            try await world.refuses(.entityAlreadyExists) { try await world.made(name) }
        },
        ConformanceCase(
            "names that differ in case alone are the same name", source: "IAM API Reference, CreateUser, UserName",
            motoDeviation: "moto compares names with their case"
        ) { world in
            let name = try world.user("jane")
            try await world.made(name)
            try await world.refuses(.entityAlreadyExists) { try await world.made(UserName(name.text.uppercased())) }
        },
        ConformanceCase("a user who is missing cannot be found", source: "IAM API Reference, GetUser, NoSuchEntity") { world in
            let name = try world.user("nobody")
            try await world.refuses(.noSuchEntity) {
                _ = try await world.service.getUser(name)
            }
            try await world.refuses(.noSuchEntity) { try await world.service.deleteUser(name) }
        },
        ConformanceCase(
            "tag keys are unique whatever their case", source: "IAM User Guide, rules for tagging",
            motoDeviation: "moto's CreateUser does not check tags"
        ) { world in
            try await world.refuses(.invalidInput) { try await world.made(world.user(), tags: [Tag("Owner", "a"), Tag("owner", "b")]) }
        },
        ConformanceCase(
            "a user has fifty tags at most", source: "IAM User Guide, IAM and AWS STS quotas",
            motoDeviation: "moto's CreateUser does not check tags"
        ) { world in
            let tags = (0...50).map { Tag("k\($0)", "v") }
            try await world.refuses(.validationError) { try await world.made(world.user(), tags: tags) }
            try await world.made(world.user(), tags: Array(tags.dropLast()))
        },
        ConformanceCase("every user is listed, once", source: "IAM API Reference, ListUsers") { world in
            let names = try (0..<5).map { try world.user("u\($0)") }
            for name in names { try await world.made(name) }
            let listed = try await every { try await world.service.listUsers(from: $0) }.map(\.name).filter {
                $0.text.hasPrefix(world.prefix)
            }
            try world.demand(listed.sorted() == names.sorted(), "ListUsers tells \(listed)")
        },
        ConformanceCase("a user made again under the same name has another id", source: "IAM User Guide, IAM identifiers, unique ids") {
            world in
            let first = try await world.made(world.user())
            try await world.service.deleteUser(world.user())
            let second = try await world.made(world.user())
            try world.demand(first.id != second.id, "both have \(first.id)")
        },
        ConformanceCase("the lists of a user who is missing are refused", source: "IAM API Reference, the errors of each List call") {
            world in
            let name = try world.user("nobody")
            let service = world.service
            try await world.refuses(.noSuchEntity) { _ = try await service.listGroups(of: name, from: nil) }
            try await world.refuses(.noSuchEntity) { _ = try await service.listUserPolicies(of: name, from: nil) }
            try await world.refuses(.noSuchEntity) { _ = try await service.listAttachedUserPolicies(of: name, from: nil) }
            try await world.refuses(.noSuchEntity) { _ = try await service.listMFADevices(of: name, from: nil) }
            try await world.refuses(.noSuchEntity) { _ = try await service.listAccessKeys(of: name, from: nil) }
        },
        ConformanceCase(
            "a boundary that is not set cannot be removed", source: "IAM API Reference, DeleteUserPermissionsBoundary, NoSuchEntity",
            motoDeviation: "moto has no DeleteUserPermissionsBoundary"
        ) { world in
            try await world.made(world.user())
            try await world.refuses(.noSuchEntity) { try await world.service.deleteUserPermissionsBoundary(of: world.user()) }
        },
    ]
}
