import IAM

extension ConformanceCase {
    private static let source = "recordings of live AWS, in LocalStack's snapshot tests and in public issues"
    private static let otherWords = "moto says it in other words"

    /// What people see and search for; nothing may be decided by it.
    static let words: [ConformanceCase] = [
        ConformanceCase("a missing user is told in IAM's words", source: source) { world in
            let name = try world.user()
            try await world.refuses(.noSuchEntity, "The user with name \(name) cannot be found.") {
                _ = try await world.service.getUser(name)
            }
        },
        ConformanceCase("a name that is taken is told in IAM's words", source: source, motoDeviation: otherWords) { world in
            let name = try world.user()
            try await world.made(name)
            try await world.refuses(.entityAlreadyExists, "User with name \(name) already exists.") { try await world.made(name) }
        },
        ConformanceCase("a missing group is told in IAM's words", source: source, motoDeviation: otherWords) { world in
            let name = try world.group()
            try await world.refuses(.noSuchEntity, "The group with name \(name) cannot be found.") {
                _ = try await world.service.getGroup(name)
            }
        },
        ConformanceCase("a missing password is told in IAM's words", source: source, motoDeviation: otherWords) { world in
            let name = try world.user()
            try await world.made(name)
            try await world.refuses(.noSuchEntity, "Login Profile for User \(name) cannot be found.") {
                _ = try await world.service.getLoginProfile(of: name)
            }
        },
        ConformanceCase(
            "ids tell what they are of: AIDA a user, AGPA a group", source: "IAM User Guide, IAM identifiers, unique id prefixes",
            motoDeviation: "moto's ids have no prefixes"
        ) { world in
            let (user, group) = (try await world.made(world.user()), try await world.made(world.group()))
            try world.demand(user.id.text.hasPrefix("AIDA"), "the user's id is \(user.id)")
            try world.demand(group.id.text.hasPrefix("AGPA"), "the group's id is \(group.id)")
        },
    ]
}
