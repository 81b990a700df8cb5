import IAM

extension ConformanceCase {
    private static let source = "IAM API Reference, DeleteUser: what must be deleted before"
    private static let laxity = "moto's DeleteUser checks inline and attached policies alone"

    static let deletions: [ConformanceCase] = [
        refused("a login profile", motoDeviation: laxity) { world, user in
            try await world.service.createLoginProfile(for: user, password: ConformanceWorld.goodPassword, resetRequired: false)
        },
        refused("a group", motoDeviation: laxity) { world, user in
            try await world.made(world.group())
            try await world.service.addUser(user, to: world.group())
        },
        refused("an inline policy") { world, user in
            try await world.service.putUserPolicy(world.policy(), document: ConformanceWorld.allowAll, on: user)
        },
        refused("an attached policy", needing: .attachedPolicy),
        refused("an access key", needing: .accessKey, motoDeviation: laxity),
        refused("an MFA device", needing: .virtualMFADevice, motoDeviation: laxity),
        refused("an SSH public key", needing: .sshPublicKey, motoDeviation: laxity),
        refused("a signing certificate", needing: .signingCertificate, motoDeviation: laxity),
        refused(
            "a service-specific credential", needing: .serviceSpecificCredential, motoDeviation: "moto has no service-specific credentials"),
        ConformanceCase("a user from whom everything was taken is deleted", source: source) { world in
            let user = try world.user()
            try await world.made(user)
            try await world.made(world.group())
            try await world.service.createLoginProfile(for: user, password: ConformanceWorld.goodPassword, resetRequired: false)
            try await world.service.addUser(user, to: world.group())
            try await world.service.putUserPolicy(world.policy(), document: ConformanceWorld.allowAll, on: user)
            try await world.service.deleteLoginProfile(of: user)
            try await world.service.deleteUserPolicy(world.policy(), of: user)
            try await world.service.removeUser(user, from: world.group())
            try await world.service.deleteUser(user)
            try await world.refuses(.noSuchEntity) { _ = try await world.service.getUser(user) }
        },
    ]

    private static func refused(
        _ what: String, motoDeviation: String? = nil, _ give: @escaping @Sendable (ConformanceWorld, UserName) async throws -> Void
    ) -> ConformanceCase {
        ConformanceCase("a user with \(what) is not deleted", source: source, motoDeviation: motoDeviation) { world in
            try await world.made(world.user())
            try await give(world, world.user())
            try await world.refuses(.deleteConflict) { try await world.service.deleteUser(world.user()) }
            _ = try await world.service.getUser(world.user())
        }
    }

    private static func refused(_ what: String, needing need: Need, motoDeviation: String? = nil) -> ConformanceCase {
        ConformanceCase("a user with \(what) is not deleted", source: source, needs: [need], motoDeviation: motoDeviation) { world in
            try await world.made(world.user())
            _ = try await world.arranged(need, for: world.user())
            try await world.refuses(.deleteConflict) { try await world.service.deleteUser(world.user()) }
        }
    }
}
